import { describe, expect, it, vi } from 'vitest';
import { isBrowser } from './browser.ts';

function enter(scope: Readonly<Record<string, unknown>>) {
  for (const [name, value] of Object.entries(scope)) {
    vi.stubGlobal(name, value);
  }
}

const throwing = new Proxy(
  {},
  {
    get() {
      throw new Error('not supported');
    },
  },
);

describe('isBrowser', () => {
  it.each([
    [{ window: {}, process: undefined }],
    [{ window: {}, process: {} }],
    [{ window: {}, process: { versions: {} } }],
    [{ window: {}, process: throwing }],
    [{ window: undefined, WorkerGlobalScope: {}, process: undefined }],
  ])('recognises a page or a worker', (scope) => {
    enter(scope);
    expect(isBrowser()).toBe(true);
  });

  it.each([
    [{}],
    [{ window: {} }],
    [{ WorkerGlobalScope: {} }],
    [{ process: undefined }],
    [{ process: { versions: {} } }],
    [
      {
        WorkerGlobalScope: {},
        navigator: { userAgent: 'Cloudflare-Workers' },
        process: undefined,
      },
    ],
  ])('takes nothing else for one: %j', (scope) => {
    enter(scope);
    expect(isBrowser()).toBe(false);
  });
});
