import {
  readInteger,
  readListener,
  refuseUnknownNames,
} from '../options/read-option.ts';
import { memoryTokenStore } from '../stores/memory-token-store.ts';
import type { TokenStore } from '../stores/token-store.ts';
import type { SessionEvent } from './session-event.ts';
import {
  SESSION_OPTION_NAMES,
  type SessionOptions,
} from './session-options.ts';
import {
  createSession,
  isSettled,
  type Session,
  type SessionCallOptions,
} from './session.ts';

/** The options of the sessions of many users. All but the first three are as for `createSession`. */
export interface SessionsOptions extends Omit<
  SessionOptions,
  'onEvent' | 'store' | 'tokens'
> {
  /** Gives the store of an id: `redisTokenStores`, `postgresTokenStores`, or a function of your own. */
  readonly stores: (id: string) => TokenStore;
  /**
   * How many sessions are held in memory. One more, and the one that was not asked for for the longest time is let go; the
   * next call for its id reads the store. Those that refresh, or hold tokens that could not be stored, stay. From 1.
   * Default: 10000.
   */
  readonly maxSessions?: number | undefined;
  /** Hears what happens, at once and in order, and to whom. What it throws is ignored. Default: none. */
  readonly onEvent?: ((event: SessionEvent, id: string) => void) | undefined;
}

const OWN_NAMES = ['stores', 'maxSessions', 'onEvent'];
const DEFAULT_MAX_SESSIONS = 10_000;

/** The sessions of many users, each by an id: of a user, or of one login of a user. */
export class Sessions {
  readonly #open: (id: string) => Session;
  readonly #maxSessions: number;
  /** The one that was asked for last comes last. */
  readonly #sessions = new Map<string, Session>();

  /** Use `createSessions`. */
  constructor(options: SessionsOptions) {
    refuseUnknownNames(options, [
      ...OWN_NAMES,
      ...SESSION_OPTION_NAMES.filter(
        (name) => name !== 'store' && name !== 'tokens',
      ),
    ]);
    const {
      stores,
      maxSessions = DEFAULT_MAX_SESSIONS,
      onEvent,
      ...rest
    } = options;
    if (typeof (stores as unknown) !== 'function') {
      throw new TypeError(
        'stores must be a function that gives the store of an id',
      );
    }
    const notify = readListener(onEvent);
    // Refuses at once what every session would.
    createSession({ ...rest, store: memoryTokenStore() });
    this.#maxSessions = readInteger('maxSessions', maxSessions, 1, 10_000_000);
    this.#open = (id) =>
      createSession({
        ...rest,
        store: stores(id),
        onEvent: (event) => {
          notify(event, id);
        },
      });
  }

  /** How many sessions are in memory. */
  get size(): number {
    return this.#sessions.size;
  }

  /**
   * Returns the session of an id. Makes no request; call it for each request that you handle, and keep the session no
   * longer than that.
   *
   * @throws TypeError for an id that is not a string or is empty, and for a store that is none
   */
  of(id: string): Session {
    if (typeof (id as unknown) !== 'string' || id === '') {
      throw new TypeError('id must be a string that is not empty');
    }
    const session = this.#sessions.get(id) ?? this.#open(id);
    this.#sessions.delete(id);
    this.#sessions.set(id, session);
    if (this.#sessions.size > this.#maxSessions) this.#letGo(session);
    return session;
  }

  /**
   * Signs out, as `signOut` of the session does, and lets the session go. Other processes stop handing out its access
   * token when that is about to end, or when it was invalidated.
   *
   * Rejects with a `CotterSessionError` `store_failed` if the store may still hold tokens.
   */
  async end(id: string, options: SessionCallOptions = {}): Promise<void> {
    const session = this.of(id);
    await session.signOut(options);
    if (this.#sessions.get(id) === session) this.#sessions.delete(id);
  }

  #letGo(newest: Session): void {
    for (const [id, session] of this.#sessions) {
      if (this.#sessions.size <= this.#maxSessions || session === newest)
        return;
      if (isSettled(session)) this.#sessions.delete(id);
    }
  }
}

/**
 * Makes the sessions of many users. Each is held once in this process, so that any number of calls for one id cause one
 * refresh; across processes, its store sees to that.
 *
 * @throws TypeError for an option that is missing, unknown or not usable; it names the option, never its value
 */
export function createSessions(options: SessionsOptions): Sessions {
  return new Sessions(options);
}
