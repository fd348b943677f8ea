import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leanRequire } from './lean-require.ts';
// For their effect: they load Prism.
import './token-api.ts';
import { stockValidators } from './prism.ts';

const require = createRequire(import.meta.url);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lean-require-'));
  writeFileSync(join(folder, 'heavy.cjs'), 'exports.is = "real";');
  writeFileSync(
    join(folder, 'main.cjs'),
    'exports.heavy = require("./heavy.cjs");',
  );
  writeFileSync(join(folder, 'broken.cjs'), 'throw new Error("broken");');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('requiring a module without some of what it loads', () => {
  it('gives it the stand-in', () => {
    const main = leanRequire(join(folder, 'main.cjs'), {
      './heavy.cjs': { is: 'light' },
    });

    expect(main).toEqual({ heavy: { is: 'light' } });
  });

  it('gives everyone else the real one', () => {
    leanRequire(join(folder, 'main.cjs'), { './heavy.cjs': {} });

    expect(require(join(folder, 'heavy.cjs'))).toEqual({ is: 'real' });
  });

  it('uses the real one if that is loaded already, and leaves it there', () => {
    const real: unknown = require(join(folder, 'heavy.cjs'));

    const main = leanRequire(join(folder, 'main.cjs'), { './heavy.cjs': {} });

    expect(main).toEqual({ heavy: real });
    expect(require(join(folder, 'heavy.cjs'))).toBe(real);
  });

  it('takes the stand-in back when loading fails', () => {
    expect(() =>
      leanRequire(join(folder, 'broken.cjs'), { './heavy.cjs': {} }),
    ).toThrow('broken');

    expect(require(join(folder, 'heavy.cjs'))).toEqual({ is: 'real' });
  });

  it('keeps what Prism does not need here out of the process', () => {
    stockValidators();
    const loaded = Object.keys(require.cache);

    expect(loaded.some((file) => file.includes('prism-http'))).toBe(true);
    expect(
      loaded.filter((file) =>
        /@faker-js|json-schema-faker|postman-collection/.test(file),
      ),
    ).toEqual([]);
  });
});
