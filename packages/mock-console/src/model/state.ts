import { computed, signal } from '@preact/signals';
import type {
  Clock,
  Fault,
  MockInfo,
  PublishedKeys,
  Session,
} from './schemas.ts';

/** What the mock sent last. */
export const mock = signal<MockInfo | undefined>(undefined);
export const sessions = signal<readonly Session[]>([]);
export const faults = signal<readonly Fault[]>([]);
export const keys = signal<PublishedKeys>({ keys: [], inputPublicKey: '' });

/** The clocks as the mock sent them, and when they arrived by the browser's clock. */
const received = signal<{
  readonly clocks: readonly Clock[];
  readonly at: number;
}>({ clocks: [], at: 0 });
const tick = signal(Date.now());

setInterval(() => {
  tick.value = Date.now();
}, 500);

export function setClocks(clocks: readonly Clock[]): void {
  const at = Date.now();
  tick.value = at;
  received.value = { clocks, at };
}

/** The clocks, with the time that they show now. The common one is the first. */
export const clocks = computed<readonly Clock[]>(() => {
  const passed = Math.max(0, tick.value - received.value.at);
  return received.value.clocks.map((clock) =>
    clock.isStopped ? clock : { ...clock, now: clock.now + passed },
  );
});

/** The API key ids that the mock has or has seen. */
export const apiKeyIds = computed<readonly string[]>(() => [
  ...new Set([
    ...(mock.value?.apiKeyIds ?? []),
    ...sessions.value.map(({ apiKeyId }) => apiKeyId),
    ...received.value.clocks.flatMap(({ apiKeyId }) => apiKeyId ?? []),
  ]),
]);
