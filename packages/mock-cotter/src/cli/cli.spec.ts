import { once } from 'node:events';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { describe, expect, it, vi } from 'vitest';
import { TOKEN_PATH, keys, requests } from '../testing/documented.fixture.ts';
import { runCli } from './cli.ts';

/** The ready line, and what follows it. */
const LINES = 14;

interface Run {
  readonly printed: string[];
  readonly errors: string[];
  readonly code: number;
}

/** Runs the command line; it stops after the last line that a run prints. */
async function run(...args: string[]): Promise<Run> {
  const printed: string[] = [];
  const errors: string[] = [];
  const stop = new AbortController();
  const code = await runCli(args, {
    stdout: (line) => {
      printed.push(line);
      if (printed.length === LINES) stop.abort();
    },
    stderr: (line) => errors.push(line),
    env: {},
    stop: stop.signal,
  });
  return { printed, errors, code };
}

/** The lines about requests that a mock prints while it is used. */
async function requestsOf(
  args: readonly string[],
  use: (url: string) => Promise<void>,
  colour = false,
): Promise<string[]> {
  const printed: string[] = [];
  const stop = new AbortController();
  let isReady: (url: string) => void = () => undefined;
  const ready = new Promise<string>((resolve) => {
    isReady = resolve;
  });
  const ended = runCli(['--port=0', ...args], {
    stdout: (text) => {
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
      if (url !== undefined) isReady(url);
      printed.push(...text.split('\n'));
    },
    stderr: (line) => printed.push(line),
    env: {},
    stop: stop.signal,
    colour,
  });
  await use(await ready);
  stop.abort();
  await ended;
  await new Promise(setImmediate);
  const from = printed.findLastIndex((line) =>
    /^mock-cotter ready|^For more|"ready"/.test(line),
  );
  return printed.slice(from + 1).filter((line) => line !== '');
}

