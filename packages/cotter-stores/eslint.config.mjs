import base, { ignoring } from '../../eslint.config.mjs';

export default [
  ...base,
  // Applications give a client of one of these; the stores import none.
  ignoring({ ignoredDependencies: ['ioredis', 'iovalkey', 'redis'] }),
];
