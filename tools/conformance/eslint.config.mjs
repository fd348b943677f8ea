import base from '../../eslint.config.mjs';

// Its packages are programs, which no source imports.
export default [...base, { ignores: ['runtimes/**'] }];
