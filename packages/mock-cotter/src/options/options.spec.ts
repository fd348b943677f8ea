import { describe, expect, it, vi } from 'vitest';
import { checkedOptions, type MockCotterOptions } from './options.ts';
import { allOptions, optionsSchema } from './schema.ts';

describe('the options of startMockCotter', () => {
  it('have the defaults of the schema', () => {
    const { log, apiKey, ...checked } = checkedOptions({});
    const defaults = allOptions().flatMap(({ path, default: value }) =>
      value === undefined ? [] : [[path.join('.'), value]],
    );
    expect(checked).toStrictEqual({
      ...Object.fromEntries(defaults),
      acceptsUnknownKeys: false,
    });
    expect(apiKey).toBe(checked.apiKeys[0]);
    expect(() => {
      log('a line');
    }).not.toThrow();
  });

  it('are what was given, where it is not undefined', () => {
    const lines: string[] = [];
    const given: Required<Omit<MockCotterOptions, 'log' | 'now'>> = {
      port: 1,
      host: 'localhost',
      strict: true,
      rotation: { graceMs: 0 },
      seed: 'seed',
      issuer: 'issuer',
      apiKeys: [
        { id: 'a', secret: 'b' },
        { id: 'c', secret: 'd' },
      ],
      state: undefined,
      import: undefined,
      exportOnExit: 'exported',
      maxSessions: 2,
      maxRequests: 3,
      controlToken: 'control-token',
      allowProduction: true,
      tls: { key: 'key', cert: 'cert' },
    };
    const { log, ...checked } = checkedOptions({
      ...given,
      log: (line) => lines.push(line),
    });
    expect(checked).toStrictEqual({
      ...given,
      apiKey: given.apiKeys?.[0],
      acceptsUnknownKeys: false,
    });
    log('a line');
    expect(lines).toEqual(['a line']);
    const nothing = Object.fromEntries(
      [...Object.keys(optionsSchema.shape), 'log'].map((name) => [
        name,
        undefined,
      ]),
    );
    const { log: _, ...usual } = checkedOptions(nothing);
    const { log: __, ...defaults } = checkedOptions({});
    expect(usual).toEqual(defaults);
  });

  it('accept unknown API keys only without strict mode, and if none were given', () => {
    const apiKeys = [{ id: 'a', secret: 'b' }];
    const accepts = (options: MockCotterOptions): boolean =>
      checkedOptions(options).acceptsUnknownKeys;
    expect(accepts({ strict: false })).toBe(true);
    expect(accepts({ strict: false, apiKeys })).toBe(false);
    expect(accepts({ strict: true })).toBe(false);
  });

  it.each([
    [new Date(5), 5],
    [5, 5],
    [0, 0],
    ['2026-01-01T00:00:00+01:00', Date.UTC(2025, 11, 31, 23)],
    ['2026-01-01T00:00Z', Date.UTC(2026, 0, 1)],
  ])('take the time %j', (now, milliseconds) => {
    expect(checkedOptions({ now }).now?.getTime()).toBe(milliseconds);
  });

  it.each<[object, string]>([
    [{ prot: 1 }, 'prot is no option; there are: port, host, strict,'],
    [{ prot: undefined }, 'prot is no option'],
    [{ strict: 'true' }, 'strict must be true or false.'],
    [{ issuer: '' }, 'issuer must be a non-empty string.'],
    [{ maxSessions: 0 }, 'maxSessions must be an integer from 1 up.'],
    [{ tls: { key: 5, cert: 'x' } }, 'tls.key must be a non-empty string.'],
    [{ tls: 'x' }, 'tls must be { key, cert }, both in PEM.'],
    [{ rotation: 'lax' }, 'rotation must be strict, none or a number'],
    [{ port: -1 }, 'port must be an integer from 0 to 65535.'],
    [{ tls: { kye: 'x' } }, 'tls.kye is no option; there are: key, cert.'],
    [{ tls: { key: 'x' } }, 'tls must be { key, cert }, both in PEM.'],
    [{ now: new Date(NaN) }, 'now must be a time in ISO 8601'],
    [{ log: 'x' }, 'log must be a function that takes a line.'],
    [{ apiKeys: [] }, 'apiKeys must be a list of at least one'],
  ])('refuse %j by name', (options, message) => {
    const check = (): unknown => checkedOptions(options);
    expect(check).toThrow(TypeError);
    expect(check).toThrow(message);
  });

  it('let no mock start in production unless it is allowed to', () => {
    vi.stubEnv('NODE_ENV', 'production');
    expect(() => checkedOptions({})).toThrow(
      'A mock issues tokens to everyone, so it does not start where NODE_ENV is production; allowProduction makes it.',
    );
    expect(checkedOptions({ allowProduction: true }).port).toBe(0);
  });
});
