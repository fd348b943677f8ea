import { findChromium } from '@org/servers';
import { chromium as browserType } from 'playwright-core';
import { bundle } from '../bundle.ts';
import { startDesk } from '../desk-server.ts';
import type { Result } from '../suite/environment.ts';
import type { Runtime } from './runtime.ts';

export function chromium(): Runtime {
  const file = findChromium();
  return {
    name: 'Chromium',
    missing:
      file === undefined
        ? 'install Chromium, such as by `apt-get install chromium`'
        : undefined,
    async run(environment) {
      const code = await bundle('./page.js', ['browser'], 'iife');
      await using site = await startDesk(environment.baseUrl, {
        '/': {
          type: 'text/html',
          content: '<!doctype html><script src="/suite.js"></script>',
        },
        '/suite.js': { type: 'text/javascript', content: code },
      });
      const browser = await browserType.launch({
        executablePath: file ?? '',
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      });
      try {
        const page = await browser.newPage();
        await page.goto(site.url);
        const results = await page.evaluate(
          `runSuite(${JSON.stringify(environment)}).then(JSON.stringify)`,
        );
        return JSON.parse(String(results)) as Result[];
      } finally {
        await browser.close();
      }
    },
  };
}
