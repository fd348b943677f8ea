import base from '../../eslint.config.mjs';

export default [
  ...base,
  {
    files: ['**/package.json'],
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          ignoredFiles: [
            '{projectRoot}/eslint.config.mjs',
            // What the package leaves out.
            '{projectRoot}/src/contract/15-generated.contract.ts',
            '{projectRoot}/src/mutation/**',
            '{projectRoot}/src/planted-faults/**',
            '{projectRoot}/vitest.mutation.mts',
            '{projectRoot}/vitest.planted.mts',
          ],
          // The rule looks at what is built, and only the tests import these.
          ignoredDependencies: ['@org/cotter-sdk', '@org/mock-cotter'],
        },
      ],
    },
  },
];
