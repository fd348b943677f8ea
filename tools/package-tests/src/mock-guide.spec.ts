// The guides to the mock, to testing and to moving are correct: their programs compile, the Vitest example runs as tests of this file,
// and no control call, fault, defect or assumption is missing.
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
const testing = await readFile(join(root, 'docs/testing.md'), 'utf8');
const migrate = await readFile(join(root, 'docs/migrate.md'), 'utf8');
const limits = await readFile(join(root, 'docs/mock-limits.md'), 'utf8');
interface Order {
  readonly properties: { readonly defect: { readonly enum: string[] } };
}
const control = parse(
  await readFile(join(root, 'packages/mock-cotter/openapi.yaml'), 'utf8'),
) as {
  readonly paths: Readonly<Record<string, object>>;
  readonly components: {
    readonly schemas: {
      readonly JwtOrder: Order;
      readonly EventTokenOrder: Order;
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
  codeBlocks(guide + testing + migrate, 'ts').map(async (program, at) => {
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

describe('the programs of the guides', () => {
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
    expect(names.length).toBeGreaterThan(5);
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

  it.each([
    ['mintEventToken', 'EventTokenOrder'],
    ['mintIdToken', 'JwtOrder'],
  ] as const)('every defect of %s', (name, schema) => {
    const row = testing
      .split('\n')
      .find((line) => line.includes(`\`${name}\` `));
    const [, , defects = ''] = row?.split('|') ?? [];
    const listed = Array.from(defects.matchAll(/`([^`]+)`/g), ([, it]) => it);
    const { defect } = control.components.schemas[schema].properties;
    expect(listed.sort()).toEqual([...defect.enum].sort());
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
