import type { MockCotterOptions } from '../options/options.ts';
import type { ReportingMock } from '../start.ts';
import { isServer, withoutPassword } from '../state/shared/address.ts';

/** What the command tells once the mock is ready. */
export function banner(
  mock: ReportingMock,
  { apiKeys, controlToken, state, strict = false }: MockCotterOptions,
): string[] {
  const row = (name: string, value: string): string =>
    `  ${name.padEnd(15)} ${value}`;
  return [
    '',
    row('API key id', mock.apiKey.id),
    // One that was configured may be real.
    ...(apiKeys === undefined
      ? [row('API secret key', mock.apiKey.secret)]
      : []),
    row(
      'Mode',
      strict
        ? 'strict'
        : 'accepts examples of the documentation; --strict refuses them',
    ),
    row(
      'State',
      state !== undefined && isServer(state)
        ? withoutPassword(state)
        : (state ?? 'in memory only; --state <file> keeps it'),
    ),
    row(
      'Control API',
      `${mock.url}/__mock/openapi.json${controlToken === undefined ? '' : ' (needs the control token)'}`,
    ),
    '',
    'Try it:',
    `  ${mock.exchangeLine()}`,
    '',
    `For more requests: mock-cotter curl --url ${mock.url}`,
    '',
  ];
}
