import { styleText } from 'node:util';
import type { components } from '../generated/openapi.ts';
import {
  ArgumentError,
  COMMON_HELP,
  type ControlCommand,
} from './control-command.ts';

type Explanation = components['schemas']['Explanation'];

/** Says what a token is. Ends with code 1 if a check of it fails. */
export const explainCommand: ControlCommand<string> = {
  name: 'explain',
  help: `Usage: mock-cotter explain [token] [options]

Says what a token is, and what a running mock finds when it checks it: an access or id token, a refresh token, or an
identity or event token as JSON. Without a token, or with -, reads it from standard input, so that it does not stay in
the history of your shell. Ends with code 0 if every check passed.

Options:
${COMMON_HELP}`,
  async read({ positionals: [given = '-', ...others] }, { stdin }) {
    if (others.length > 0) throw new ArgumentError('give one token, in quotes');
    const token = given === '-' ? ((await stdin?.()) ?? '').trim() : given;
    if (token === '') throw new ArgumentError('there is no token');
    return token;
  },
  async ask(client, token, { colour = false }) {
    const { data, error } = await client.POST('/__mock/explain', {
      body: { token },
    });
    if (data === undefined) return { refusal: error.msg };
    const passed = data.checks.every((check) => check.passed);
    return { text: textOf(data, colour), code: passed ? 0 : 1 };
  },
};

function textOf(
  { kind, header, claims, checks }: Explanation,
  colour: boolean,
): string {
  const paint = (format: 'green' | 'red', text: string): string =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  const width = Math.max(...checks.map(({ check }) => check.length));
  return [
    kind,
    ...(header === undefined ? [] : [`header ${JSON.stringify(header)}`]),
    ...(claims === undefined
      ? []
      : [`claims ${JSON.stringify(claims, undefined, 2)}`]),
    ...checks.map(
      ({ check, passed, why }) =>
        `${passed ? paint('green', 'ok  ') : paint('red', 'FAIL')} ${check.padEnd(width)}  ${why}`,
    ),
  ].join('\n');
}
