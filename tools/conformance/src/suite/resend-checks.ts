import { equal, ok } from './assert.ts';
import type { Checks, Subject } from './subject.ts';

/** Each runtime's default, and `fetch`, which some runtimes let repeat requests by itself. */
const ADAPTERS = [undefined, 'fetch'] as const;

const LOSSES = ['lost-reply', 'reset', 'empty-reply', 'truncated'] as const;

/**
 * Sends a refresh whose response is lost, on a connection that is fresh and on one that was used before. It may reach the
 * server once only; where a runtime repeats it and offers no way to stop that, no outcome may promise more than is known.
 */
export function createResendChecks({ client, desk }: Subject): Checks {
  const lose = async (kind: string, adapter: (typeof ADAPTERS)[number]) => {
    const subject = client({ adapter });
    const tokens = await subject.exchangeIdentityToken(
      await desk.identityToken(),
    );
    // Leaves a connection that the next request may use.
    await subject.fetchJwks();
    await desk.reset();
    await desk.addFault({ kind, operation: 'refreshToken' });
    const result = await subject.refresh(tokens.refresh_token).then(
      () => 'resolved',
      (error: unknown) =>
        (error as { readonly outcome?: string }).outcome ?? 'none',
    );
    return { count: await desk.count('refreshToken'), result };
  };

  return Object.fromEntries(
    ADAPTERS.flatMap((adapter) =>
      LOSSES.map((kind) => [
        `refresh once: ${kind}, ${adapter ?? 'default'} adapter`,
        async () => {
          const { count, result } = await lose(kind, adapter);
          if (repeatsByItself()) {
            ok(
              result === 'unknown' || (result === 'resolved' && count === 2),
              `after ${String(count)} requests the outcome is ${result}`,
            );
            return;
          }
          equal({ count, result }, { count: 1, result: 'unknown' }, kind);
        },
      ]),
    ),
  );
}

/** Browsers send a request again if a connection that was kept open breaks, and pages cannot turn that off. */
function repeatsByItself(): boolean {
  return 'document' in globalThis;
}
