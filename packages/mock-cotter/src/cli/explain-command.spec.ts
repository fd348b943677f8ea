import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchange, refresh, tokensOf } from '../handlers/calls.fixture.ts';
import type { MockCotter } from '../mock.ts';
import { startMockCotter } from '../start.ts';
import { runControlCommand } from './control-command.ts';
import { explainCommand } from './explain-command.ts';

let mock: MockCotter;

beforeAll(async () => {
  // Its clock stands still, so that a token has all of its lifetime left.
  mock = await startMockCotter({ now: '2026-01-01T00:00:00Z' });
});

afterAll(async () => {
  await mock.close();
});

async function explain(
  args: readonly string[],
  stdin = '',
): Promise<{ text: string; errors: string[]; code: number }> {
  let text = '';
  const errors: string[] = [];
  const code = await runControlCommand(
    explainCommand,
    [...args, '--url', mock.url],
    {
      stdout: (line) => {
        text += line;
      },
      stderr: (line) => errors.push(line),
      stdin: () => Promise.resolve(stdin),
      env: {},
    },
  );
  return { text, errors, code };
}

/** The names of the checks that failed. */
const failed = (text: string): string[] =>
  [...text.matchAll(/^FAIL ([\w. ]+?) {2,}/gm)].map(([, name = '']) => name);

describe('mock-cotter explain', () => {
  it('decodes an access token, and passes every check', async () => {
    const { text, code } = await explain([
      mock.mintAccessToken({ plan: 'pro' }),
    ]);
    const [kind, header] = text.split('\n');
    expect(kind).toBe('access token');
    expect(header).toMatch(/^header \{"alg":"ES256","kid":"SPACE_JWT_PUBLIC:/);
    expect(text).toContain('"plan": "pro"');
    expect(text).toMatch(/^ok {3}exp +expires in 3600 s$/m);
    expect([failed(text), code]).toEqual([[], 0]);
  });

  it.each([
    ['expired', ['exp']],
    ['tampered', ['signature']],
    ['wrong-key', ['signature']],
    ['unknown-kid', ['kid', 'signature']],
    ['wrong-audience', ['aud']],
    ['wrong-issuer', ['iss']],
    ['hs256', ['alg', 'signature']],
    ['alg-none', ['alg', 'kid', 'signature']],
  ] as const)(
    'says what is wrong with one that is %s',
    async (defect, names) => {
      const { text, code } = await explain(['-'], mock.mintIdToken({}, defect));
      expect([failed(text), code]).toEqual([names, 1]);
    },
  );

  it('reads identity and event tokens', async () => {
    const good = await explain([], JSON.stringify(mock.mintIdentityToken()));
    expect([good.text.split('\n')[0], good.code]).toEqual([
      'identity token',
      0,
    ]);
    const refused = mock.mintEventToken({}, 'not-approved');
    const event = await explain([], JSON.stringify(refused));
    expect(event.text.split('\n')[0]).toBe('event token');
    expect(failed(event.text)).toEqual(['approved']);
    const old = mock.mintIdentityToken({ receiver: 'other' }, 'expired');
    expect(failed((await explain([], JSON.stringify(old))).text)).toEqual([
      'receiver',
      'signature and time',
    ]);
    const example = { ...mock.mintIdentityToken(), signature: 'x' };
    expect(failed((await explain([], JSON.stringify(example))).text)).toEqual([
      'signature',
    ]);
    const { identifier: _, ...incomplete } = mock.mintIdentityToken();
    const { text } = await explain([], JSON.stringify(incomplete));
    expect(failed(text)).toEqual(['identifier']);
  });

  it('says what became of a refresh token, and uses nothing up', async () => {
    const { refresh_token: token } = await tokensOf(exchange(mock));
    for (let index = 0; index < 2; index++)
      expect((await explain([token])).code).toBe(0);
    const { refresh_token: next } = await tokensOf(refresh(mock, token));
    const used = await explain([token]);
    expect(used.text).toMatch(/^FAIL use +it was used; 1 came after it$/m);
    expect((await explain([next])).code).toBe(0);
    await refresh(mock, token);
    expect((await explain([next])).text).toContain('it ended: reused');
    const stranger = await explain([`17:${'a'.repeat(50)}`]);
    expect(stranger.text).toContain('this mock never issued it');
  });

  it.each(['canary', 'a.b.c', '{"a"'])('knows no %s', async (token) => {
    const { text, code } = await explain([token]);
    expect([failed(text), code]).toEqual([['form'], 1]);
    expect(text).not.toContain('canary');
  });

  it('prints help, and refuses wrong arguments', async () => {
    expect((await explain(['--help'])).text).toBe(explainCommand.help);
    const none = await explain([], '  ');
    expect([none.errors[0], none.code]).toEqual([
      'mock-cotter explain: there is no token (see explain --help)',
      2,
    ]);
    expect((await explain(['a', 'b'])).code).toBe(2);
  });
});
