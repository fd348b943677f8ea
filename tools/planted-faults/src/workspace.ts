import { fileURLToPath } from 'node:url';

/** The workspace's root, whether this runs from `src` or from `dist`. */
export const root: string = fileURLToPath(new URL('../../..', import.meta.url));
