import base from '../../eslint.config.mjs';

const dependencyChecks = '@nx/dependency-checks';
const [severity, options] =
  base.find(({ rules }) => rules?.[dependencyChecks])?.rules[
    dependencyChecks
  ] ?? [];

export default [
  ...base,
  {
    files: ['**/package.json'],
    rules: {
      [dependencyChecks]: [
        severity,
        {
          ...options,
          ignoredFiles: [
            ...options.ignoredFiles,
            '{projectRoot}/vite.config.mts',
            '{projectRoot}/screenshots.mjs',
          ],
        },
      ],
    },
  },
];
