import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startMockCotter } from '../start.ts';

const run = promisify(execFile);

/** The words that a POSIX shell makes of a line. */
async function wordsOf(line: string): Promise<string[]> {
  // No word holds the character that ends each here.
  const script = `curl() { printf '%s\\0' "$@"; }; ${line}`;
  const { stdout } = await run('sh', ['-c', script]);
  return stdout.split('\0').slice(0, -1);
}

describe('the curl lines', () => {
  it.each([false, true])(
    'cover every operation, and each gets 200 (strict: %s)',
    async (strict) => {
      const warnings: string[] = [];
      await using mock = await startMockCotter({
        strict,
        log: (line) => warnings.push(line),
      });
      const asked = new Set<string>();
      for (const line of mock.curlLines()) {
        expect(line).not.toContain('\n');
        const [flags, x, method = '', url = '', ...rest] = await wordsOf(line);
        expect([flags, x]).toEqual(['-sS', '-X']);
        asked.add(`${method} ${url.slice(mock.url.length)}`);
        const after = (flag: string): string[] =>
          rest.filter((_, index) => rest[index - 1] === flag);
        const body = after('-d')[0];
        const response = await fetch(url, {
          method,
          headers: after('-H').map((header) => {
            const [name = '', value = ''] = header.split(': ');
            return [name, value] as [string, string];
          }),
          ...(body === undefined ? {} : { body }),
        });
        expect([line, response.status]).toEqual([line, 200]);
        expect(await response.json()).not.toHaveProperty('success', false);
      }
      expect(warnings).toEqual([]);
      expect([...asked]).toEqual([
        'POST /api/v0/token',
        'POST /api/v0/token/mock-api-key-id',
        'DELETE /api/v0/token/mock-api-key-id',
        'GET /api/v0/token/jwks',
        'POST /api/v0/token/custom',
        'POST /verify',
      ]);
    },
  );

  it('hold what their operation asks for, and no more', async () => {
    await using mock = await startMockCotter({ strict: false });
    const lines = mock.curlLines();
    expect(lines.filter((line) => line.includes(' -X GET '))).toEqual([
      `curl -sS -X GET '${mock.url}/api/v0/token/jwks'`,
    ]);
    expect(lines.filter((line) => line.includes('/custom'))).toEqual([
      expect.stringContaining('"custom_attributes":{"plan":"pro"}'),
    ]);
    const withCookie = lines.filter((line) => line.includes('Cookie: '));
    expect(withCookie).toEqual([
      expect.stringMatching(
        / -X POST .* -d '\{"grant_type":"refresh_token"\}'$/,
      ),
      expect.stringMatching(/ -X DELETE [^{]*$/),
    ]);
  });

  it('quote for the shell', async () => {
    const id = "it's";
    await using mock = await startMockCotter({ apiKeys: [{ id, secret: id }] });
    const [line = ''] = mock.curlLines();
    expect(await wordsOf(line)).toContain(`API_KEY_ID: ${id}`);
  });
});
