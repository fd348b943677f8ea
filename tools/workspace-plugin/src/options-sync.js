// @ts-check
import { dirname, join } from 'node:path/posix';
import { generateOptions, withOptionsTable } from './generate-options.js';

/** The options of a program, and the document that holds their table. */
const DOCUMENTED = { 'packages/mock-cotter/options.yaml': 'docs/mock.md' };

/**
 * A sync generator behind `nx sync` and `nx sync:check`: rewrites what is generated from an `options.yaml` and is out of
 * step with it.
 *
 * @param {import('@nx/devkit').Tree} tree
 * @returns {Promise<import('nx/src/utils/sync-generators').SyncGeneratorResult>}
 */
export default async function optionsSync(tree) {
  /** @type {string[]} */
  const stale = [];
  for (const [options, document] of Object.entries(DOCUMENTED)) {
    const yaml = tree.read(options, 'utf8') ?? '';
    const files = await generateOptions(yaml);
    const wanted = {
      ...Object.fromEntries(
        Object.entries(files).map(([path, content]) => [
          join(dirname(options), path),
          content,
        ]),
      ),
      [document]: await withOptionsTable(
        yaml,
        tree.read(document, 'utf8') ?? '',
      ),
    };
    for (const [path, content] of Object.entries(wanted)) {
      if (tree.read(path, 'utf8') === content) continue;
      tree.write(path, content);
      stale.push(path);
    }
  }
  if (stale.length === 0) return;
  return {
    outOfSyncMessage:
      'Files generated from options.yaml are out of date; run `npm run sync`.',
    outOfSyncDetails: stale,
  };
}
