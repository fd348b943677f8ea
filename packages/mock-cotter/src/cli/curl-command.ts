import { parseArgs } from 'node:util';
import type { CliContext } from './context.ts';
import {
  argumentsOf,
  ArgumentError,
  checkedUrl,
  DEFAULT_URL,
  runControlCall,
} from './control-call.ts';

export const CURL_HELP = `Usage: mock-cotter curl [options]

Prints a curl line for each kind of request, with live tokens of a running mock. One that uses up a refresh token works
once.

Options:
  --url <address>   where the mock answers (default: ${DEFAULT_URL})

Environment:
  MOCK_COTTER_CONTROL_TOKEN  the mock's control token, if it has one`;

/**
 * Asks a running mock for curl lines and prints them.
 *
 * @returns the exit code: 0 when they were printed, 1 when the mock did not give them, 2 when an argument is wrong
 */
export async function runCurl(
  args: readonly string[],
  context: Omit<CliContext, 'stop'>,
): Promise<number> {
  let url;
  try {
    const { values } = argumentsOf(() =>
      parseArgs({
        args: [...args],
        options: {
          help: { type: 'boolean', short: 'h', default: false },
          url: { type: 'string', default: DEFAULT_URL },
        },
      }),
    );
    if (values.help) {
      context.stdout(CURL_HELP);
      return 0;
    }
    url = checkedUrl(values.url);
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    context.stderr(`mock-cotter curl: ${error.message} (see curl --help)`);
    return 2;
  }
  return runControlCall(
    {
      command: 'curl',
      url,
      call: async (client) => {
        const { data, error } = await client.GET('/__mock/curl-lines');
        return data === undefined
          ? { refusal: error.msg }
          : { text: data.lines.join('\n') };
      },
    },
    context,
  );
}
