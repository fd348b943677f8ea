// What the mock's guide shows and lists is tried: its programs compile, its Vitest example is run as tests of this file,
// and no control call, fault or assumption is left out.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { description } from '@org/cotter-types/description';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { codeBlocks, compilerOptions } from './documented-code.fixture.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const guide = await readFile(join(root, 'docs/mock.md'), 'utf8');
const limits = await readFile(join(root, 'docs/mock-limits.md'), 'utf8');
const control = parse(
  await readFile(join(root, 'packages/mock-cotter/openapi.yaml'), 'utf8'),
) as {
  readonly paths: Readonly<Record<string, object>>;
  readonly components: {
    readonly schemas: {
      readonly FaultRule: {
        readonly properties: { readonly kind: { readonly enum: string[] } };
      };
    };
  };
};

const parent = join(root, 'tools/package-tests/out-tsc');
await mkdir(parent, { recursive: true });
const folder = await mkdtemp(join(parent, 'mock-guide-'));
const files = await Promise.all(
  codeBlocks(guide, 'ts').map(async (program, at) => {
    const file = join(folder, `program-${String(at)}.ts`);
    await writeFile(file, program);
    return { file, program };
  }),
);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const example = files.find(({ program }) =>
  program.includes('@org/mock-cotter/vitest'),
);
if (example === undefined) throw new Error('There is no Vitest example.');
// Imported here, its tests are tests of this file.
await import(/* @vite-ignore */ example.file);

describe("the guide's programs", () => {
  it('compile', () => {
    const options = {
      ...compilerOptions(join(root, 'tools/package-tests/tsconfig.spec.json')),
      rootDir: root,
    };
    const host = ts.createCompilerHost(options);
    const names = files.map(({ file }) => file);
    const diagnostics = ts.getPreEmitDiagnostics(
      ts.createProgram(names, options, host),
    );
    expect(names.length).toBeGreaterThan(2);
    expect(ts.formatDiagnostics(diagnostics, host)).toBe('');
  }, 240_000);
});

describe('the guide lists', () => {
  it('every control call, and none that there is not', () => {
    const there = Object.entries(control.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const listed = Array.from(
      guide.matchAll(/^\| `([A-Z]+ \/__mock\/[a-z/{}.-]+)`/gm),
      ([, call]) => call,
    );
    expect(listed.sort()).toEqual(there.sort());
  });

  it('every fault', () => {
    const listed = Array.from(
      guide.matchAll(/^\| `([a-z-]+)` +\|.*\| (?:yes|no) +\|$/gm),
      ([, kind]) => kind,
    );
    const { kind } = control.components.schemas.FaultRule.properties;
    expect(listed.sort()).toEqual([...kind.enum].sort());
  });
});

/** The names under which the description says that something is assumed: of a component, or of an operation. */
function assumed(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return value.includes('assumed') ? [name] : [];
  if (typeof value !== 'object' || value === null) return [];
  const { operationId } = value as { operationId?: string };
  return Object.values(value).flatMap((each) =>
    assumed(each, operationId ?? name),
  );
}

it('the limits tell each thing that the description assumes', () => {
  const components = Object.values<Record<string, unknown>>(
    description.components,
  ).flatMap((kind) =>
    Object.entries(kind).flatMap(([name, component]) =>
      assumed(component, name),
    ),
  );
  const names = new Set([...assumed(description.paths), ...components]);
  expect(names.size).toBeGreaterThan(10);
  for (const name of names) expect(limits).toContain(`\`${name}\``);
});
