import { createRequire, Module } from 'node:module';

/**
 * Requires a CommonJS module without some of the modules that it would load.
 *
 * Those left out are replaced while the module loads and no longer, so that other code in this process that requires one
 * of them gets the real one. One that is loaded already is used as it is.
 *
 * @param id what to require, as seen from this file
 * @param leftOut modules, as seen from the one required, and what stands in for each
 */
export function leanRequire(
  id: string,
  leftOut: Readonly<Record<string, object>>,
): unknown {
  const require = createRequire(import.meta.url);
  const requireThere = createRequire(require.resolve(id));
  const replaced: string[] = [];
  for (const [name, standIn] of Object.entries(leftOut)) {
    const file = requireThere.resolve(name);
    if (require.cache[file] !== undefined) continue;
    const module = new Module(file);
    module.exports = standIn;
    module.loaded = true;
    require.cache[file] = module;
    replaced.push(file);
  }
  try {
    return require(id);
  } finally {
    for (const file of replaced) Reflect.deleteProperty(require.cache, file);
  }
}
