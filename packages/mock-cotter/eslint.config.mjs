import { createRequire } from 'node:module';
import base, { ignoring } from '../../eslint.config.mjs';

const { devDependencies } = createRequire(import.meta.url)('./package.json');

export default [
  ...base,
  // The build puts these into the package, so that nobody has to install them; a test installs it without them.
  ignoring({ ignoredDependencies: Object.keys(devDependencies) }),
];
