import { parseArgs, styleText } from 'node:util';
import type { components } from '../generated/openapi.ts';
import type { CliContext } from './context.ts';
import {
  argumentsOf,
  ArgumentError,
  checkedUrl,
  DEFAULT_URL,
  runControlCall,
} from './control-call.ts';

type Explanation = components['schemas']['Explanation'];

export const EXPLAIN_HELP = `Usage: mock-cotter explain [token] [options]

Says what a token is, and what a running mock finds when it checks it: an access or id token, a refresh token, or an
identity or event token as JSON. Without a token, or with -, reads it from standard input, so that it does not stay in
the history of your shell. Ends with code 0 if every check passed.

Options:
  --url <address>   where the mock answers (default: ${DEFAULT_URL})

Environment:
  MOCK_COTTER_CONTROL_TOKEN  the mock's control token, if it has one`;

/**
 * Asks a running mock about a token and prints its answer.
 *
 * @returns the exit code: 0 when every check passed, 1 when one did not or the mock did not answer, 2 when an argument is
 *   wrong
 */
export async function runExplain(
  args: readonly string[],
  context: Omit<CliContext, 'stop'>,
): Promise<number> {
  let input;
  try {
    input = argumentsOf(() => {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          help: { type: 'boolean', short: 'h', default: false },
          url: { type: 'string', default: DEFAULT_URL },
        },
      });
      if (positionals.length > 1)
        throw new ArgumentError('give one token, in quotes');
      return { ...values, url: checkedUrl(values.url), given: positionals[0] };
    });
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    context.stderr(
      `mock-cotter explain: ${error.message} (see explain --help)`,
    );
    return 2;
  }
  if (input.help) {
    context.stdout(EXPLAIN_HELP);
    return 0;
  }
  const { given = '-', url } = input;
  const token =
    given === '-' ? ((await context.stdin?.()) ?? '').trim() : given;
  if (token === '') {
    context.stderr(
      'mock-cotter explain: there is no token (see explain --help)',
    );
    return 2;
  }
  const verdict = { passed: false };
  const code = await runControlCall(
    {
      command: 'explain',
      url,
      call: async (client) => {
        const { data, error } = await client.POST('/__mock/explain', {
          body: { token },
        });
        if (data === undefined) return { refusal: error.msg };
        verdict.passed = data.checks.every((check) => check.passed);
        return { text: textOf(data, context.colour ?? false) };
      },
    },
    context,
  );
  return code === 0 && !verdict.passed ? 1 : code;
}

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
