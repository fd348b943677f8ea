import { env } from 'node:process';
import type * as z from 'zod/mini';
import { parseOptions, textOf } from './check.ts';
import type { optionsSchema } from './schema.ts';

type Input = z.input<typeof optionsSchema>;
type Output = z.output<typeof optionsSchema>;

/** An API key id and the secret key that belongs to it. */
export interface ApiKey {
  readonly id: string;
  readonly secret: string;
}

/** Options of `startMockCotter`. The schema says what each accepts, and docs/mock.md what each does. */
export interface MockCotterOptions {
  /** The port to listen on; 0 selects a free one. Default: 0. */
  readonly port?: Input['port'];
  /** The address to listen on. Default: 127.0.0.1, which accepts connections from this machine only. */
  readonly host?: Input['host'];
  /** Whether to refuse examples of the documentation, and API keys that are not in `apiKeys`. Default: true. */
  readonly strict?: Input['strict'];
  /** What a refresh does to the refresh token that was used; `graceMs` is in milliseconds. Default: `strict`. */
  readonly rotation?: Input['rotation'];
  /** Makes keys, ids and refresh tokens repeatable. Default: none, they are random. */
  readonly seed?: Input['seed'];
  /** The `iss` of access and id tokens. Default: that of production. */
  readonly issuer?: Input['issuer'];
  /** The file that keeps the state, so that a restart loses nothing; made if missing. Default: none, in memory only. */
  readonly state?: Input['state'];
  /** A file with the state to start with, unless `state` has one. Default: none, an empty state. */
  readonly import?: Input['import'];
  /** The file that `close` writes the state to. Default: none. */
  readonly exportOnExit?: Input['exportOnExit'];
  /** How many refreshable sessions are remembered. Default: 100000. */
  readonly maxSessions?: Input['maxSessions'];
  /** How many of the latest requests are remembered. Default: 1000. */
  readonly maxRequests?: Input['maxRequests'];
  /** What callers of the control API must send as `Authorization: Bearer`. Default: none. */
  readonly controlToken?: Input['controlToken'];
  /** Whether to start although `NODE_ENV` is `production`. Default: false. */
  readonly allowProduction?: Input['allowProduction'];
  /** Key and certificate in PEM, to answer over TLS. Default: none, plain HTTP. */
  readonly tls?: Input['tls'];
  /**
   * The API keys of the mock; the first is used where none is given. Default: one, with the id `mock-api-key-id` and the
   * secret `mock-api-secret-key`.
   */
  readonly apiKeys?: readonly ApiKey[] | undefined;
  /** Receives one line for each warning and each fault of the mock itself, without keys and tokens. Default: none. */
  readonly log?: ((line: string) => void) | undefined;
  /**
   * Stops the clock at this time from the start: a date, milliseconds since 1970, or a time in ISO 8601 with its zone.
   * Default: it runs with the system clock.
   */
  readonly now?: Date | number | string | undefined;
}

/** Does not compile if the schema has an option that is not documented above. */
export type Undocumented = None<Exclude<keyof Input, keyof MockCotterOptions>>;
type None<Names extends never> = Names;

/** Options with their defaults. */
export interface CheckedOptions extends Readonly<Omit<Output, 'now'>> {
  /** The first of `apiKeys`. */
  readonly apiKey: ApiKey;
  /** Whether API key ids that are not in `apiKeys` are accepted too: not in strict mode, nor if `apiKeys` were given. */
  readonly acceptsUnknownKeys: boolean;
  readonly log: (line: string) => void;
  readonly now?: Date;
}

/**
 * @throws {TypeError} that says what an option must be
 * @throws {Error} if `NODE_ENV` is `production` and `allowProduction` is not set
 */
export function checkedOptions(options: MockCotterOptions): CheckedOptions {
  const { log = () => undefined, now, ...rest } = options;
  const time = now instanceof Date ? now.getTime() : now;
  const checked = parseOptions(
    time === undefined ? rest : { ...rest, now: time },
  );
  if (!('options' in checked)) throw new TypeError(textOf(checked.problems));
  if (typeof log !== 'function')
    throw new TypeError('log must be a function that takes a line.');
  const { now: _, ...known } = checked.options;
  if (known.seed !== undefined && (known.state ?? known.import) !== undefined)
    throw new TypeError(
      'seed cannot be used with state or import: a seed makes the same keys again, and these keep others.',
    );
  if (env['NODE_ENV'] === 'production' && !known.allowProduction)
    throw new Error(
      'A mock issues tokens to everyone, so it does not start where NODE_ENV is production; allowProduction makes it.',
    );
  // The schema requires at least one.
  const [apiKey] = known.apiKeys as [ApiKey, ...ApiKey[]];
  const clock = time === undefined ? {} : { now: new Date(time) };
  const acceptsUnknownKeys = !known.strict && options.apiKeys === undefined;
  return { ...known, acceptsUnknownKeys, log, apiKey, ...clock };
}
