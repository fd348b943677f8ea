import { parseArgs } from 'node:util';
import { createControlClient, type ControlClient } from '../control/client.ts';
import type { CliContext } from './context.ts';

const DEFAULT_URL = 'http://127.0.0.1:4010';

/** The end of every help text. */
export const COMMON_HELP = `  --url <address>   where the mock answers (default: ${DEFAULT_URL})

Environment:
  MOCK_COTTER_CONTROL_TOKEN  the mock's control token, if it has one`;

/** An argument that is wrong. */
export class ArgumentError extends Error {}

/** The process that a command of a running mock runs in. */
export type CommandContext = Omit<CliContext, 'stop'>;

/** The arguments of a command. Every option takes a value. */
export interface Arguments {
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly positionals: readonly string[];
}

/** What a mock answered: a text to print and the exit code (default: 0), or why it refused. */
export type Answer =
  | { readonly text: string; readonly code?: number }
  | { readonly refusal: string };

/** A command that asks a running mock. */
export interface ControlCommand<Order> {
  readonly name: string;
  readonly help: string;
  /** The names of its options, without `--url` and `--help`. */
  readonly options?: readonly string[];
  /**
   * Reads what is asked for.
   *
   * @throws {ArgumentError}
   */
  readonly read: (
    given: Arguments,
    context: CommandContext,
  ) => Order | Promise<Order>;
  readonly ask: (
    client: ControlClient,
    order: Order,
    context: CommandContext,
  ) => Promise<Answer>;
}

/**
 * Runs a command, and prints the answer.
 *
 * @returns the exit code: that of the answer, 1 when the mock did not answer or refused, 2 when an argument is wrong
 */
export async function runControlCommand<Order>(
  { name, help, options = [], read, ask }: ControlCommand<Order>,
  args: readonly string[],
  context: CommandContext,
): Promise<number> {
  const { stdout, stderr, env } = context;
  let url: string;
  let order: Order;
  try {
    const { values, positionals } = parsed(args, options);
    if (values.help === true) {
      stdout(help);
      return 0;
    }
    const given = values as Arguments['values'];
    url = checkedUrl(given['url'] ?? DEFAULT_URL);
    order = await read({ values: given, positionals }, context);
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    stderr(`mock-cotter ${name}: ${error.message} (see ${name} --help)`);
    return 2;
  }
  const controlToken = env['MOCK_COTTER_CONTROL_TOKEN'];
  const client = createControlClient({
    url,
    ...(controlToken === undefined ? {} : { controlToken }),
  });
  try {
    const answer = await ask(client, order, context);
    if ('text' in answer) {
      stdout(answer.text);
      return answer.code ?? 0;
    }
    stderr(`mock-cotter ${name}: ${answer.refusal}`);
  } catch {
    stderr(`mock-cotter ${name}: no mock answers on ${url}`);
  }
  return 1;
}

function parsed(args: readonly string[], options: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...Object.fromEntries(options.map((name) => [name, text])),
        help: { type: 'boolean', short: 'h' },
        url: text,
      },
    });
  } catch (error) {
    // parseArgs adds advice after the first sentence.
    throw new ArgumentError((error as Error).message.split('. ')[0]);
  }
}

function checkedUrl(url: string): string {
  if (!/^https?:\/\/[^/]/.test(url) || !URL.canParse(url))
    throw new ArgumentError(
      `--url must be an address with its scheme, such as ${DEFAULT_URL}`,
    );
  return url;
}
