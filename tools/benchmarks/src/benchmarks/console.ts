import { findChromium } from '@org/servers';
import { chromium, type Browser } from 'playwright-core';
import type { Benchmark } from '../benchmark.ts';
import { spreadOf } from '../spread.ts';
import { workspace } from '../workspace.ts';

const ROWS = 10_000;
const SCROLL_MS = 3000;

const PAINT = 'first contentful paint of the console';
const FRAME = 'longest frame while its list is scrolled';

/** The page of the mock, in a browser on the same machine. */
export const consolePage: Benchmark = {
  name: 'console',
  title: 'The console',
  goals: [
    { finding: PAINT, atMost: 300 },
    { finding: FRAME, atMost: 50 },
  ],
  async run({ rounds, children, progress }) {
    const executablePath = findChromium();
    if (executablePath === undefined)
      return { skipped: 'there is no Chromium: apt-get install chromium' };
    progress(`a mock that has answered ${String(ROWS)} requests`);
    const { lines } = await children.serve([
      workspace('tools/benchmarks/dist/servers/console-mock.js'),
    ]);
    const [address = ''] = lines;
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu'],
    });
    try {
      const visits: Visit[] = [];
      for (let round = 0; round < rounds; round += 1) {
        visits.push(await visit(browser, address));
      }
      const spread = (measure: keyof Visit) =>
        spreadOf(visits.map((each) => each[measure]));
      return {
        findings: [
          { name: PAINT, unit: 'ms', spread: spread('paintMs') },
          { name: FRAME, unit: 'ms', spread: spread('frameMs') },
        ],
        notes: [
          `Headless Chromium, which draws with the processor, in a new profile each time. The mock remembers ${String(ROWS)} requests. The list is scrolled from its top to its end within ${String(SCROLL_MS / 1000)} seconds, a step for each frame.`,
        ],
      };
    } finally {
      await browser.close();
    }
  },
};

interface Visit {
  readonly paintMs: number;
  readonly frameMs: number;
}

async function visit(browser: Browser, address: string): Promise<Visit> {
  const profile = await browser.newContext({
    viewport: { width: 1280, height: 800 },
  });
  try {
    const page = await profile.newPage();
    await page.goto(address);
    // The list knows all requests, and renders those that are visible.
    await page
      .locator(`[role=option][aria-setsize="${String(ROWS)}"]`)
      .first()
      .waitFor();
    const paintMs = await page.evaluate(
      () =>
        performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    );
    if (paintMs === undefined) throw new Error('Nothing was painted.');
    const frameMs = await page
      .getByRole('listbox')
      .evaluate(longestFrame, SCROLL_MS);
    return { paintMs, frameMs };
  } finally {
    await profile.close();
  }
}

/** What is used of an element of a page. */
interface Scrollable {
  readonly scrollHeight: number;
  readonly clientHeight: number;
  scrollTop: number;
}

declare function requestAnimationFrame(frame: (now: number) => void): void;

/** Scrolls a list to its end. Runs in the page. */
function longestFrame(list: Scrollable, scrollMs: number): Promise<number> {
  const distance = list.scrollHeight - list.clientHeight;
  return new Promise((resolve) => {
    let first: number | undefined;
    let last = 0;
    let longest = 0;
    const frame = (now: number): void => {
      if (first === undefined) first = now;
      else longest = Math.max(longest, now - last);
      last = now;
      const share = Math.min(1, (now - first) / scrollMs);
      list.scrollTop = share * distance;
      if (share < 1) requestAnimationFrame(frame);
      else resolve(longest);
    };
    requestAnimationFrame(frame);
  });
}
