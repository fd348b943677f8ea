// Whether everybody can use the page: by keyboard, with a screen reader, light and dark, wide and narrow.
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMockCotter, type MockCotter } from '@org/mock-cotter';
import { needBrowser, openConsole } from './testing/browser.fixture.ts';
import { logIn, refresh } from './testing/traffic.fixture.ts';

const PANELS = [
  'Requests',
  'Sessions',
  'Mint',
  'Clock',
  'Faults',
  'Keys',
  'Explain',
  'State',
];
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

needBrowser();

let busy: MockCotter;
let empty: MockCotter;

beforeAll(async () => {
  busy = await startMockCotter();
  const { refresh_token: token } = await logIn(busy);
  await refresh(busy, token);
  await refresh(busy, token);
  await logIn(busy);
  busy.faults.add({ kind: 'delay', delayMs: 5, operation: 'signOut' });
  busy.clock.of('other').advance(1000);
  busy.keys.rotate();
  empty = await startMockCotter();
});

afterAll(async () => {
  await busy.close();
  await empty.close();
});

/** What axe finds wrong, and where. */
async function problemsOf(page: Page): Promise<string[]> {
  // The page's own policy lets no script in; the browser's tools are not the page.
  const { violations } = await page.evaluate<{
    violations: { id: string; nodes: { html: string }[] }[];
  }>('axe.run(document, { resultTypes: ["violations"] })');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html}`),
  );
}

describe.each([
  ['light', 1024],
  ['dark', 390],
] as const)('in %s, %i pixels wide', (colorScheme, width) => {
  it('axe finds nothing, and no panel is wider than the screen', async () => {
    for (const mock of [busy, empty]) {
      const page = await openConsole(mock, 'requests', {
        colorScheme,
        viewport: { width, height: 800 },
      });
      await page.context().addInitScript({ path: AXE });
      await page.reload();
      await page.getByText('live', { exact: true }).waitFor();
      for (const panel of PANELS) {
        await page
          .getByRole('navigation')
          .getByRole('link', { name: panel })
          .click();
        await page.getByRole('region', { name: panel }).waitFor();
        if (panel === 'Requests' && mock === busy)
          await page.getByRole('listbox').press('Home');
        if (panel === 'Mint')
          await page.getByRole('region', { name: 'Token' }).waitFor();
        if (panel === 'Faults') await page.getByLabel('Kind').waitFor();
        expect([panel, await problemsOf(page)]).toEqual([panel, []]);
        const { scrollWidth } = await page.evaluate(() => ({
          scrollWidth: document.documentElement.scrollWidth,
        }));
        expect([panel, scrollWidth]).toEqual([panel, width]);
      }
    }
  });
});

describe('by keyboard', () => {
  it('the list of requests is walked, and a request opened and closed', async () => {
    const page = await openConsole(busy);
    const list = page.getByRole('listbox');
    await list.getByRole('option').first().waitFor();
    await list.focus();
    const selected = page.locator('[aria-selected=true]');
    const position = (): Promise<string | null> =>
      selected.getAttribute('aria-posinset');
    await list.press('ArrowDown');
    expect(await position()).toBe('1');
    await list.press('ArrowDown');
    expect(await position()).toBe('2');
    expect(await list.getAttribute('aria-activedescendant')).toBe(
      await selected.getAttribute('id'),
    );
    await list.press('End');
    expect(await position()).toBe('4');
    await list.press('ArrowUp');
    expect(await position()).toBe('3');
    await list.press('Home');
    expect(await position()).toBe('1');
    await page.getByRole('complementary').waitFor();
    await list.press('Escape');
    expect(await page.getByRole('complementary').count()).toBe(0);
  });
});
