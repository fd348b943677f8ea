import { parseArgs } from 'node:util';
import type { CliContext } from './context.ts';
import { createControlClient } from '../control/client.ts';

export const MINT_HELP = `Usage: mock-cotter mint identity|event|access|id [options]

Prints a token of a running mock: an identity or event token as JSON, an access or id token as a JWT.

Options:
  --url <address>   where the mock answers (default: http://127.0.0.1:4010)
  --fields <json>   fields or claims to give instead of the usual ones, such as '{"identifier":"me@example.com"}'
  --defect <name>   what is to be wrong with it, such as expired or tampered

Environment:
  MOCK_COTTER_CONTROL_TOKEN  the mock's control token, if it has one`;

const PATHS = {
  access: '/__mock/access-tokens',
  event: '/__mock/event-tokens',
  id: '/__mock/id-tokens',
  identity: '/__mock/identity-tokens',
} as const;

/**
 * Asks a running mock for a token and prints it.
 *
 * @returns the exit code: 0 when it was printed, 1 when the mock did not give it, 2 when an argument is wrong
 */
export async function runMint(
  args: readonly string[],
  { stdout, stderr, env }: Omit<CliContext, 'stop'>,
): Promise<number> {
  let request;
  try {
    request = readRequest(args);
  } catch (error) {
    stderr(`mock-cotter mint: ${messageOf(error)} (see mint --help)`);
    return 2;
  }
  if (request === undefined) {
    stdout(MINT_HELP);
    return 0;
  }
  const { kind, url, body } = request;
  const controlToken = env['MOCK_COTTER_CONTROL_TOKEN'];
  const client = createControlClient({
    url,
    ...(controlToken === undefined ? {} : { controlToken }),
  });
  try {
    // Whether the fields and the defect are of this kind is the mock's to say.
    const { data, error } = await client.POST(PATHS[kind], { body });
    if (error !== undefined) {
      stderr(`mock-cotter mint: ${error.msg}`);
      return 1;
    }
    stdout('token' in data ? String(data.token) : JSON.stringify(data));
    return 0;
  } catch {
    stderr(`mock-cotter mint: no mock answers on ${url}`);
    return 1;
  }
}

function readRequest(
  args: readonly string[],
): { kind: keyof typeof PATHS; url: string; body: object } | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      defect: { type: 'string' },
      fields: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
      url: { type: 'string', default: 'http://127.0.0.1:4010' },
    },
  });
  if (values.help) return undefined;
  const [kind, ...rest] = positionals;
  if (kind === undefined || !isKind(kind) || rest.length > 0)
    throw new Error(`name one of ${Object.keys(PATHS).join(', ')}`);
  if (!URL.canParse(values.url)) throw new Error('--url must be an address');
  const fields = kind === 'access' || kind === 'id' ? 'claims' : 'fields';
  return {
    kind,
    url: values.url,
    // As JSON it has no field that is undefined.
    body: {
      [fields]:
        values.fields === undefined ? undefined : readFields(values.fields),
      defect: values.defect,
    },
  };
}

function isKind(kind: string): kind is keyof typeof PATHS {
  return Object.hasOwn(PATHS, kind);
}

function readFields(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error('--fields must be JSON');
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
