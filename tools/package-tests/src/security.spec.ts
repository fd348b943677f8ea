// Each claim of SECURITY.md names a test, and that test exists.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const text = readFileSync(
  new URL('../../../SECURITY.md', import.meta.url),
  'utf8',
);
const sources = ['cotter-sdk', 'cotter-stores'].map(
  (name) => new URL(`../../../packages/${name}/src/`, import.meta.url),
);

interface Named {
  readonly file: string;
  readonly title: string;
}

/** Every `file` › `title`, and further titles of the same file in the same line. */
function namedTests(markdown: string): Named[] {
  return markdown.split('\n').flatMap((line) => {
    const named: Named[] = [];
    let file: string | undefined;
    for (const [, code = ''] of line.matchAll(/`([^`]+)`/g)) {
      if (code.endsWith('.spec.ts')) file = code;
      else if (file !== undefined) named.push({ file, title: code });
    }
    return named;
  });
}

function exists({ file, title }: Named): boolean {
  return sources
    .map((folder) => new URL(file, folder))
    .filter((source) => existsSync(source))
    .some((source) =>
      ["'", '"'].some((quote) =>
        readFileSync(source, 'utf8').includes(`(${quote}${title}${quote}`),
      ),
    );
}

describe('SECURITY.md', () => {
  const named = namedTests(text);

  it('names a test for each claim', () => {
    const claims = text
      .split('\n')
      .filter((line) => line.includes('.spec.ts`'));

    expect(claims.length).toBeGreaterThan(10);
    expect(named.length).toBeGreaterThanOrEqual(claims.length);
  });

  it.each(named)('$file has the test "$title"', (test) => {
    expect(exists(test)).toBe(true);
  });

  it('would miss a test that is gone', () => {
    const [first] = named;

    expect(first).toBeDefined();
    expect(exists({ file: first?.file ?? '', title: 'is gone' })).toBe(false);
    expect(exists({ file: 'gone.spec.ts', title: 'is gone' })).toBe(false);
  });
});
