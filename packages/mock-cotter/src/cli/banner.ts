import type { MockCotter } from '../mock.ts';
import type { MockCotterOptions } from '../options/options.ts';

/** What the command tells once the mock is ready. */
export function banner(
  mock: MockCotter,
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
    row('State', state ?? 'in memory only; --state <file> keeps it'),
    row(
      'Control API',
      `${mock.url}/__mock/openapi.json${controlToken === undefined ? '' : ' (needs the control token)'}`,
    ),
    '',
    'Try it:',
    `  ${mock.curlLines()[0] ?? ''}`,
    '',
    `For more requests: mock-cotter curl --url ${mock.url}`,
    '',
  ];
}
