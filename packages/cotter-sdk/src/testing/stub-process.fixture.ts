import process from 'node:process';
import { vi } from 'vitest';

/**
 * Replaces properties of the global `process` until the test ends. The others stay, because the test runner uses them at any
 * time.
 */
export function stubProcess(properties: Record<string, unknown>): void {
  vi.stubGlobal(
    'process',
    Object.create(process, Object.getOwnPropertyDescriptors(properties)),
  );
}

/** What a page of a browser sees. */
export function stubBrowser(): void {
  vi.stubGlobal('window', {});
  stubProcess({ versions: {}, getBuiltinModule: undefined });
}
