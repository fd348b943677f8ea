// @ts-check
import devkit from '@nx/devkit';
import { dirname, join } from 'node:path/posix';
import { generate } from './generate.js';

/**
 * The sync generator behind `nx sync` and `nx sync:check`: rewrites each generated file that is out of step with its
 * description.
 *
 * @param {import('@nx/devkit').Tree} tree
 * @returns {Promise<import('nx/src/utils/sync-generators').SyncGeneratorResult>}
 */
export default async function openapiSync(tree) {
  const descriptions = await devkit.globAsync(tree, [
    'packages/*/openapi.yaml',
  ]);
  /** @type {string[]} */
  const stale = [];
  for (const description of descriptions) {
    const files = await generate(tree.read(description, 'utf8') ?? '');
    for (const [path, content] of Object.entries(files)) {
      const target = join(dirname(description), path);
      if (tree.read(target, 'utf8') === content) continue;
      tree.write(target, content);
      stale.push(target);
    }
  }
  if (stale.length === 0) return;
  return {
    outOfSyncMessage:
      'Files generated from openapi.yaml are out of date; run `npm run sync`.',
    outOfSyncDetails: stale,
  };
}
