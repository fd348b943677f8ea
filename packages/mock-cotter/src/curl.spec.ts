import { execFile } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { curlLines } from './curl.ts';
import { answers } from './documented.fixture.ts';
import { startMockCotter } from './start.ts';

const run = promisify(execFile);
const URL_WITH_QUOTE = "http://127.0.0.1:1/it's";

/** The words that a POSIX shell makes of a line, with `curl` replaced by a program that tells them. */
async function wordsOf(line: string): Promise<string[]> {
  const tell = 'console.log(JSON.stringify(process.argv.slice(1)))';
  const script = `curl() { "$NODE" -e '${tell}' -- "$@"; }; ${line}`;
  const { stdout } = await run('sh', ['-c', script], {
    env: { ...process.env, NODE: process.execPath },
  });
  return JSON.parse(stdout) as string[];
}

describe('curlLines', () => {
  it('gives one line for each documented request, and each is answered as documented', async () => {
    await using mock = await startMockCotter();
    const lines = curlLines(mock.url);
    const bodies: unknown[] = [];
    for (const line of lines) {
      expect(line).not.toContain('\n');
      const [flags, x, method, url = '', ...rest] = await wordsOf(line);
      expect([flags, x]).toEqual(['-sS', '-X']);
      const after = (flag: string): string[] =>
        rest.filter((_, index) => rest[index - 1] === flag);
      const response = await fetch(url, {
        method: method ?? '',
        headers: after('-H').map((header) => {
          const [name = '', value = ''] = header.split(': ');
          return [name, value] as [string, string];
        }),
        body: after('-d').join(''),
      });
      bodies.push(await response.json());
    }
    expect(bodies).toEqual([answers.identityToken, answers.eventToken]);
  });

  it('quotes for the shell', async () => {
    const [line = ''] = curlLines(URL_WITH_QUOTE);
    expect(await wordsOf(line)).toContain(`${URL_WITH_QUOTE}/api/v0/token`);
  });
});
