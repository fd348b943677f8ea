import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { conversation } from './conversation.ts';

async function printed(): Promise<string> {
  const lines: string[] = [];
  await conversation((line) => lines.push(line));
  return lines.join('\n').trimEnd();
}

it('the conversation in the guide of the mock is what the mock says', async () => {
  const guide = await readFile(
    new URL('../../../docs/mock.md', import.meta.url),
    'utf8',
  );
  const shown = /```text\n(\$ mock-cotter --strict .*?)\n```/s.exec(guide)?.[1];
  const text = await printed();
  // What it is to show; without this, two empty texts would agree.
  for (const part of [
    '< 200 {"success":true}',
    'it was used before',
    '< 200 {"success":false',
  ])
    expect(text).toContain(part);
  expect(shown, 'renew it with: npx nx run demo:conversation').toBe(text);
});
