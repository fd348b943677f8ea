import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IdentityTokenSchema } from '@org/cotter-types';
import { exchange, refusalOf } from '../handlers/calls.fixture.ts';
import { runCli } from './cli.ts';
import { mintCommand } from './mint-command.ts';
import type { MockCotter } from '../mock.ts';
import { startMockCotter } from '../start.ts';

let mock: MockCotter;

beforeAll(async () => {
  mock = await startMockCotter({
    strict: true,
    controlToken: 'canary-control-token',
  });
});

afterAll(async () => {
  await mock.close();
});

interface Run {
  readonly printed: string[];
  readonly errors: string[];
  readonly code: number;
}

async function mint(
  args: readonly string[],
  token: string | undefined = 'canary-control-token',
): Promise<Run> {
  const printed: string[] = [];
  const errors: string[] = [];
  const code = await runCli(['mint', ...args], {
    stdout: (line) => printed.push(line),
    stderr: (line) => errors.push(line),
    env: { MOCK_COTTER_CONTROL_TOKEN: token },
    stop: new AbortController().signal,
  });
  return { printed, errors, code };
}

describe('mock-cotter mint', () => {
  it('prints an identity token that strict mode takes', async () => {
    const fields = '{"identifier":"me@example.com"}';
    const { printed, code } = await mint([
      'identity',
      '--url',
      mock.url,
      '--fields',
      fields,
    ]);
    expect([printed.length, code]).toEqual([1, 0]);
    const token = IdentityTokenSchema.parse(JSON.parse(printed[0] ?? ''));
    expect(token.identifier).toBe('me@example.com');
    expect((await exchange(mock, token)).status).toBe(200);
  });

  it('prints a bad one that strict mode refuses', async () => {
    const { printed } = await mint([
      'identity',
      `--url=${mock.url}`,
      '--defect=expired',
    ]);
    const token = IdentityTokenSchema.parse(JSON.parse(printed[0] ?? ''));
    expect((await refusalOf(exchange(mock, token))).msg).toContain('expire_at');
  });

  it.each(['access', 'id'])('prints an %s token as a JWT', async (kind) => {
    const { printed, code } = await mint([
      kind,
      `--url=${mock.url}`,
      '--fields={"plan":"pro"}',
    ]);
    expect(code).toBe(0);
    expect(printed).toEqual([
      expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    ]);
    const [, payload = ''] = printed[0]?.split('.') ?? [];
    expect(
      JSON.parse(Buffer.from(payload, 'base64url').toString()),
    ).toHaveProperty('plan', 'pro');
  });

  it('prints help', async () => {
    const { printed, code } = await mint(['--help']);
    expect(printed).toEqual([mintCommand.help]);
    expect(mintCommand.help).toContain('mint identity|event|access|id');
    expect(code).toBe(0);
  });

  it.each([
    [[], 'name one of identity, event, access, id'],
    [['refresh'], 'name one of'],
    [['constructor'], 'name one of'],
    [['identity', 'event'], 'name one of'],
    [['identity', '--fields={'], '--fields must be JSON'],
    [['identity', '--url=x'], '--url must be an address'],
    [['identity', '--url=localhost:4010'], 'with its scheme, such as http'],
    [['identty'], 'Did you mean identity?'],
    [['identity', '--fields=[]'], '--fields must be a JSON object'],
    [
      ['event', '--defect=aproved'],
      '--defect must be one of expired, future, not-approved, tampered, wrong-key.',
    ],
    [['id', '--defect=expird'], 'Did you mean expired?'],
    [['identity', '--x'], "Unknown option '--x'"],
  ])('refuses %j', async (args, says) => {
    const { printed, errors, code } = await mint(args);
    expect([printed, code]).toEqual([[], 2]);
    expect(errors[0]).toContain(says);
  });

  it('warns of a field that the token does not have', async () => {
    const { printed, errors, code } = await mint([
      'identity',
      `--url=${mock.url}`,
      '--fields={"identifer":"x"}',
    ]);
    expect(errors).toEqual([
      'mock-cotter mint: the token has no field identifer. Did you mean identifier?',
    ]);
    expect(printed[0]).toContain('"identifer":"x"');
    expect(code).toBe(0);
  });

  it('says what the mock refuses', async () => {
    const wrong = await mint([
      'access',
      `--url=${mock.url}`,
      `--fields=${JSON.stringify(Object.fromEntries(Array.from({ length: 41 }, (_, index) => [`c${String(index)}`, 1])))}`,
    ]);
    expect(wrong.errors[0]).toContain('claims does not match');
    const stranger = await mint(['event', `--url=${mock.url}`], 'wrong');
    expect(stranger.errors[0]).toContain('needs the control token');
    const nobody = await mint(['event', '--url=http://127.0.0.1:1']);
    expect(nobody.errors).toEqual([
      'mock-cotter mint: no mock answers on http://127.0.0.1:1',
    ]);
    expect([wrong.code, stranger.code, nobody.code]).toEqual([1, 1, 1]);
  });
});
