import { parseArgs } from 'node:util';
import { description as api } from '@org/cotter-types/description';
import { description } from '../generated/description.ts';
import { didYouMean } from '../options/did-you-mean.ts';
import type { CliContext } from './context.ts';
import {
  argumentsOf,
  ArgumentError,
  checkedUrl,
  DEFAULT_URL,
  runControlCall,
} from './control-call.ts';

const { EventTokenOrder, IdentityTokenOrder, JwtOrder } =
  description.components.schemas;
const { EventToken, IdentityToken } = api.components.schemas;

interface Kind {
  readonly path:
    | '/__mock/access-tokens'
    | '/__mock/event-tokens'
    | '/__mock/id-tokens'
    | '/__mock/identity-tokens';
  readonly defects: readonly string[];
  /** The fields of the token; a JWT may have any claim. */
  readonly fields?: readonly string[];
}

const jwtDefects = JwtOrder.properties.defect.enum;
const KINDS: Readonly<Record<string, Kind>> = {
  identity: {
    path: '/__mock/identity-tokens',
    defects: IdentityTokenOrder.properties.defect.enum,
    fields: Object.keys(IdentityToken.properties),
  },
  event: {
    path: '/__mock/event-tokens',
    defects: EventTokenOrder.properties.defect.enum,
    fields: Object.keys(EventToken.properties),
  },
  access: { path: '/__mock/access-tokens', defects: jwtDefects },
  id: { path: '/__mock/id-tokens', defects: jwtDefects },
};

export const MINT_HELP = `Usage: mock-cotter mint identity|event|access|id [options]

Prints a token of a running mock: an identity or event token as JSON, an access or id token as a JWT.

Options:
  --url <address>   where the mock answers (default: ${DEFAULT_URL})
  --fields <json>   fields or claims to give instead of the usual ones, such as '{"identifier":"me@example.com"}'
  --defect <name>   what is to be wrong with it
${Object.entries(KINDS)
  .map(
    ([name, { defects }]) => `                    ${name}: ${wrapped(defects)}`,
  )
  .join('\n')}

Environment:
  MOCK_COTTER_CONTROL_TOKEN  the mock's control token, if it has one`;

/**
 * Asks a running mock for a token and prints it.
 *
 * @returns the exit code: 0 when it was printed, 1 when the mock did not give it, 2 when an argument is wrong
 */
export async function runMint(
  args: readonly string[],
  context: Omit<CliContext, 'stop'>,
): Promise<number> {
  let request;
  try {
    request = argumentsOf(() => readRequest(args));
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    context.stderr(`mock-cotter mint: ${error.message} (see mint --help)`);
    return 2;
  }
  if (request === undefined) {
    context.stdout(MINT_HELP);
    return 0;
  }
  const { path, url, body, warnings } = request;
  for (const warning of warnings)
    context.stderr(`mock-cotter mint: ${warning}`);
  return runControlCall(
    {
      command: 'mint',
      url,
      call: async (client) => {
        const { data, error } = await client.POST(path, { body });
        if (error !== undefined) return { refusal: error.msg };
        return {
          text: 'token' in data ? String(data.token) : JSON.stringify(data),
        };
      },
    },
    context,
  );
}

interface MintRequest {
  readonly path: Kind['path'];
  readonly url: string;
  readonly body: object;
  readonly warnings: readonly string[];
}

function readRequest(args: readonly string[]): MintRequest | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      defect: { type: 'string' },
      fields: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
      url: { type: 'string', default: DEFAULT_URL },
    },
  });
  if (values.help) return undefined;
  const [name = '', ...rest] = positionals;
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (kind === undefined || rest.length > 0)
    throw new ArgumentError(
      `name one of ${Object.keys(KINDS).join(', ')}.${didYouMean(name, Object.keys(KINDS))}`,
    );
  const { defect } = values;
  if (defect !== undefined && !kind.defects.includes(defect))
    throw new ArgumentError(
      `--defect must be one of ${kind.defects.join(', ')}.${didYouMean(defect, kind.defects)}`,
    );
  const fields =
    values.fields === undefined ? undefined : readFields(values.fields);
  const known = kind.fields;
  return {
    path: kind.path,
    url: checkedUrl(values.url),
    // As JSON it has no field that is undefined.
    body: { [known === undefined ? 'claims' : 'fields']: fields, defect },
    // A test may want such a field, so it is no error.
    warnings:
      known === undefined
        ? []
        : Object.keys(fields ?? {})
            .filter((field) => !known.includes(field))
            .map(
              (field) =>
                `the token has no field ${field}.${didYouMean(field, known)}`,
            ),
  };
}

function readFields(text: string): object {
  let fields: unknown;
  try {
    fields = JSON.parse(text) as unknown;
  } catch {
    throw new ArgumentError('--fields must be JSON');
  }
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
    throw new ArgumentError('--fields must be a JSON object');
  return fields;
}

function wrapped(names: readonly string[]): string {
  const text = names.join(', ');
  return text.length <= 70
    ? text
    : `${names.slice(0, 5).join(', ')},\n                      ${names.slice(5).join(', ')}`;
}