describe('the command line', () => {
  it('tells that it is ready and how to ask, and stops cleanly', async () => {
    const { printed, errors, code } = await run('--port', '0');
    const [ready = '', ...banner] = printed;
    const url =
      /^mock-cotter ready on (http:\/\/127\.0\.0\.1:\d+)$/.exec(ready)?.[1] ??
      'no url';
    expect(banner).toEqual([
      '',
      '  API key id      mock-api-key-id',
      '  API secret key  mock-api-secret-key',
      '  Mode            accepts examples of the documentation; --strict refuses them',
      '  State           in memory only; --state <file> keeps it',
      expect.stringMatching(
        new RegExp(`^  Console         ${url}/__mock/#token=[\\w-]{43}$`),
      ),
      `  Control API     ${url}/__mock/openapi.json`,
      '',
      'Try it:',
      expect.stringMatching(/^ {2}curl -sS -X POST '.+\/api\/v0\/token' /),
      '',
      `For more requests: mock-cotter curl --url ${url}`,
      '',
    ]);
    expect(errors).toEqual([]);
    expect(code).toBe(0);
  });

  it('prints one line for each request, with the reason of a refusal', async () => {
    const printed = await requestsOf([], async (url) => {
      await fetch(`${url}/api/v0/token/jwks`);
      await fetch(`${url}/token`, { method: 'POST' });
      await fetch(`${url}/api/v0/token`, { method: 'POST' });
      await fetch(`${url}/__mock/clock`);
      await fetch(`${url}/api/v0/token/jwks`, {
        headers: { Prefer: 'fault=reset' },
      }).catch(() => undefined);
    });
    const TIME = String.raw`^\d\d:\d\d:\d\d`;
    const MS = String.raw`[\d.]+ ms`;
    expect(printed).toEqual([
      expect.stringMatching(`${TIME} 200 GET /api/v0/token/jwks ${MS}$`),
      expect.stringMatching(
        `${TIME} 404 POST /token ${MS} The API has no such path. Did you mean POST /api/v0/token\\?$`,
      ),
      expect.stringMatching(
        `${TIME} 401 POST /api/v0/token ${MS} The header API_KEY_ID is missing or empty.`,
      ),
      expect.stringMatching(
        `${TIME} --- GET /api/v0/token/jwks ${MS} fault reset$`,
      ),
    ]);
  });

  it('prints the warning about an example of the documentation once', async () => {
    const printed = await requestsOf([], async (url) => {
      for (let index = 0; index < 2; index++)
        await fetch(`${url}${TOKEN_PATH}`, {
          method: 'POST',
          headers: { ...keys, 'Content-Type': 'application/json' },
          body: JSON.stringify(requests.identityToken),
        });
    });
    expect(printed.filter((line) => line.includes('not checked'))).toEqual([
      expect.stringMatching(/^Warning: exchangeToken: /),
    ]);
    expect(printed.filter((line) => line.includes(' 200 POST '))).toHaveLength(
      2,
    );
  });

  it('prints them as JSON', async () => {
    const printed = await requestsOf(['--log=json'], async (url) => {
      await fetch(`${url}/api/v0/token/x`, {
        method: 'DELETE',
        headers: { API_KEY_ID: 'canary' },
      });
    });
    expect(printed.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        event: 'request',
        time: expect.any(String) as unknown,
        method: 'DELETE',
        path: '/api/v0/token/{api_key_id}',
        operation: 'signOut',
        apiKeyId: '[redacted]',
        status: 400,
        ms: expect.any(Number) as unknown,
        why: 'The API key id in the path must equal the header API_KEY_ID.',
      },
    ]);
    expect(printed.join()).not.toContain('canary');
  });

  it('prints none when it is to be quiet', async () => {
    expect(
      await requestsOf(['--quiet'], async (url) => {
        await fetch(`${url}/api/v0/token/jwks`);
      }),
    ).toEqual([]);
  });

  it('colours them on a terminal', async () => {
    const [line = ''] = await requestsOf(
      [],
      async (url) => {
        await fetch(`${url}/api/v0/token/jwks`);
      },
      true,
    );
    expect(line).toContain('\u001b[32m200\u001b[39m');
  });

  it('prints curl lines of a running mock', async () => {
    const lines: string[] = [];
    await requestsOf([], async (url) => {
      const code = await runCli(['curl', '--url', url], {
        stdout: (text) => lines.push(...text.split('\n')),
        stderr: (line) => lines.push(line),
        env: {},
        stop: AbortSignal.abort(),
      });
      expect(code).toBe(0);
      expect(lines).toHaveLength(9);
      for (const line of lines) expect(line).toContain(` '${url}/`);
    });
    expect((await run('curl', '--help')).printed[0]).toContain('--url');
    const wrong = await run('curl', '--url=localhost:4010');
    expect(wrong.errors).toEqual([
      'mock-cotter curl: --url must be an address with its scheme, such as http://127.0.0.1:4010 (see curl --help)',
    ]);
    expect(wrong.code).toBe(2);
    expect(await run('curl', 'x')).toMatchObject({
      errors: ["mock-cotter curl: Unexpected argument 'x' (see curl --help)"],
      code: 2,
    });
    const nobody = await run('curl', '--url=http://127.0.0.1:1');
    expect([nobody.errors, nobody.code]).toEqual([
      ['mock-cotter curl: no mock answers on http://127.0.0.1:1'],
      1,
    ]);
  });

  it('takes a host', async () => {
    const { printed } = await run('--port=0', '--host=::1');
    expect(printed[0]).toMatch(/^mock-cotter ready on http:\/\/\[::1\]:\d+$/);
  });

  it('answers before it says so', async () => {
    const stop = new AbortController();
    let status = 0;
    let asked: Promise<void> | undefined;
    const code = await runCli(['--port', '0'], {
      stdout: (line) => {
        asked ??= fetch(line.replace('mock-cotter ready on ', '')).then(
          (response) => {
            ({ status } = response);
            stop.abort();
          },
        );
      },
      stderr: () => undefined,
      env: {},
      stop: stop.signal,
    });
    await asked;
    expect([status, code]).toEqual([404, 0]);
  });

  it.each([
    [
      'takes the control token from the environment',
      'canary-control-token',
      401,
      0,
    ],
    ['refuses one that could be guessed', 'short', undefined, 2],
  ])('%s', async (_name, token, expected, exit) => {
    const stop = new AbortController();
    const said: string[] = [];
    let status: number | undefined;
    let asked: Promise<void> | undefined;
    const code = await runCli(['--port', '0'], {
      stdout: (line) => {
        asked ??= fetch(
          `${line.replace('mock-cotter ready on ', '')}/__mock/clock`,
        ).then((response) => {
          ({ status } = response);
          stop.abort();
        });
      },
      stderr: (line) => said.push(line),
      env: { MOCK_COTTER_CONTROL_TOKEN: token },
      stop: stop.signal,
    });
    await asked;
    expect([status, code]).toEqual([expected, exit]);
    expect(said.join('\n')).not.toContain(token);
    expect(said).toHaveLength(exit === 0 ? 0 : 1);
  });

  it('does not start in production unless it is allowed to', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    try {
      const refused = await run('--port=0');
      expect(refused.errors[0]).toContain('NODE_ENV is production');
      expect(refused.errors[0]).not.toContain('listen');
      expect(refused.code).toBe(1);
      expect((await run('--port=0', '--allow-production')).code).toBe(0);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('takes a mode and a rotation', async () => {
    for (const rotation of ['strict', 'none', '1000']) {
      const { printed, code } = await run(
        '--port=0',
        '--strict',
        '--rotation',
        rotation,
      );
      expect(printed).toHaveLength(LINES);
      expect(code).toBe(0);
    }
  });

  it('prints the same tokens for the same seed and time', async () => {
    const printed = async (seed: string): Promise<string> => {
      const lines = await run(
        '--port=0',
        '--now=2026-01-01T00:00:00Z',
        `--seed=${seed}`,
      );
      return lines.printed.join('\n').replaceAll(/127\.0\.0\.1:\d+/g, '');
    };
    expect(await printed('a')).toBe(await printed('a'));
    expect(await printed('a')).not.toBe(await printed('b'));
  });

  it('prints help and version', async () => {
    for (const args of [['--help'], ['-h'], ['help'], ['serve', '--help']]) {
      const help = await run(...args);
      expect(help.printed.join('\n')).toContain('--port <number>');
      expect(help.code).toBe(0);
    }
    const { version } = createRequire(import.meta.url)(
      '../../package.json',
    ) as {
      version: string;
    };
    expect(await run('--version')).toMatchObject({
      printed: [version],
      code: 0,
    });
  });

  it.each([
    [['--port', 'x'], '--port must be an integer from 0 to 65535'],
    [['--port', '65536'], '--port must be an integer from 0 to 65535'],
    [['--port', ''], '--port must be an integer from 0 to 65535'],
    [['--port=-1'], '--port must be an integer from 0 to 65535'],
    [['--port', '1e3'], '--port must be an integer from 0 to 65535'],
    [['--now', 'x'], '--now must be'],
    [['--now', '2026-01-01'], '--now must be'],
    [['--now', '2026-13-01T00:00:00Z'], '--now must be'],
    [['--seed='], '--seed must be a non-empty string'],
    [['--rotation', 'x'], '--rotation must be strict, none or'],
    [['--rotation=-1'], '--rotation must be strict, none or'],
    [['--strict=yes'], "'--strict' does not take an argument"],
    [['--port'], "'--port <value>' argument missing"],
    [['--host='], '--host must be a non-empty string'],
    [['--prot', '1'], "Unknown option '--prot'"],
    [['4010'], "Unexpected argument '4010'"],
    [['constructor'], "Unexpected argument 'constructor'"],
  ])('refuses %j', async (args, says) => {
    const { printed, errors, code } = await run(...args);
    expect(printed).toEqual([]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(says);
    expect(errors[0]).not.toContain('\n');
    expect(code).toBe(2);
  });

  it('says that the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = String(typeof address === 'object' ? address?.port : '');
    const { errors, code } = await run('--port', port);
    other.close();
    expect(errors).toEqual([
      `mock-cotter: port ${port} of 127.0.0.1 is in use; choose another with --port, or 0 for a free one`,
    ]);
    expect(code).toBe(1);
  });

  it('says why it cannot listen', async () => {
    const { errors, code } = await run('--host', 'no-such-host.invalid');
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('cannot listen: getaddrinfo ');
    expect(code).toBe(1);
  });
});
