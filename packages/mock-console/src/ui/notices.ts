import { signal } from '@preact/signals';

/** What the page says after an action. */
export interface Notice {
  readonly kind: 'done' | 'error';
  readonly text: string;
}

const SHOWN_MS = 4000;

export const notice = signal<Notice | undefined>(undefined);
let timer: ReturnType<typeof setTimeout> | undefined;

export function notify(kind: Notice['kind'], text: string): void {
  clearTimeout(timer);
  notice.value = { kind, text };
  // An error stays until it is read.
  if (kind === 'done') timer = setTimeout(dismiss, SHOWN_MS);
}

export function dismiss(): void {
  notice.value = undefined;
}
