import type { RefreshAttempt, SessionRecord } from '../stores/token-store.ts';
import type { MachineConfig } from './machine-config.ts';

/** The wait for another session's attempt. */
export interface AttemptWait {
  /** The attempt. */
  readonly id: string;
  /** When the wait is over, by this session's clock, in Unix milliseconds. */
  readonly until: number;
  /** How long it still lasts if the clock stands still, in milliseconds. */
  readonly leftMs: number;
}

/** How often a session looks whether another's attempt is over, in milliseconds. */
const POLL_MS = 250;

/** Marks the record with an attempt that begins now. */
export function withAttempt(
  record: SessionRecord,
  id: string,
  { owner, attemptMs }: MachineConfig,
  now: number,
): SessionRecord {
  const attempt = { id, owner, startedAt: now, endsAt: now + attemptMs };
  return { ...record, attempt };
}

export function withoutAttempt(record: SessionRecord): SessionRecord {
  const { attempt: _, ...rest } = record;
  return rest;
}

/**
 * The wait that begins or goes on for an attempt that may still be running; undefined if it is over.
 *
 * Clocks of two machines differ, and may be set: the wait is never longer than the attempt was planned to take.
 */
export function waitFor(
  { id, owner, startedAt, endsAt }: RefreshAttempt,
  before: AttemptWait | undefined,
  config: MachineConfig,
  now: number,
): AttemptWait | undefined {
  if (owner === config.owner) return undefined;
  const leftMs = Math.min(endsAt - now, endsAt - startedAt, config.attemptMs);
  const wait = before?.id === id ? before : { id, until: now + leftMs, leftMs };
  // Also false for what is not a number: a store may be anybody's.
  return endsAt > now && wait.until > now && wait.leftMs > 0 ? wait : undefined;
}

/** The next pause of a wait, in milliseconds. */
export function nextPause(wait: AttemptWait, now: number): number {
  return Math.min(POLL_MS, wait.leftMs, wait.until - now);
}
