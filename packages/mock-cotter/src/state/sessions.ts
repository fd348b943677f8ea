import type { Clock } from '../determinism/clock.ts';
import type { CustomClaims } from '../tokens/custom-claims.ts';
import type { Subject } from '../tokens/subject.ts';
import type { Randomness } from '../determinism/randomness.ts';
import { readRefreshToken, writeRefreshToken } from './refresh-token.ts';

/** How long a refresh token lives, in seconds: 30 days (docs.cotter.app, "Refreshing Tokens"). */
export const REFRESH_TOKEN_LIFETIME_SECONDS = 2_592_000;

const LIFETIME_MS = REFRESH_TOKEN_LIFETIME_SECONDS * 1000;
const SECRET_BYTES = 32;
/** The number of the documented refresh token. */
const FIRST_NUMBER = 17;

/**
 * What a use of a refresh token does to it. `strict`: it is replaced, and its reuse revokes all that came from the same
 * exchange. `graceMs`: for so many milliseconds, the reuse of the one just replaced is answered with its successor.
 * `none`: it stays as it is.
 */
export type Rotation = 'none' | 'strict' | { readonly graceMs: number };

/** Why a refresh token is refused. A token that was revoked is unknown from then on. */
export type NotValid =
  'expired' | 'of another API key id' | 'reused' | 'unknown';

/** A refresh token that is good for one use. */
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
export interface Sessions {
  /** How many sessions can still be refreshed, at most. */
  readonly size: number;
  /** Begins a session and returns its first refresh token. */
  open(subject: Subject): string;
  /** Looks a refresh token up; a reused one revokes its session. */
  present(token: string, apiKeyId: string): NotValid | Presented;
  /** Ends the session of a refresh token, if it has one. */
  revoke(token: string, apiKeyId: string): void;
  /** Ends all sessions of one API key id, or of all. Numbers go on, so that no token comes to life again. */
  clear(apiKeyId?: string): void;
}

export interface SessionsOptions {
  readonly clock: Clock;
  readonly random: Randomness;
  readonly rotation: Rotation;
  /** How many sessions are remembered; one more, and the oldest is forgotten. */
  readonly maxSessions: number;
}

interface Session {
  /** As JSON: one text takes a third of the memory that its fields take, and next to no time to collect garbage in. */
  readonly subject: string;
  claims: CustomClaims;
  rotation: number;
  usedAt: number;
}

interface Found {
  readonly number: number;
  readonly session: Session;
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
}: SessionsOptions): Sessions {
  const secret = random(SECRET_BYTES);
  const sessions = new Map<number, Session>();
  const graceMs = typeof mode === 'object' ? mode.graceMs : 0;
  let next = FIRST_NUMBER;
  let oldest = FIRST_NUMBER;

  const find = (token: string, apiKeyId: string): NotValid | Found => {
    const parts = readRefreshToken(token, secret);
    const session = parts && sessions.get(parts.session);
    if (parts === undefined || session === undefined) return 'unknown';
    const subject = subjectOf(session);
    if (subject.apiKeyId !== apiKeyId) return 'of another API key id';
    const behind = session.rotation - parts.rotation;
    return { number: parts.session, session, subject, behind };
  };

  return {
    get size() {
      return sessions.size;
    },

    open(subject) {
      const number = next++;
      const usedAt = clock.now();
      sessions.set(number, {
        subject: JSON.stringify(subject),
        claims: NO_CLAIMS,
        rotation: 0,
        usedAt,
      });
      // Not by the order of the map: finding its first key takes longer the more keys before it were deleted.
      while (sessions.size > maxSessions) sessions.delete(oldest++);
      return writeRefreshToken({ session: number, rotation: 0 }, secret);
    },

    present(token, apiKeyId) {
      const found = find(token, apiKeyId);
      if (typeof found === 'string') return found;
      const { number, session, subject, behind } = found;
      const age = clock.now() - session.usedAt;
      const late = behind === 1 && age < graceMs;
      if (behind > 0 && !late) {
        sessions.delete(number);
        return 'reused';
      }
      if (age >= LIFETIME_MS) {
        sessions.delete(number);
        return 'expired';
      }
      return {
        subject,
        claims: session.claims,
        use(claims = session.claims) {
          session.claims = claims;
          if (mode !== 'none' && !late) {
            session.rotation += 1;
            session.usedAt = clock.now();
          }
          const { rotation } = session;
          return writeRefreshToken({ session: number, rotation }, secret);
        },
      };
    },

    revoke(token, apiKeyId) {
      const found = find(token, apiKeyId);
      if (typeof found !== 'string') sessions.delete(found.number);
    },

    clear(apiKeyId) {
      if (apiKeyId === undefined) sessions.clear();
      for (const [number, session] of sessions)
        if (subjectOf(session).apiKeyId === apiKeyId) sessions.delete(number);
    },
  };
}

function subjectOf({ subject }: Session): Subject {
  return JSON.parse(subject) as Subject;
}
