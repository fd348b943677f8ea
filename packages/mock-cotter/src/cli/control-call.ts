import { createControlClient, type ControlClient } from '../control/client.ts';
import type { CliContext } from './context.ts';

/** Where a mock listens unless it is told otherwise. */
export const DEFAULT_URL = 'http://127.0.0.1:4010';

/** An argument that is wrong. */
export class ArgumentError extends Error {}

/** What is known of a call to a running mock. */
export interface ControlCall {
  /** What the call is for: `mint`. */
  readonly command: string;
  readonly url: string;
  /** Returns what to print, or the mock's refusal. */
  readonly call: (
    client: ControlClient,
  ) => Promise<{ readonly text: string } | { readonly refusal: string }>;
}

/** The address of `--url`. @throws {ArgumentError} */
export function checkedUrl(url: string): string {
  if (!/^https?:\/\/[^/]/.test(url) || !URL.canParse(url))
    throw new ArgumentError(
      `--url must be an address with its scheme, such as ${DEFAULT_URL}`,
    );
  return url;
}

/** Reads arguments with `parseArgs`. @throws {ArgumentError} */
export function argumentsOf<Parsed>(parse: () => Parsed): Parsed {
  try {
    return parse();
  } catch (error) {
    if (error instanceof ArgumentError) throw error;
    throw new ArgumentError((error as Error).message.split('. ')[0]);
  }
}

/**
 * Asks a running mock, and prints the answer.
 *
 * @returns the exit code: 0 when it was printed, 1 when the mock did not answer or refused
 */
export async function runControlCall(
  { command, url, call }: ControlCall,
  { stdout, stderr, env }: Omit<CliContext, 'stop'>,
): Promise<number> {
  const controlToken = env['MOCK_COTTER_CONTROL_TOKEN'];
  const client = createControlClient({
    url,
    ...(controlToken === undefined ? {} : { controlToken }),
  });
  try {
    const answer = await call(client);
    if ('text' in answer) {
      stdout(answer.text);
      return 0;
    }
    stderr(`mock-cotter ${command}: ${answer.refusal}`);
  } catch {
    stderr(`mock-cotter ${command}: no mock answers on ${url}`);
  }
  return 1;
}
