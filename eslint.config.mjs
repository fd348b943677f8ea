import eslint from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import { defineConfig, globalIgnores } from 'eslint/config';
import jsonc from 'jsonc-eslint-parser';
import tseslint from 'typescript-eslint';

/**
 * The check that each `package.json` declares what the sources import.
 *
 * @param {{ ignoredDependencies?: string[], ignoredFiles?: string[] }} options dependencies that are declared for another
 *   reason, and files that may import others
 */
export function ignoring({ ignoredDependencies = [], ignoredFiles = [] }) {
  return {
    files: ['**/package.json'],
    languageOptions: { parser: jsonc },
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          ignoredDependencies,
          ignoredFiles: [
            '{projectRoot}/eslint.config.mjs',
            '{projectRoot}/vitest.config.mts',
            '{projectRoot}/**/*.spec.ts',
            '{projectRoot}/**/*.fixture.ts',
            '{projectRoot}/**/*.test-d.ts',
            ...ignoredFiles,
          ],
        },
      ],
    },
  };
}

export default defineConfig(
  globalIgnores([
    '**/dist',
    '**/bundle/**/*.js',
    '**/bundle/commonjs',
    '**/out-tsc',
    '**/coverage',
    '**/src/generated',
    '.nx',
    '.stryker-tmp',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { plugins: { '@nx': nx } },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mts', '**/*.js', '**/*.mjs'],
    extends: [eslint.configs.recommended],
  },
  {
    files: ['**/src/**'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: true,
          allow: [],
          depConstraints: [
            {
              sourceTag: 'type:types',
              onlyDependOnLibsWithTags: [],
            },
            {
              sourceTag: 'type:sdk',
              onlyDependOnLibsWithTags: ['type:types'],
            },
            {
              sourceTag: 'type:stores',
              // The servers are for its tests.
              onlyDependOnLibsWithTags: ['type:sdk', 'type:tool'],
            },
            {
              sourceTag: 'type:mock',
              onlyDependOnLibsWithTags: ['type:types'],
            },
            {
              sourceTag: 'type:console',
              // The tools are for its tests.
              onlyDependOnLibsWithTags: [
                'type:types',
                'type:mock',
                'type:tool',
              ],
            },
            {
              sourceTag: 'type:tool',
              onlyDependOnLibsWithTags: [],
            },
            {
              sourceTag: 'type:test',
              onlyDependOnLibsWithTags: [
                'type:types',
                'type:sdk',
                'type:stores',
                'type:mock',
                'type:test',
                'type:tool',
              ],
            },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mts'],
    extends: [
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
    ],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  ignoring({}),
  {
    // What is left out of a run is forgotten. A test that cannot run says why with `context.skip`.
    files: ['**/*.spec.ts', '**/*.contract.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['describe', 'it', 'test'].flatMap((object) =>
          ['only', 'skip', 'skipIf', 'runIf', 'todo', 'fails'].map(
            (property) => ({
              object,
              property,
              message:
                'Every test runs, or says with context.skip why it cannot.',
            }),
          ),
        ),
      ],
    },
  },
  prettier,
);
