import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { acceptBaseline, BASELINE, CURRENT } from './baseline.ts';
import { edited } from './edit.fixture.ts';
import { checkChange, describeVerdict } from './gate.ts';
import { small } from './pairs.fixture.ts';
import { readSide, sideOf } from './side.ts';

const folder = mkdtempSync(join(tmpdir(), 'breaking-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const renamed = '/paths/~1token~1{company_id}/post/operationId';

function description(version: string, operationId = 'createToken'): object {
  return edited(small, {
    name: 'a version, and an operationId',
    set: { '/info/version': version, [renamed]: operationId },
  });
}

function refusals(from: string, to: string, operationId?: string): string {
  const base = sideOf('base', description(from) as typeof small);
  const head = sideOf('head', description(to, operationId) as typeof small);
  return checkChange(base, head).refusals.join('\n');
}

describe('a breaking change', () => {
  it.each([
    ['1.0.0', '1.0.0', '2.0.0'],
    ['1.2.3', '1.3.0', '2.0.0'],
    ['0.3.0', '0.4.0', '1.0.0'],
    ['1.0.0', '1.0.1-rc.1', '2.0.0'],
  ])('from %s does not go in as %s', (from, to, needed) => {
    expect(refusals(from, to, 'issueToken')).toContain(
      `1 breaking change needs version ${needed} in info.version`,
    );
  });

  it.each([
    ['1.9.0', '2.0.0'],
    ['0.3.0', '1.0.0'],
    ['1.0.0', '3.1.0'],
  ])('from %s goes in as %s', (from, to) => {
    expect(refusals(from, to, 'issueToken')).toBe('');
  });
});

describe('a version', () => {
  it('does not go back', () => {
    expect(refusals('1.2.0', '1.1.9')).toContain('went back');
    expect(refusals('1.2.0', '1.2.0')).toBe('');
  });

  it.each(['1.0', 'v1.0.0', '', 'latest'])('is not %j', (version) => {
    expect(() => refusals('1.0.0', version)).toThrow('info.version must be');
  });
});

describe('a description', () => {
  it.each([
    [{ ...small, openapi: '3.0.3' }, 'OpenAPI 3.1'],
    [{ ...small, 'x-other': { $ref: 'other.yaml' } }, 'leads out of'],
    [{ ...small, 'x-other': { $ref: '#/nothing' } }, 'leads nowhere'],
  ])('is refused that cannot be compared: %#', (document, reason) => {
    expect(() => sideOf('head', document)).toThrow(reason);
  });

  it('is refused with the name of its file', () => {
    const file = join(folder, 'broken.yaml');
    writeFileSync(file, 'openapi: 3.1.0\nopenapi: 3.1.0\n');
    expect(() => readSide('head', file)).toThrow(/broken\.yaml: .*unique/s);
    writeFileSync(file, '- 1\n');
    expect(() => readSide('head', file)).toThrow('broken.yaml holds no object');
  });
});

it('says what changed, where, and what a client suffers', () => {
  const base = sideOf('base', small);
  const head = sideOf(
    'head',
    edited(small, {
      name: 'two changes',
      set: {
        [renamed]: 'issueToken',
        '/components/schemas/Tokens/properties/scope': { type: 'string' },
      },
    }),
  );
  expect(describeVerdict(base, head, checkChange(base, head)))
    .toMatchInlineSnapshot(`
    "1.0.0 -> 1.0.0: 1 breaking, 1 other changes

    BREAKING api-operation-id-removed
      at /paths/~1token~1{company_id}/post/operationId
      in createToken
      operationId "createToken", now "issueToken"
      Code that calls a generated client by it does not compile.

    ok       response-optional-property-added
      at /components/schemas/Tokens/properties/scope
      in createToken: answer 200: scope
      is new

    1 breaking change needs version 2.0.0 in info.version, and it is 1.0.0.
    "
  `);
});

describe('the baseline', () => {
  const baseline = join(folder, 'baseline.json');
  const head = join(folder, 'head.json');
  const accept = (version: string, operationId?: string): void => {
    writeFileSync(baseline, JSON.stringify(description('1.0.0')));
    writeFileSync(head, JSON.stringify(description(version, operationId)));
    acceptBaseline(head, baseline);
  };

  it('takes a description that breaks nobody, or has a new major number', () => {
    for (const [version, operationId] of [
      ['1.1.0', 'createToken'],
      ['2.0.0', 'issueToken'],
    ] as const) {
      accept(version, operationId);
      expect(readFileSync(baseline, 'utf8')).toBe(readFileSync(head, 'utf8'));
    }
  });

  it('takes no other', () => {
    expect(() => {
      accept('1.1.0', 'issueToken');
    }).toThrow('needs version 2.0.0');
    expect(readFileSync(baseline, 'utf8')).not.toContain('issueToken');
  });

  it('takes no second description of one version', () => {
    copyFileSync(CURRENT, baseline);
    const text = readFileSync(CURRENT, 'utf8');
    writeFileSync(head, text.replace('title: Cotter', 'title: The'));
    expect(() => {
      acceptBaseline(head, baseline);
    }).toThrow('already');
    acceptBaseline(CURRENT, baseline);
    expect(readFileSync(baseline, 'utf8')).toBe(text);
  });

  it('is a description that can be compared', () => {
    expect(readSide('base', BASELINE).version).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
