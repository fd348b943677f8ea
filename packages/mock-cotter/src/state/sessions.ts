import type { Clock } from '../determinism/clock.ts';
import type { CustomClaims } from '../tokens/custom-claims.ts';
import type { Subject } from '../tokens/subject.ts';
import type { Randomness } from '../determinism/randomness.ts';
import { MAX_ENDED_SESSIONS, MAX_LISTED_SESSIONS } from '../api/limits.ts';
import { rotationOf, sessionOf, writeRefreshToken } from './refresh-token.ts';
import type { Persist, SavedSession, SavedState } from './saved-state.ts';
import {
  LIFETIME_MS,
  recordOf,
  subjectOf,
  type EndReason,
  type Ended,
  type Session,
  type SessionList,
  type SessionRecord,
} from './session-record.ts';

const SECRET_BYTES = 32;
/** The number of the documented refresh token. */
const FIRST_NUMBER = 17;

/**
 * What a use of a refresh token does to it. `strict`: it is replaced, and its reuse revokes all that came from the same
 * exchange. `graceMs`: for so many milliseconds, the reuse of the one just replaced is answered with its successor.
 * `none`: it stays as it is.
 */
export type Rotation = 'none' | 'strict' | { readonly graceMs: number };

/**
 * Why a refresh token is refused. `reused`: just now it was used once more. The others but `of another API key id` and
 * `unknown` say how its session ended before.
 */
export type NotValid =
  | 'ended'
  | 'expired'
  | 'of another API key id'
  | 'reused'
  | 'revoked'
  | 'signed out'
  | 'unknown';

/** A refresh token that is valid for one use. */
export interface Presented {
  readonly subject: Subject;
  /** The claims that every access token of this session carries. */
  readonly claims: CustomClaims;
  /**
   * Uses it.
   *
   * @param claims what the session's access tokens carry from now on; without it, what they did
   * @returns the refresh token to use next, which without rotation is the same
   */
  readonly use: (claims?: CustomClaims) => string;
}

/** All that the mock remembers between requests. Every call takes the same time, however many sessions there are. */
export interface Sessions extends SessionList {
  /** How many sessions can still be refreshed, at most. */
  readonly size: number;
  /** Begins a session and returns its first refresh token. */
  open(subject: Subject): string;
  /** Looks a refresh token up; a reused one revokes its session. */
  present(token: string, apiKeyId: string): NotValid | Presented;
  /** Looks a refresh token up without any effect; `behind` counts the tokens that came after it. */
  look(token: string):
    | {
        readonly record: SessionRecord;
        readonly behind: number;
        readonly isExpired: boolean;
      }
    | undefined;
  /** Ends the session of a refresh token, if it has one. */
  revoke(token: string, apiKeyId: string): void;
  /** Ends all sessions of one API key id, or of all. Numbers go on, so that no token comes to life again. */
  clear(apiKeyId?: string): void;
  /** Takes over a session as another process left it, without calling `persist`. */
  put(saved: SavedSession): void;
  /** As `clear`, but without calling `persist`. */
  forget(apiKeyId?: string): void;
  /** What to keep of them. */
  save(): Pick<SavedState, 'nextSession' | 'refreshTokenSecret' | 'sessions'>;
  /** Replaces all sessions with those that were kept. */
  restore(
    saved: Pick<SavedState, 'nextSession' | 'refreshTokenSecret' | 'sessions'>,
  ): void;
}

export interface SessionsOptions {
  readonly clock: Clock;
  readonly random: Randomness;
  readonly rotation: Rotation;
  /** How many sessions are remembered; one more, and the oldest is forgotten. */
  readonly maxSessions: number;
  /** Receives each change before it happens. Default: none. */
  readonly persist?: Persist | undefined;
}

interface Located {
  readonly number: number;
  readonly session: Ended | Session;
  readonly subject: Subject;
  /** How many rotations ago the token was the current one. */
  readonly behind: number;
}

const NO_CLAIMS: CustomClaims = {};

