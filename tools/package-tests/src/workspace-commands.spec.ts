// The commands that npm links in the workspace.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

async function run(
  command: string,
  args: readonly string[],
  stopAt?: string,
): Promise<{ code: unknown; output: string }> {
  const child = spawn(`${ROOT}node_modules/.bin/${command}`, args, {
    cwd: ROOT,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      // Once: a second signal ends it at once.
      if (stopAt !== undefined && output.includes(stopAt) && !child.killed)
        child.kill('SIGTERM');
    });
  const [code] = (await once(child, 'close')) as unknown[];
  return { code, output };
}

it('mock-cotter starts, and stops on SIGTERM', async () => {
  const { code, output } = await run(
    'mock-cotter',
    ['--port', '0'],
    'http://127.0.0.1:',
  );
  expect(code, output).toBe(0);
});

it('what nx serve mock-cotter runs starts, and stops on SIGTERM', async () => {
  const { code, output } = await run(
    'serve-mock',
    ['--port', '0'],
    'http://127.0.0.1:',
  );
  expect(code, output).toBe(0);
});

it('what nx serve mock-cotter runs ends with the code of the mock after a wrong flag', async () => {
  const { code, output } = await run('serve-mock', ['--prot', '1']);
  expect(output).toContain('Did you mean --port?');
  expect(code).toBe(2);
});
