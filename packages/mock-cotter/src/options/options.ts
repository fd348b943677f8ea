import { env } from 'node:process';
import type { components } from '../generated/options.ts';
import { problemOf } from './problem.ts';
import { OPTIONS } from './schema.ts';

/** An API key id and the secret key that belongs to it. */
export interface ApiKey {
  readonly id: string;
  readonly secret: string;
}

type Defined = components['schemas']['Options'];

/** Where the mock listens, how it behaves and what it tells. */
export interface MockCotterOptions extends Omit<Defined, 'now'> {
  /** Takes one line for each fault of the mock itself and each warning; no line holds a key or a token. Default: they are dropped. */
  readonly log?: (line: string) => void;
  /**
   * Where the clock stands still from the start: a date, milliseconds since 1970, or a time in ISO 8601 with its zone.
   * Default: it runs with the system's.
   */
  readonly now?: Date | number | string;
}

/** The options that have no default. */
type Optional = 'controlToken' | 'seed' | 'tls';
type Defaults = Readonly<Required<Omit<Defined, Optional | 'now'>>>;

/** Options with their defaults. */
export type CheckedOptions = Defaults &
  Readonly<Record<'log', (line: string) => void>> & {
    readonly [Name in Optional]: Defined[Name] | undefined;
  } & {
    /** The first of `apiKeys`. */
    readonly apiKey: ApiKey;
    readonly now?: Date;
  };

/** Also what a caller in this process alone can give. */
const KNOWN = { ...OPTIONS, log: {} };

/**
 * @throws {TypeError} that says what an option must be
 * @throws {Error} if `NODE_ENV` is `production` and the mock was not told to start there
 */
export function checkedOptions(options: MockCotterOptions): CheckedOptions {
  const { log = () => undefined, now } = options;
  const time = now instanceof Date ? now.getTime() : now;
  const problem = problemOf(
    { type: 'object', properties: KNOWN },
    { ...options, now: time },
  );
  if (problem !== undefined)
    throw new TypeError(`${problem.path.join('.')} ${problem.says}`);
  if (typeof log !== 'function')
    throw new TypeError('log must be a function that takes a line.');
  const given = Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as Omit<MockCotterOptions, 'now'>;
  const { controlToken, seed, tls, ...rest } = { ...defaults(), ...given };
  if (env['NODE_ENV'] === 'production' && !rest.allowProduction)
    throw new Error(
      'A mock issues tokens to everyone, so it does not start where NODE_ENV is production; allowProduction makes it.',
    );
  // One at least, says options.yaml.
  const [apiKey] = rest.apiKeys as readonly [ApiKey, ...ApiKey[]];
  const clock = time === undefined ? {} : { now: new Date(time) };
  return { ...rest, controlToken, seed, tls, log, apiKey, ...clock };
}

function defaults(): Defaults {
  return Object.fromEntries(
    Object.entries(OPTIONS).flatMap(([name, { default: value }]) =>
      value === undefined ? [] : [[name, value]],
    ),
  ) as unknown as Defaults;
}
