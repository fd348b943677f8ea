import { description as api } from '@org/cotter-types/description';
import { description } from '../generated/description.ts';
import { didYouMean } from '../options/did-you-mean.ts';
import {
  ArgumentError,
  COMMON_HELP,
  type ControlCommand,
} from './control-command.ts';

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

interface MintOrder {
  readonly path: Kind['path'];
  readonly body: object;
}

/** Prints a token of a running mock. */
export const mintCommand: ControlCommand<MintOrder> = {
  name: 'mint',
  help: `Usage: mock-cotter mint identity|event|access|id [options]

Prints a token of a running mock: an identity or event token as JSON, an access or id token as a JWT.

Options:
  --fields <json>   fields or claims to give instead of the usual ones, such as '{"identifier":"me@example.com"}'
  --defect <name>   what is to be wrong with it
${Object.entries(KINDS)
  .map(
    ([name, { defects }]) => `                    ${name}: ${wrapped(defects)}`,
  )
  .join('\n')}
${COMMON_HELP}`,
  options: ['defect', 'fields'],
  read({ values, positionals: [name = '', ...rest] }, { stderr }) {
    const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
    if (kind === undefined || rest.length > 0)
      throw new ArgumentError(
        `name one of ${Object.keys(KINDS).join(', ')}.${didYouMean(name, Object.keys(KINDS))}`,
      );
    const defect = values['defect'];
    if (defect !== undefined && !kind.defects.includes(defect))
      throw new ArgumentError(
        `--defect must be one of ${kind.defects.join(', ')}.${didYouMean(defect, kind.defects)}`,
      );
    const fields =
      values['fields'] === undefined ? undefined : readFields(values['fields']);
    const { path, fields: known } = kind;
    if (known === undefined) return { path, body: { claims: fields, defect } };
    for (const field of Object.keys(fields ?? {}))
      // A test may want such a field, so it is no error.
      if (!known.includes(field))
        stderr(
          `mock-cotter mint: the token has no field ${field}.${didYouMean(field, known)}`,
        );
    // As JSON it has no field that is undefined.
    return { path, body: { fields, defect } };
  },
  async ask(client, { path, body }) {
    const { data, error } = await client.POST(path, { body });
    if (error !== undefined) return { refusal: error.msg };
    return {
      text: 'token' in data ? String(data.token) : JSON.stringify(data),
    };
  },
};

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
