import { env } from 'node:process';
import type * as z from 'zod/mini';
import { parseOptions } from './check.ts';
import type { optionsSchema } from './schema.ts';

type Input = z.input<typeof optionsSchema>;
type Output = z.output<typeof optionsSchema>;

/** An API key id and the secret key that belongs to it. */
export interface ApiKey {
  readonly id: string;
  readonly secret: string;
}

/** Options of `startMockCotter`. `mock-cotter --help` and docs/mock.md describe each, with its default. */
export interface MockCotterOptions extends Readonly<
  Omit<Input, 'apiKeys' | 'now'>
> {
  /** The API keys that strict mode knows; the first is used where none is given. Default: one, `mock-api-key-id`. */
  readonly apiKeys?: readonly ApiKey[] | undefined;
  /** Receives one line for each warning and each fault of the mock itself, without keys and tokens. Default: none. */
  readonly log?: ((line: string) => void) | undefined;
  /**
   * Stops the clock at this time from the start: a date, milliseconds since 1970, or a time in ISO 8601 with its zone.
   * Default: it runs with the system clock.
   */
  readonly now?: Date | number | string | undefined;
}

/** Options with their defaults. */
export interface CheckedOptions extends Readonly<Omit<Output, 'now'>> {
  /** The first of `apiKeys`. */
  readonly apiKey: ApiKey;
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
  if (!('options' in checked))
    throw new TypeError(`${checked.path.join('.')} ${checked.message}`);
  if (typeof log !== 'function')
    throw new TypeError('log must be a function that takes a line.');
  const { now: _, ...known } = checked.options;
  if (env['NODE_ENV'] === 'production' && !known.allowProduction)
    throw new Error(
      'A mock issues tokens to everyone, so it does not start where NODE_ENV is production; allowProduction makes it.',
    );
  // The schema requires at least one.
  const [apiKey] = known.apiKeys as [ApiKey, ...ApiKey[]];
  const clock = time === undefined ? {} : { now: new Date(time) };
  return { ...known, log, apiKey, ...clock };
}
