import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  afterAll,
  afterEach,
  beforeEach,
  describe,
  expect,
  it,
  vi,
} from 'vitest';
import { systemRandomness } from '../determinism/randomness.ts';
import { createServices, type Services } from '../handlers/services.ts';
import { checkedOptions, type MockCotterOptions } from '../options/options.ts';
import { StateError } from './saved-state.ts';
import { saveState } from './state.ts';
import { openStorage, type Storage } from './storage.ts';

// Modules that use a replaced module are loaded again, here and in the next file of the same process.
vi.hoisted(() => vi.resetModules());
afterAll(() => {
  vi.doUnmock('node:fs');
  vi.resetModules();
});
vi.mock('node:fs', async (original) => {
  const fs = await original<{ writeSync: typeof writeSync }>();
  return { ...fs, writeSync: vi.fn(fs.writeSync) };
});

const KEY = 'key-id';
const HOUR_MS = 3_600_000;
const subject = (userId: string) => ({
  apiKeyId: KEY,
  userId,
  authMethod: 'OTP',
  authTime: '0',
});

let folder: string;
let path: string;
let open: Storage[] = [];
let lines: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mock-state-'));
  path = join(folder, 'made', 'state');
});

afterEach(() => {
  for (const storage of open) storage.close();
  open = [];
  lines = [];
  vi.clearAllMocks();
  rmSync(folder, { recursive: true });
});

function begin(options: MockCotterOptions = { state: path }): {
  services: Services;
  storage: Storage;
} {
  const checked = checkedOptions({
    ...options,
    log: (line) => lines.push(line),
  });
  const storage = openStorage(checked);
  open.push(storage);
  const { persist } = storage;
  const services = createServices(
    checked,
    systemRandomness,
    undefined,
    persist,
  );
  storage.begin(services);
  return { services, storage };
}

/** As after `kill -9`: the lock stays, but its process is gone. */
function died({ storage }: { storage: Storage }): void {
  storage.close();
}

function use({ sessions }: Services, token: string): string {
  const found = sessions.present(token, KEY);
  return typeof found === 'string' ? found : found.use();
}

