import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { cwd } from 'node:process';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CANARY } from '../testing/documented.fixture.ts';
import { readCommandLine } from './command-line.ts';
import { OptionError } from './check.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mock-cotter-options-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    typeof content === 'string' ? content : JSON.stringify(content),
  );
  return path;
}

describe('where an option comes from', () => {
  it('a flag wins over a variable, a variable over the file, and the file over the default', async () => {
    const config = file('some.json', {
      $schema: './options.schema.json',
      port: 1,
      issuer: 'file',
      maxSessions: 1,
    });
    const env = { MOCK_COTTER_PORT: '2', MOCK_COTTER_ISSUER: 'variable' };
    const args = ['--config', config, '--port=3'];
    expect((await readCommandLine(args, env)).options).toMatchObject({
      port: 3,
      issuer: 'variable',
      maxSessions: 1,
    });
  });

  it('without any, the command line has its own defaults, and leaves the others to the mock', async () => {
    expect(await readCommandLine([], {})).toEqual({
      help: false,
      version: false,
      quiet: false,
      format: 'text',
      options: { port: 4010, strict: false },
      warnings: [],
    });
  });

  it.each([
    ['--help', { help: true, version: false }],
    ['--version', { help: false, version: true }],
  ])('%s is all that is read', async (flag, order) => {
    const env = { MOCK_COTTER_PROT: 'no variable', MOCK_COTTER_PORT: 'x' };
    expect(await readCommandLine([flag, '--port=x'], env)).toEqual({
      ...order,
      quiet: false,
      format: 'text',
      options: {},
      warnings: [],
    });
  });

  it('a variable names the file too, and a switch can be turned off again', async () => {
    const MOCK_COTTER_CONFIG = file('strict.json', { strict: true });
    const read = (...args: string[]): ReturnType<typeof readCommandLine> =>
      readCommandLine(args, { MOCK_COTTER_CONFIG });
    expect((await read()).options.strict).toBe(true);
    expect((await read('--no-strict')).options.strict).toBe(false);
  });

  it.each([
    ['--rotation=none', { rotation: 'none' }],
    ['--rotation=1500', { rotation: { graceMs: 1500 } }],
    ['--now=2026-01-01T00:00:00Z', { now: '2026-01-01T00:00:00Z' }],
    ['--now=1700000000000', { now: 1_700_000_000_000 }],
    ['--now=-1', { now: -1 }],
    ['--strict', { strict: true }],
    ['--max-requests=7', { maxRequests: 7 }],
    ['--now=2026-01-01T00:00:00+01:00', { now: '2026-01-01T00:00:00+01:00' }],
    ['--seed=123', { seed: '123' }],
    ['--allow-production', { allowProduction: true }],
  ])('reads %s', async (flag, options) => {
    expect((await readCommandLine([flag], {})).options).toMatchObject(options);
  });

  it('a path starts at the folder of the configuration file, and elsewhere at that of the process', async () => {
    const config = file('state.json', { state: 'mock.state' });
    const read = async (...args: string[]) =>
      (await readCommandLine(args, {})).options.state;
    expect(await read('--config', config)).toBe(
      join(dirname(config), 'mock.state'),
    );
    expect(await read('--state', 'mock.state')).toBe('mock.state');
  });

  it('reads how much is printed', async () => {
    const env = { MOCK_COTTER_QUIET: 'true', MOCK_COTTER_LOG: 'json' };
    const read = { quiet: true, format: 'json', warnings: [] };
    expect(await readCommandLine([], env)).toMatchObject(read);
    const args = ['--quiet', '--log=json'];
    expect(await readCommandLine(args, {})).toMatchObject(read);
    expect(
      await readCommandLine(['--no-quiet', '--log', 'text'], env),
    ).toMatchObject({ quiet: false, format: 'text' });
    await expect(readCommandLine(['--log=xml'], {})).rejects.toThrow(
      '--log must be text or json.',
    );
    await expect(
      readCommandLine([], { MOCK_COTTER_QUIET: 'canary' }),
    ).rejects.toThrow('MOCK_COTTER_QUIET must be true or false.');
  });

  it('reads secrets from variables', async () => {
    const env = {
      MOCK_COTTER_API_KEYS: `a:${CANARY}:x,b:y`,
      MOCK_COTTER_CONTROL_TOKEN: CANARY,
      MOCK_COTTER_STRICT: 'false',
      MOCK_COTTER_ALLOW_PRODUCTION: 'true',
      // Of somebody else.
      COTTER_PORT: 'x',
    };
    expect((await readCommandLine([], env)).options).toMatchObject({
      apiKeys: [
        { id: 'a', secret: `${CANARY}:x` },
        { id: 'b', secret: 'y' },
      ],
      controlToken: CANARY,
      strict: false,
      allowProduction: true,
    });
  });

  it('ignores an unknown variable with a warning, which names the one that was probably meant', async () => {
    const env = { MOCK_COTTER_PROT: CANARY, MOCK_COTTER_OTHER: CANARY };
    const { options, warnings } = await readCommandLine([], env);
    expect(options.port).toBe(4010);
    expect(warnings).toEqual([
      'unknown variable MOCK_COTTER_PROT is ignored. Did you mean MOCK_COTTER_PORT?',
      'unknown variable MOCK_COTTER_OTHER is ignored.',
    ]);
  });

  it('ignores what a container platform sets for a service of the same name', async () => {
    const env = {
      MOCK_COTTER_PORT: 'tcp://10.96.12.7:4010',
      MOCK_COTTER_SERVICE_HOST: '10.96.12.7',
      MOCK_COTTER_SERVICE_PORT: '4010',
      MOCK_COTTER_SERVICE_PORT_HTTP: '4010',
      MOCK_COTTER_PORT_4010_TCP: 'tcp://10.96.12.7:4010',
      MOCK_COTTER_PORT_4010_TCP_ADDR: '10.96.12.7',
      MOCK_COTTER_PORT_4010_TCP_PORT: '4010',
      MOCK_COTTER_PORT_4010_TCP_PROTO: 'tcp',
    };
    const { options, warnings } = await readCommandLine([], env);
    expect(options.port).toBe(4010);
    expect(warnings).toEqual([]);
  });

  it('reads the files that TLS names, from the folder of the file that names them', async () => {
    file('key.pem', 'the key');
    file('cert.pem', 'the certificate');
    const config = file('tls.json', {
      tls: { key: 'key.pem', cert: 'cert.pem' },
    });
    const tls = { key: 'the key', cert: 'the certificate' };
    expect((await readCommandLine(['--config', config], {})).options).toEqual(
      expect.objectContaining({ tls }),
    );
    const MOCK_COTTER_TLS_CERT = join(folder, 'cert.pem');
    const args = ['--tls-key', join(folder, 'key.pem')];
    expect(
      (await readCommandLine(args, { MOCK_COTTER_TLS_CERT })).options,
    ).toEqual(expect.objectContaining({ tls }));
  });

  it('looks for a file that a flag or a variable names from the current folder', async () => {
    const key = relative(cwd(), file('near-key.pem', 'the key'));
    const cert = relative(cwd(), file('near-cert.pem', 'the certificate'));
    const env = { MOCK_COTTER_TLS_CERT: cert };
    expect(
      (await readCommandLine(['--tls-key', key], env)).options.tls,
    ).toEqual({ key: 'the key', cert: 'the certificate' });
  });
});

