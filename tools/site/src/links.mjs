// Checks the links of the built site: every page, file and heading that a page of it points to.
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';
import { LinkChecker, LinkState } from 'linkinator';

const { links } = await new LinkChecker().check({
  path: fileURLToPath(new URL('../dist', import.meta.url)),
  recurse: true,
  checkFragments: true,
  // The site is built offline: only what it contains itself.
  linksToSkip: [/^https?:\/\/(?!localhost:)/],
});
const broken = links.filter(
  // Redoc's script follows the links of its menu itself.
  ({ state, parent }) =>
    state === LinkState.BROKEN && !/\/api\/\w+\.html$/.test(parent),
);
for (const { url, parent } of broken) {
  process.stderr.write(`${String(parent)} links to ${url}\n`);
}
const checked = links.filter(({ state }) => state !== LinkState.SKIPPED).length;
process.stdout.write(
  `${String(checked)} links checked, ${String(broken.length)} broken\n`,
);
process.exitCode = broken.length > 0 || checked === 0 ? 1 : 0;
