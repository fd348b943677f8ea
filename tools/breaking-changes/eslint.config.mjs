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
            '{projectRoot}/vitest.config.mts',
          ],
          // Only its openapi.yaml is read, by its path.
          ignoredDependencies: ['@org/cotter-types'],
        },
      ],
    },
  },
];