describe('an unknown or invalid option is reported under the name that was used', () => {
  it.each<[string, readonly string[], Record<string, string>, string]>([
    ['a flag', ['--port=x'], {}, '--port must be an integer from 0 to 65535.'],
    ['an unknown flag', ['--prot=1'], {}, "Unknown option '--prot'"],
    [
      'a secret as a flag',
      [`--control-token=${CANARY}`],
      {},
      "Unknown option '--control-token'",
    ],
    [
      'a flag of a name that was not there',
      [`--${String(undefined)}=x`],
      {},
      "Unknown option '--undefined'",
    ],
    [
      'a variable',
      [],
      { MOCK_COTTER_MAX_SESSIONS: '0' },
      'MOCK_COTTER_MAX_SESSIONS must be an integer from 1 up.',
    ],
    [
      'a switch as a variable',
      [],
      { MOCK_COTTER_STRICT: 'yes' },
      'MOCK_COTTER_STRICT must be true or false.',
    ],
    [
      'keys without an id',
      [],
      { MOCK_COTTER_API_KEYS: CANARY },
      'MOCK_COTTER_API_KEYS must be a list of at least one',
    ],
    [
      'a short token',
      [],
      { MOCK_COTTER_CONTROL_TOKEN: 'short' },
      'MOCK_COTTER_CONTROL_TOKEN must be 8 or more',
    ],
    [
      'half of TLS',
      [`--tls-key=${import.meta.filename}`],
      {},
      '--tls-cert is missing: tls needs key and cert.',
    ],
    [
      'a file that is not there',
      ['--tls-key=/no/such/key.pem'],
      {},
      '--tls-key must name a file that can be read: there is no such file.',
    ],
    [
      'no configuration file',
      ['--config=/no/such.json'],
      {},
      '/no/such.json cannot be read: there is no such file.',
    ],
  ])('%s', async (_what, args, env, message) => {
    const reading = readCommandLine(args, env);
    await expect(reading).rejects.toThrow(OptionError);
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.not.toThrow(CANARY);
  });

  it.each<[unknown, string]>([
    ['{', ' is not JSON: it ends too early, at line 1, column 2.'],
    [[], ' must hold an object.'],
    ['5', ' must hold an object.'],
    [{ prot: 1 }, ': prot is no option; there are: port,'],
    [{ port: '4010' }, ': port must be an integer from 0 to 65535.'],
    [{ apiKeys: [{ id: 'a' }] }, ': apiKeys must be a list'],
    [{ rotation: { graceMs: -1 } }, ': rotation must be strict, none or'],
    [{ tls: { key: 'x' } }, ': tls must be { key, cert }, both in PEM.'],
    [{ tls: { kye: 'x' } }, ': tls.kye is no option; there are: key, cert.'],
    [{ tls: { key: 5 } }, ': tls.key must be a non-empty string.'],
    [
      { prt: 0, strict: 'yes' },
      ': strict must be true or false. prt is no option. Did you mean port?',
    ],
    [
      { tls: { key: 'no.pem', cert: 'no.pem' } },
      ': tls.key must name a file that can be read: there is no such file.',
    ],
  ])('in a file: %j', async (content, message) => {
    const config = file('wrong.json', content);
    const reading = readCommandLine([], { MOCK_COTTER_CONFIG: config });
    await expect(reading).rejects.toThrow(OptionError);
    await expect(reading).rejects.toThrow(config + message);
  });
});