describe('a state file', () => {
  it('keeps sessions, keys and clocks from one process to the next', () => {
    const first = begin();
    const { services } = first;
    services.clock.advance(HOUR_MS);
    services.clock.of('own').advance(5);
    services.clock.of('gone').advance(5);
    services.clock.of('gone').reset();
    services.keys.rotate();
    const used = services.sessions.open(subject('a'));
    const live = use(services, used);
    const revoked = services.sessions.open(subject('b'));
    services.sessions.revoke(revoked, KEY);
    const cleared = services.sessions.open({
      ...subject('c'),
      apiKeyId: 'own',
    });
    services.sessions.clear('own');
    const before = saveState(services);
    died(first);

    const { services: second } = begin();
    expect(saveState(second)).toEqual(before);
    expect(second.keys.jwks()).toEqual(services.keys.jwks());
    expect(second.inputKey.publicKey).toBe(services.inputKey.publicKey);
    expect(second.clock.at('own') - second.clock.at(undefined)).toBe(5);
    expect(use(second, revoked)).toBe('signed out');
    expect(second.sessions.present(cleared, 'own')).toBe('unknown');
    expect(use(second, live)).toMatch(/^17:/);
    expect(use(second, used)).toBe('reused');
  });

  it('is readable by its owner only, and holds one line after a start', () => {
    const first = begin();
    for (const user of ['a', 'b', 'c'])
      first.services.sessions.open(subject(user));
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(5);
    died(first);
    begin();
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(2);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(existsSync(`${path}.new`)).toBe(false);
  });

  it('with a torn last line lacks what nobody was answered', () => {
    const first = begin();
    const token = first.services.sessions.open(subject('a'));
    died(first);
    const whole = readFileSync(path, 'utf8');
    const line = whole.split('\n').at(-2) ?? '';
    for (const cut of [1, line.length - 1, line.length]) {
      writeFileSync(path, whole + line.replace('"17"', '"18"').slice(0, cut));
      const next = begin();
      expect(next.services.sessions.size).toBe(1);
      died(next);
    }
    expect(use(begin().services, token)).toMatch(/^17:/);
  });

  it('that is damaged elsewhere stops the start, and names the line and no content', () => {
    const first = begin();
    first.services.sessions.open(subject('canary'));
    died(first);
    const damaged = readFileSync(path, 'utf8').replace('"rotation":0', '"r":0');
    for (const [text, message] of [
      [damaged, `${path}, line 2 cannot be used: session`],
      [`${damaged.split('\n')[0] ?? ''}\ncanary\n{}\n`, `${path}, line 2 `],
      ['canary\ncanary\n', `${path}, line 1 cannot be used: it is no state`],
      ['{"version":2}', `${path} cannot be used: version is missing`],
    ] as const) {
      writeFileSync(path, text);
      const error = errorOf(() => begin());
      expect(error).toBeInstanceOf(StateError);
      expect(error.message).toContain(message);
      expect(error.message).toContain('Delete the file to start without');
      expect(error.message).not.toContain('canary');
      expect(readFileSync(path, 'utf8')).toBe(text);
    }
  });

  it('with a key or a time that cannot be is named', () => {
    const first = begin();
    died(first);
    const state = JSON.parse(readFileSync(path, 'utf8')) as {
      signingKeys: { active: object };
    };
    const zero = Buffer.alloc(32).toString('base64url');
    const active = { ...state.signingKeys.active, d: zero };
    for (const [wrong, reason] of [
      [{ signingKeys: { active, retired: [] } }, 'A signing key is not valid.'],
      [{ clocks: [{ offsetMs: 1e300 }] }, 'The clock cannot show this time.'],
    ] as const) {
      writeFileSync(path, JSON.stringify({ ...state, ...wrong }));
      const message = `The file ${path} cannot be used: ${reason}`;
      expect(errorOf(() => begin()).message).toBe(message);
      open.pop()?.close();
    }
  });

  it('belongs to one mock at a time', () => {
    const first = begin();
    const error = errorOf(() => begin());
    expect(error).toBeInstanceOf(StateError);
    expect(error.message).toBe(
      `The state file ${path} is in use by process ${String(process.pid)}. If that is not a mock, delete ${path}.lock.`,
    );
    died(first);
    // Of a process that is gone; and of one that lives and has no right to it.
    writeFileSync(`${path}.lock`, '999999999');
    died(begin());
    for (const [owner, shown] of [
      ['1', '1'],
      ['', 'unknown'],
    ] as const) {
      writeFileSync(`${path}.lock`, owner);
      expect(() => begin()).toThrow(`is in use by process ${shown}.`);
    }
  });

  it('cannot be in a folder that is a file', () => {
    writeFileSync(join(folder, 'made'), '');
    expect(() => begin()).toThrow(StateError);
    expect(() => begin()).toThrow(`The file ${path} cannot be used: `);
  });

  it('stays good when a line cannot be written, and the change does not happen', () => {
    const { services } = begin();
    const token = services.sessions.open(subject('a'));
    const half: typeof writeSync = (fd, line) => {
      appendFileSync(fd, (line as Buffer).subarray(0, 10));
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    };
    services.clock.of('known').set(1);
    const before = saveState(services);
    for (const change of [
      () => use(services, token),
      () => services.sessions.open(subject('b')),
      () => {
        services.sessions.clear();
      },
      () => services.sessions.end(17),
      () => {
        services.keys.rotate();
      },
      () => {
        services.clock.advance(5);
      },
      () => {
        services.clock.of('own').set(5);
      },
      () => {
        services.clock.of('known').set(5);
      },
      () => {
        services.clock.reset();
      },
    ]) {
      vi.mocked(writeSync).mockImplementationOnce(half);
      expect(change).toThrow('no space');
      expect(saveState(services)).toEqual(before);
    }
    services.sessions.open(subject('c'));
    const after = saveState(services);
    for (const storage of open) storage.close();
    expect(saveState(begin().services)).toEqual(after);
  });

  it('is written again when it has grown too long', () => {
    const { services } = begin();
    let token = services.sessions.open(subject('x'.repeat(100_000)));
    let largest = 0;
    for (let index = 0; index < 100; index++) {
      token = use(services, token);
      largest = Math.max(largest, statSync(path).size);
    }
    expect(largest).toBeGreaterThan(8_000_000);
    expect(statSync(path).size).toBeLessThan(5_000_000);
    const before = saveState(services);
    for (const storage of open) storage.close();
    expect(saveState(begin().services)).toEqual(before);
  });
});

describe('an imported state', () => {
  it('is where the mock begins, and what it exported before', () => {
    const exported = join(folder, 'exports', 'state.json');
    const first = begin({ exportOnExit: exported });
    const token = first.services.sessions.open(subject('a'));
    first.storage.export();
    died(first);
    expect(statSync(exported).mode & 0o777).toBe(0o600);
    const { services } = begin({ import: exported });
    expect(use(services, token)).toMatch(/^17:/);
    expect(lines).toEqual([]);
  });

  it('gives way to a state file that has one', () => {
    const exported = join(folder, 'state.json');
    const first = begin({ exportOnExit: exported });
    first.services.sessions.open(subject('a'));
    first.storage.export();
    died(first);
    const second = begin({ state: path, import: exported });
    expect(second.services.sessions.size).toBe(1);
    second.services.sessions.open(subject('b'));
    died(second);
    const { services } = begin({ state: path, import: exported });
    expect(services.sessions.size).toBe(2);
    expect(lines).toEqual([
      `${exported} is not imported, because the state file ${path} has a state. Delete it to import.`,
    ]);
  });

  it('that cannot be exported is said, and leaves nothing behind', () => {
    const first = begin({ exportOnExit: folder });
    expect(() => {
      first.storage.export();
    }).toThrow(`The file ${folder} cannot be used: EISDIR`);
    expect(existsSync(`${folder}.new`)).toBe(false);
  });

  it('must be there', () => {
    expect(() => begin({ import: path })).toThrow(
      `import: there is no state in ${path}.`,
    );
  });

  it('gives way to a time that was asked for', () => {
    const first = begin();
    first.services.clock.set(5);
    died(first);
    expect(begin({ state: path, now: 7 }).services.clock.now()).toBe(7);
  });

  it('is not mixed with a seed', () => {
    for (const kept of [{ state: path }, { import: path }])
      expect(() => begin({ seed: 'a', ...kept })).toThrow(
        'seed cannot be used with state or import',
      );
  });
});

function errorOf(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('It threw no error.');
}