/** Sessions in memory. */
export function createSessions({
  clock,
  random,
  rotation: mode,
  maxSessions,
  persist,
}: SessionsOptions): Sessions {
  let secret = random(SECRET_BYTES);
  const sessions = new Map<number, Session>();
  /** The latest, to say why. */
  const ended = new Map<number, Ended>();
  const graceMs = typeof mode === 'object' ? mode.graceMs : 0;
  let next = FIRST_NUMBER;
  let oldest = FIRST_NUMBER;

  const write = (number: number, rotation: number, subject: Subject): string =>
    writeRefreshToken({ session: number, rotation }, ownerOf(subject), secret);

  /** A token's session, live or ended, if the token was issued for it. */
  const locate = (token: string): Located | undefined => {
    const number = sessionOf(token) ?? NaN;
    const session = sessions.get(number) ?? ended.get(number);
    if (session === undefined) return undefined;
    const subject = subjectOf(session);
    const rotation = rotationOf(token, number, ownerOf(subject), secret);
    return rotation === undefined
      ? undefined
      : { number, session, subject, behind: session.rotation - rotation };
  };

  const find = (token: string, apiKeyId: string): NotValid | Located => {
    const located = locate(token);
    if (located === undefined) return 'unknown';
    const { session, subject } = located;
    if (subject.apiKeyId !== apiKeyId) return 'of another API key id';
    if (!('ended' in session)) return located;
    return session.ended.why === 'reused' ? 'revoked' : session.ended.why;
  };

  const remember = (number: number, session: Session): void => {
    sessions.set(number, session);
    // Not by the order of the map: finding its first key takes longer the more keys before it were deleted.
    while (sessions.size > maxSessions) sessions.delete(oldest++);
  };

  const bury = (number: number, session: Ended): void => {
    sessions.delete(number);
    ended.set(number, session);
    const first = firstOf(ended);
    if (ended.size > MAX_ENDED_SESSIONS && first !== undefined)
      ended.delete(first);
  };

  const end = (number: number, session: Session, why: EndReason): void => {
    const over = { ...session, ended: { at: clock.now(), why } };
    persist?.({ session: savedSession([number, over]) });
    bury(number, over);
  };

  const put = ({
    number,
    subject,
    ended: over,
    ...session
  }: SavedSession): void => {
    next = Math.max(next, number + 1);
    const kept = { ...session, subject: JSON.stringify(subject) };
    if (over === undefined) remember(number, kept);
    else bury(number, { ...kept, ended: over });
  };

  const forget = (apiKeyId?: string): void => {
    for (const map of [sessions, ended])
      for (const [number, session] of map)
        if (apiKeyId === undefined || isOf(apiKeyId, session))
          map.delete(number);
  };

  return {
    get size() {
      return sessions.size;
    },

    open(subject) {
      const number = next;
      const now = clock.now();
      const session: Session = {
        subject: JSON.stringify(subject),
        openedAt: now,
        claims: NO_CLAIMS,
        rotation: 0,
        usedAt: now,
      };
      persist?.({ session: savedSession([number, session], subject) });
      next += 1;
      remember(number, session);
      return write(number, 0, subject);
    },

    present(token, apiKeyId) {
      const found = find(token, apiKeyId);
      if (typeof found === 'string') return found;
      const { number, session, subject, behind } = found;
      const age = clock.now() - session.usedAt;
      const late = behind === 1 && age < graceMs;
      if (behind > 0 && !late) {
        end(number, session, 'reused');
        return 'reused';
      }
      if (age >= LIFETIME_MS) {
        end(number, session, 'expired');
        return 'expired';
      }
      return {
        subject,
        claims: session.claims,
        use(claims = session.claims) {
          const replaced = mode !== 'none' && !late;
          const used: Session = {
            ...session,
            claims,
            ...(replaced
              ? { rotation: session.rotation + 1, usedAt: clock.now() }
              : {}),
          };
          persist?.({ session: savedSession([number, used], subject) });
          sessions.set(number, used);
          return write(number, used.rotation, subject);
        },
      };
    },

    look(token) {
      const located = locate(token);
      if (located === undefined) return undefined;
      const { number, session, behind } = located;
      return {
        record: recordOf(number, session),
        behind,
        isExpired: clock.now() - session.usedAt >= LIFETIME_MS,
      };
    },

    revoke(token, apiKeyId) {
      const found = find(token, apiKeyId);
      if (typeof found !== 'string')
        end(found.number, found.session, 'signed out');
    },

    clear(apiKeyId) {
      persist?.({ cleared: apiKeyId ?? null });
      forget(apiKeyId);
    },

    put,
    forget,

    list({ apiKeyId } = {}) {
      const records: SessionRecord[] = [];
      const first = Math.min(oldest, firstOf(ended) ?? oldest);
      for (
        let number = next - 1;
        number >= first && records.length < MAX_LISTED_SESSIONS;
        number -= 1
      ) {
        const session = sessions.get(number) ?? ended.get(number);
        if (
          session !== undefined &&
          (apiKeyId === undefined || isOf(apiKeyId, session))
        )
          records.push(recordOf(number, session));
      }
      return records;
    },

    end(number) {
      const session = sessions.get(number);
      if (session === undefined) return false;
      end(number, session, 'ended');
      return true;
    },

    save: () => ({
      refreshTokenSecret: secret.toString('base64url'),
      nextSession: next,
      sessions: [...ended, ...sessions].map((entry) => savedSession(entry)),
    }),

    restore({ refreshTokenSecret, nextSession, sessions: saved }) {
      secret = Buffer.from(refreshTokenSecret, 'base64url');
      sessions.clear();
      ended.clear();
      next = nextSession;
      oldest = nextSession;
      for (const session of saved) {
        oldest = Math.min(oldest, session.number);
        put(session);
      }
    },
  };
}

function ownerOf({ apiKeyId, userId }: Subject): string {
  return `${apiKeyId} ${userId}`;
}

function isOf(apiKeyId: string, session: Session): boolean {
  return subjectOf(session).apiKeyId === apiKeyId;
}

/** @param subject the session's own, if it is at hand */
function savedSession(
  [number, session]: readonly [number, Ended | Session],
  subject = subjectOf(session),
): SavedSession {
  return { number, ...session, subject };
}

function firstOf(map: ReadonlyMap<number, unknown>): number | undefined {
  for (const number of map.keys()) return number;
  return undefined;
}
