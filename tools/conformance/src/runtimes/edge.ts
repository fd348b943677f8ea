import { EdgeRuntime } from 'edge-runtime';
import { bundle } from '../bundle.ts';
import type { Environment, Result } from '../suite/environment.ts';
import type { Runtime } from './runtime.ts';

/** Next.js' Edge runtime, with the `process` that Next.js puts into it: its look-up of Node's modules throws. */
const NEXT_PROCESS = `globalThis.process = {
  env: {},
  getBuiltinModule() {
    throw new Error('A Node.js API is used which is not supported in the Edge Runtime.');
  },
};`;

export function edgeRuntime(): Runtime {
  return {
    name: 'Edge runtime (Next.js)',
    missing: undefined,
    async run(environment: Environment) {
      const code = await bundle(
        './page.js',
        ['edge-light', 'worker', 'browser'],
        'iife',
      );
      const runtime = new EdgeRuntime({ initialCode: NEXT_PROCESS + code });
      const results = await runtime.evaluate<Promise<unknown>>(
        `runSuite(${JSON.stringify(environment)}).then(JSON.stringify)`,
      );
      return JSON.parse(String(results)) as Result[];
    },
  };
}
