import { startMockCotter } from '@org/mock-cotter';
import { faultHeaders } from './mock-control.ts';
import type { StartedTarget } from './target.ts';

/**
 * Starts `@org/mock-cotter` in this process, on a free port of 127.0.0.1, with control over all that it lets be
 * controlled.
 *
 * @param strict whether it checks signatures, freshness and API keys
 */
export async function startInProcessMock(
  strict: boolean,
): Promise<StartedTarget> {
  const mock = await startMockCotter({ strict });
  return {
    baseUrl: mock.url,
    apiKey: mock.apiKey,
    control: {
      mintIdentityToken: (fields) => mock.mintIdentityToken(fields),
      mintEventToken: (fields) => mock.mintEventToken(fields),
      now: () => mock.clock.now(),
      advance: (milliseconds) => {
        mock.clock.advance(milliseconds);
      },
      reset: () => {
        mock.reset();
      },
      rotateKeys: () => {
        mock.keys.rotate();
      },
      faultHeaders,
    },
    [Symbol.asyncDispose]: () => mock.close(),
  };
}
