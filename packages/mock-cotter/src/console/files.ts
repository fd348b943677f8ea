import { readFileSync } from 'node:fs';

const built = new URL('../../../mock-console/dist/', import.meta.url);

/** The files of the console's page. In the bundle, `bundle/console-files.ts` puts them here as texts. */
export const files: Readonly<Record<'css' | 'html' | 'js', string>> = {
  css: readFileSync(new URL('console.css', built), 'utf8'),
  html: readFileSync(new URL('index.html', built), 'utf8'),
  js: readFileSync(new URL('console.js', built), 'utf8'),
};
