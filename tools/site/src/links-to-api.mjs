// A plugin for TypeDoc. It points the links at the top of each page to the API pages, from wherever the page is.
import { PageEvent } from 'typedoc';

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.renderer.on(PageEvent.END, (page) => {
    const up = '../'.repeat(page.url.split('/').length - 1);
    page.contents = page.contents?.replaceAll('href="api/', `href="${up}api/`);
  });
}
