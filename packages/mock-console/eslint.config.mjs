import base, { ignoring } from '../../eslint.config.mjs';

export default [
  ...base,
  ignoring({
    ignoredFiles: [
      '{projectRoot}/vite.config.mts',
      '{projectRoot}/screenshots.mjs',
    ],
  }),
];
