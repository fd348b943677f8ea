// The options of the mock, defined once. From here come the types, the checks, the JSON Schema of configuration files,
// the text of --help, and the table in docs/mock.md.
import * as z from 'zod/mini';

/** What the command line and the documentation need to know of an option. */
export interface OptionInfo {
  readonly description: string;
  /** What a value must be, for messages: they go on after the option's name. */
  readonly must: string;
  /** What --help calls a flag's value. Default: none, the option is a switch. */
  readonly value?: string;
  /** The default of the command line, if it is not that of `startMockCotter`. */
  readonly commandLineDefault?: unknown;
  /** Whether the option has no flag, because other processes can read the command line. */
  readonly secret?: true;
  /** Whether flags, variables and configuration files name a file that contains the value. */
  readonly file?: true;
  /** Whether the value is a path, which in a configuration file starts at the folder of that file. */
  readonly path?: true;
  /** Reads the value from a flag or a variable; what it cannot read, it returns as it is. */
  readonly fromText?: (text: string) => unknown;
}

const infos = z.registry<OptionInfo>();

function option<Schema extends z.ZodMiniType>(
  schema: Schema,
  info: OptionInfo,
): Schema {
  infos.add(schema, info);
  return schema;
}

const text = () => z.string().check(z.minLength(1));

const switchInfo = {
  must: 'true or false',
  fromText: (given: string) =>
    given === 'true' || (given === 'false' ? false : given),
};

const path = (description: string) =>
  z.optional(
    option(text(), {
      description,
      value: 'file',
      path: true,
      must: 'a non-empty string',
    }),
  );

function integer(
  minimum: number,
  maximum: number,
  info: Omit<OptionInfo, 'fromText' | 'must'>,
) {
  return option(z.int().check(z.gte(minimum), z.lte(maximum)), {
    ...info,
    value: 'number',
    must:
      maximum === Number.MAX_SAFE_INTEGER
        ? `an integer from ${String(minimum)} up`
        : `an integer from ${String(minimum)} to ${String(maximum)}`,
    fromText: numberFromText,
  });
}

function numberFromText(given: string): number | string {
  return /^-?\d{1,16}$/.test(given) ? Number(given) : given;
}

const apiKey = z.strictObject({ id: text(), secret: text() });

/** The furthest times that a `Date` can hold, in milliseconds since 1970. */
const MAX_TIME_MS = 8_640_000_000_000_000;

/** ISO 8601 with a zone, with or without seconds. */
const time = z
  .string()
  .check(
    z.refine((given) =>
      [{}, { precision: -1 }].some(
        (precision) =>
          z.safeParse(z.iso.datetime({ offset: true, ...precision }), given)
            .success,
      ),
    ),
  );
z.globalRegistry.add(time, { format: 'date-time' });

