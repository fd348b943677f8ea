import base from '../../eslint.config.mjs';

export default [
  ...base,
  {
    files: ['**/package.json'],
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          ignoredFiles: ['{projectRoot}/eslint.config.mjs'],
          // The rule looks at what is built, and only the tests import these.
          ignoredDependencies: ['@org/cotter-sdk', '@org/mock-cotter'],
        },
      ],
    },
  },
];
