import base from '../../eslint.config.mjs';

export default [
  ...base,
  {
    files: ['**/package.json'],
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          // Here the tests are the product, so what they import is depended on.
          ignoredFiles: [
            '{projectRoot}/eslint.config.mjs',
            '{projectRoot}/vitest.config.mts',
          ],
          ignoredDependencies: ['vitest'],
        },
      ],
    },
  },
];