export const optionsSchema = z.strictObject({
  port: z._default(
    integer(0, 65_535, {
      description: 'The port to listen on; 0 selects a free one.',
      commandLineDefault: 4010,
    }),
    0,
  ),
  host: z._default(
    option(text(), {
      description:
        'The address to listen on. The default accepts connections from this machine only.',
      value: 'address',
      must: 'a non-empty string',
    }),
    '127.0.0.1',
  ),
  strict: z._default(
    option(z.boolean(), {
      ...switchInfo,
      description:
        'Whether to refuse examples of the documentation, whose signatures are shortened, and API key ids that are not in `apiKeys`. Without it, the mock accepts both, and the examples with a warning in the log and in the header `Cotter-Mock-Warning`. It always checks everything else.',
      commandLineDefault: false,
    }),
    true,
  ),
  rotation: z._default(
    option(
      z.union([
        z.enum(['strict', 'none']),
        z.strictObject({ graceMs: z.number().check(z.gte(0)) }),
      ]),
      {
        description:
          'What a refresh does to the refresh token that was used. `strict` replaces it, and revokes the session if it is used again. A number of milliseconds (`graceMs`) allows it to be used again for that long. `none` keeps it.',
        value: 'mode',
        must: 'strict, none or a number of milliseconds from 0 up (in code and files: { graceMs })',
        fromText: (given) => {
          const graceMs = numberFromText(given);
          return typeof graceMs === 'number' ? { graceMs } : given;
        },
      },
    ),
    'strict',
  ),
  seed: z.optional(
    option(text(), {
      description:
        'Makes keys, ids and refresh tokens repeatable: with `now`, the same requests in the same order get the same bytes. Without a seed they are random. Anyone who knows the seed can derive the keys.',
      value: 'text',
      must: 'a non-empty string',
    }),
  ),
  now: z.optional(
    option(
      z.union([z.int().check(z.gte(-MAX_TIME_MS), z.lte(MAX_TIME_MS)), time]),
      {
        description:
          'Stops the clock at this time from the start: a time in ISO 8601 with its zone, or milliseconds since 1970. Without it, the clock runs with the system clock.',
        value: 'time',
        must: 'a time in ISO 8601 with its zone, or milliseconds since 1970',
        fromText: numberFromText,
      },
    ),
  ),
  issuer: z._default(
    option(text(), {
      description:
        'The `iss` of access and id tokens, at any address. The default is that of production.',
      value: 'text',
      must: 'a non-empty string',
    }),
    'https://www.cotter.app',
  ),
  apiKeys: z._default(
    option(z.array(apiKey).check(z.minLength(1)), {
      description:
        'The API keys of the mock; the first is used where none is given. The variable contains `id:secret`, several separated by commas. If you set them, the mock refuses other API key ids also without `strict`.',
      value: 'id:secret',
      secret: true,
      must: 'a list of at least one { id, secret }, both non-empty strings (in a variable: id:secret, several with commas between)',
      fromText: (given) =>
        given.split(',').map((pair) => {
          const colon = pair.indexOf(':');
          return {
            id: pair.slice(0, Math.max(colon, 0)),
            secret: pair.slice(colon + 1),
          };
        }),
    }),
    [{ id: 'mock-api-key-id', secret: 'mock-api-secret-key' }],
  ),
  state: path(
    'Keeps signing keys, sessions and the clock in this file, so that a restart or a crash loses nothing. The file is made if it does not exist. It contains private keys. With `redis://` or `valkey://` and an address, keeps them in that server, and the faults too: all mocks that are given it are one. Not with `seed`.',
  ),
  import: path(
    'Starts with the state in this file, which `exportOnExit` or `GET /__mock/state` wrote. Ignored if `state` names a file that exists.',
  ),
  exportOnExit: path('Writes the state to this file when the mock stops.'),
  maxSessions: z._default(
    integer(1, Number.MAX_SAFE_INTEGER, {
      description:
        'How many refreshable sessions are remembered; one more, and the oldest is forgotten.',
    }),
    100_000,
  ),
  maxRequests: z._default(
    integer(1, Number.MAX_SAFE_INTEGER, {
      description: 'How many of the latest requests are remembered.',
    }),
    1000,
  ),
  controlToken: z.optional(
    option(z.string().check(z.regex(/^[\x21-\x7e]{8,}$/)), {
      description:
        'What callers of the control API below `/__mock` must send as `Authorization: Bearer`. Without a token, only programs on this machine can call it, and only if `host` is this machine.',
      value: 'text',
      secret: true,
      must: '8 or more printable ASCII characters without spaces',
    }),
  ),
  allowProduction: z._default(
    option(z.boolean(), {
      ...switchInfo,
      description:
        'Whether to start although `NODE_ENV` is `production`. The mock issues tokens to anyone who can reach it.',
    }),
    false,
  ),
  tls: z.optional(
    option(
      z.strictObject({
        key: option(text(), {
          description: 'The private key for TLS, in PEM.',
          value: 'file',
          file: true,
          must: 'a non-empty string',
        }),
        cert: option(text(), {
          description:
            'The certificate for TLS, in PEM, followed by those between it and its authority.',
          value: 'file',
          file: true,
          must: 'a non-empty string',
        }),
      }),
      {
        description:
          'Answers over TLS with this key and certificate. Without it, the mock speaks plain HTTP.',
        must: '{ key, cert }, both in PEM',
      },
    ),
  ),
});

/** An option that has one value. The fields of `tls` are options of their own: `tls.key`. */
export interface Option {
  readonly path: readonly string[];
  readonly schema: z.ZodMiniType;
  readonly info: OptionInfo;
  /** The default of `startMockCotter`, if there is one. */
  readonly default?: unknown;
  /** Without its dashes; missing for secrets. */
  readonly flag?: string;
  readonly variable: string;
}

/** What the names of all variables begin with. */
export const VARIABLE_PREFIX = 'MOCK_COTTER_';

type Shape = Readonly<Record<string, z.core.$ZodType>>;

/** Every option that has one value, in the order of the schema. */
export function allOptions(): Option[] {
  return optionsOf(optionsSchema.shape, []);
}

function optionsOf(shape: Shape, above: readonly string[]): Option[] {
  return Object.entries(shape).flatMap(([name, wrapped]) => {
    const path = [...above, name];
    const schema = unwrapped(wrapped);
    if (schema instanceof z.ZodMiniObject) return optionsOf(schema.shape, path);
    const info = infoOf(schema);
    return {
      path,
      schema,
      info,
      ...(wrapped instanceof z.ZodMiniDefault
        ? { default: wrapped.def.defaultValue }
        : {}),
      ...(info.secret === true ? {} : { flag: words(path, '-') }),
      variable: VARIABLE_PREFIX + words(path, '_').toUpperCase(),
    };
  });
}

/** What is known of an option. */
export function infoOf(schema: z.core.$ZodType): OptionInfo {
  const info = infos.get(schema);
  if (info === undefined) throw new Error('An option has no description.');
  return info;
}

/** The schema of a value, without what makes it optional. */
export function unwrapped(schema: z.core.$ZodType): z.ZodMiniType {
  return (
    schema instanceof z.ZodMiniDefault || schema instanceof z.ZodMiniOptional
      ? schema.def.innerType
      : schema
  ) as z.ZodMiniType;
}

function words(path: readonly string[], separator: string): string {
  return path
    .join(separator)
    .replaceAll(/[A-Z]/g, (letter) => separator + letter.toLowerCase());
}
