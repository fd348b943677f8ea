import base, { ignoring } from '../../eslint.config.mjs';

export default [
  ...base,
  // Only its openapi.yaml is read, by its path.
  ignoring({ ignoredDependencies: ['@org/cotter-types'] }),
];
