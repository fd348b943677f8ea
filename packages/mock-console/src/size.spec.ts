import { readFile, readdir } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const folder = new URL('../dist/', import.meta.url);

it('the page has at most 60 kB, compressed, and loads nothing from elsewhere', async () => {
  const names = ['console.css', 'console.js', 'index.html'];
  expect((await readdir(folder)).sort()).toEqual([...names, 'modules.json']);
  const files = await Promise.all(
    names.map((name) => readFile(new URL(name, folder))),
  );
  const bytes = files.reduce((sum, file) => sum + gzipSync(file).length, 0);
  expect(bytes).toBeLessThan(60_000);
  const [, , html = ''] = files.map(String);
  const loaded = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(
    ([, address]) => address,
  );
  expect(loaded).toEqual([
    expect.stringMatching(/^data:/),
    '/__mock/console/console.js',
    '/__mock/console/console.css',
  ]);
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
});
