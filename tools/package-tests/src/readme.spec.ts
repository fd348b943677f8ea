// What the README shows is tried: its program compiles, and its curl command gets an answer like the one that it prints.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import ts from 'typescript';
import { OAuthTokensSchema } from '@org/cotter-types';
import { startMockCotter, type MockCotter } from '@org/mock-cotter';
import { codeBlocks, compilerOptions } from './documented-code.fixture.ts';
import { root, run } from './packed.fixture.ts';

const readme = readFileSync(
  new URL('../../../README.md', import.meta.url),
  'utf8',
);

const blocks = (language: string): string[] => codeBlocks(readme, language);

/** Compiles a program as a file of this package would be, and returns what the compiler says. */
function compile(program: string): string[] {
  const file = fileURLToPath(new URL('./readme-example.ts', import.meta.url));
  const options = compilerOptions(
    fileURLToPath(new URL('../tsconfig.spec.json', import.meta.url)),
  );
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (name) => name === file || disk.fileExists(name),
    getSourceFile: (name, ...rest) =>
      name === file
        ? ts.createSourceFile(name, program, ts.ScriptTarget.ES2022, true)
        : disk.getSourceFile(name, ...rest),
  };
  const diagnostics = ts.getPreEmitDiagnostics(
    ts.createProgram([file], options, host),
  );
  return diagnostics.map(({ messageText }) =>
    ts.flattenDiagnosticMessageText(messageText, '\n'),
  );
}

describe("the README's program", () => {
  const [program = ''] = blocks('ts');

  it('compiles', () => {
    expect(program).toContain('new CotterClient');
    expect(compile(program)).toEqual([]);
  }, 60_000);

  it('would not compile with a misspelt call', () => {
    const misspelt = program.replace('exchangeIdentityToken', 'exchangeToken');
    expect(compile(misspelt).join('\n')).toContain('exchangeToken');
  }, 60_000);
});

describe("the README's commands", () => {
  let mock: MockCotter;

  beforeAll(async () => {
    mock = await startMockCotter({ strict: false });
  });

  afterAll(async () => {
    await mock.close();
  });

  /** The same lines for the mock of this test. */
  const ownPort = (lines: string): string =>
    lines
      .replaceAll('http://127.0.0.1:4010', mock.url)
      .replace('mint identity', `mint identity --url ${mock.url}`);

  it('mint a token and exchange it', async () => {
    const lines = blocks('sh').find((block) => block.includes('mint')) ?? '';
    expect(lines).toContain('npx mock-cotter mint identity)');
    const { stdout } = await run('sh', ['-c', ownPort(lines)], { cwd: root });
    expect(OAuthTokensSchema.parse(JSON.parse(stdout)).token_type).toBe(
      'Bearer',
    );
  }, 60_000);

  it('get the answer that the README prints', async () => {
    const command =
      blocks('sh').find((block) => block.startsWith('curl')) ?? '';
    const headers = [...command.matchAll(/-H '(.*?): (.*?)'/g)].map(
      ([, name = '', value = '']): [string, string] => [name, value],
    );
    const response = await fetch(`${mock.url}/api/v0/token`, {
      method: 'POST',
      headers,
      body: /-d '(.*?)'/s.exec(command)?.[1] ?? '',
    });
    const [answer = ''] = blocks('json');
    expect(response.status).toBe(200);
    const shape = (json: string): unknown => {
      const tokens = OAuthTokensSchema.parse(JSON.parse(json));
      // These three are new at each call.
      const live = ['access_token', 'id_token', 'refresh_token'];
      return Object.entries(tokens).map(([key, value]) =>
        live.includes(key) ? key : [key, value],
      );
    };
    expect(shape(await response.text())).toEqual(shape(answer));
  });
});
