import { hasControl } from '../control/access.ts';
import type { MockCotterOptions } from '../options/options.ts';
import type { ReportingMock } from '../start.ts';
import { isServer, withoutPassword } from '../state/shared/address.ts';

/** What the command tells once the mock is ready. */
export function banner(
  mock: ReportingMock,
  {
    apiKeys,
    controlToken,
    host = '127.0.0.1',
    state,
    strict = false,
  }: MockCotterOptions,
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
    ...(hasControl({ host, controlToken })
      ? [
          row(
            'Console',
            // The output of a mock that others can reach is often a log: they enter the control token.
            controlToken === undefined
              ? mock.consoleUrl()
              : `${mock.consoleUrl().replace(/#.*/, '')} (needs the control token)`,
          ),
          row(
            'Control API',
            `${mock.url}/__mock/openapi.json${controlToken === undefined ? '' : ' (needs the control token)'}`,
          ),
        ]
      : [row('Control API', 'off; set MOCK_COTTER_CONTROL_TOKEN to use it')]),
    '',
    'Try it:',
    `  ${mock.exchangeLine()}`,
    '',
    `For more requests: mock-cotter curl --url ${mock.url}`,
    '',
  ];
}
