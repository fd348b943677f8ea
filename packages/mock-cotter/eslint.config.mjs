import { createRequire } from 'node:module';
import base from '../../eslint.config.mjs';

const { devDependencies } = createRequire(import.meta.url)('./package.json');

export default [
  ...base,
  {
    files: ['**/package.json'],
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          // The build puts these into the package, so that nobody has to install them; a test installs it without them.
          ignoredDependencies: Object.keys(devDependencies),
          ignoredFiles: [
            '{projectRoot}/eslint.config.mjs',
            '{projectRoot}/vitest.config.mts',
            '{projectRoot}/**/*.spec.ts',
            '{projectRoot}/**/*.fixture.ts',
            '{projectRoot}/**/*.test-d.ts',
          ],
        },
      ],
    },
  },
];
