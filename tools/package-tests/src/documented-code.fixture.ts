import ts from 'typescript';

/** The code blocks of a language in a Markdown text, in their order. */
export function codeBlocks(markdown: string, language: string): string[] {
  const blocks = markdown.matchAll(
    new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'),
  );
  return Array.from(blocks, ([, code = '']) => code);
}

/** The options of a `tsconfig` file, changed so that documented code is compiled by them and nothing is written. */
export function compilerOptions(configFile: string): ts.CompilerOptions {
  const parsed = ts.getParsedCommandLineOfConfigFile(
    configFile,
    // Types of packages are read from their sources, where relative imports end in `.ts`.
    {
      composite: false,
      emitDeclarationOnly: false,
      declarationMap: false,
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
