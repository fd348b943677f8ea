import { existsSync } from 'node:fs';

/** Where Debian and others put it. */
const FILES = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];

/** Returns the path of the system's Chromium, if there is one. */
export function findChromium(): string | undefined {
  return FILES.find((path) => existsSync(path));
}
