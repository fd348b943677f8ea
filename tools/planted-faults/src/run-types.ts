import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { edited, type Edit } from './edit.ts';
import type { FileResult } from './run-checks.ts';
import { root } from './workspace.ts';

const PROJECT = 'tools/planted-faults/tsconfig.spec.json';
/** Where the program of a proof is said to stand. */
const PROOF = 'tools/planted-faults/src/proof.test-d.ts';

/** What the compiler says about files of type tests and about the program of a proof. */
export interface TypesResult {
  readonly files: readonly FileResult[];
  readonly proofCompiles: boolean;
}

/** Compiles files of type tests from the sources that they import, with the edits planted. Nothing is written. */
export function runTypes(
  edits: readonly Edit[],
  files: readonly string[],
  proof: string,
): TypesResult {
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  const changed = new Map([
    [join(root, PROOF), proof],
    ...edits.map(({ file }): [string, string] => {
      const path = join(root, file);
      return [path, edited(readFileSync(path, 'utf8'), file, edits)];
    }),
  ]);
  host.readFile = (path) => changed.get(path) ?? readFile(path);
  host.fileExists = (path) => changed.has(path) || fileExists(path);
  const program = ts.createProgram(
    [...files, PROOF].map((file) => join(root, file)),
    options,
    host,
  );
  const found = ts.getPreEmitDiagnostics(program);
  const of = (file: string): FileResult['failed'] =>
    found
      .filter((each) => relative(root, each.file?.fileName ?? '') === file)
      .map(({ code, messageText }) => ({
        test: `TS${String(code)}`,
        message: ts.flattenDiagnosticMessageText(messageText, '\n'),
      }));
  return {
    files: files.map((file) => ({ file, passed: 1, failed: of(file) })),
    proofCompiles: of(PROOF).length === 0,
  };
}

function compilerOptions(): ts.CompilerOptions {
  const parsed = ts.getParsedCommandLineOfConfigFile(
    join(root, PROJECT),
    {
      composite: false,
      declarationMap: false,
      emitDeclarationOnly: false,
      noEmit: true,
      allowImportingTsExtensions: true,
      rewriteRelativeImportExtensions: false,
    },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  const options = parsed?.options ?? {};
  // These two only concern what is written.
  delete options.rootDir;
  delete options.tsBuildInfoFile;
  return options;
}
