import type { Readable } from 'node:stream';
import { API_KEY_ID as SCOPE } from '../api/names.ts';
import type { Clock } from '../determinism/clock.ts';
import type { Call } from '../api/handler.ts';
import type { ApiResponse } from '../api/response.ts';
import { ok } from '../handlers/answers.ts';
import { description } from '../generated/description.ts';
import type { components, operations } from '../generated/openapi.ts';
import { ApiError, invalidRequest } from '../api/api-error.ts';
import { listedFaults, type FaultRule } from '../faults/faults.ts';
import type {
  EventTokenDefect,
  EventTokenFields,
} from '../tokens/mint-event-token.ts';
import type {
  IdentityTokenDefect,
  IdentityTokenFields,
} from '../tokens/mint-identity-token.ts';
import type { MockCotter } from '../mock.ts';
import type { Explanation } from '../tokens/explain-jwt.ts';
import {
  checkedState,
  StateError,
  type SavedState,
} from '../state/saved-state.ts';

/** The part of the mock that the control API controls. */
export type ControlledMock = Pick<
  MockCotter,
  | 'clock'
  | 'faults'
  | 'keys'
  | 'mintAccessToken'
  | 'mintEventToken'
  | 'mintIdToken'
  | 'mintIdentityToken'
  | 'requests'
  | 'reset'
  | 'sessions'
> & {
  /** See `MockCotter`. */
  readonly curlLines: MockCotter['curlLines'];
  readonly explain: (token: string) => Explanation;
  /** Server-sent events, from now until the mock closes. */
  readonly changes: () => Readable;
  readonly state: {
    save(): SavedState;
    /** @throws {RangeError} if a key or a time is not valid; the state is as it was then */
    restore(saved: SavedState): void;
  };
};

type Schemas = components['schemas'];

/** A handler that waits for nothing. */
type ControlHandler = (call: Call) => ApiResponse;

/** The handler of each operation, by operationId. An operation without a handler is a compile error. */
export function createControlHandlers(
  mock: ControlledMock,
): Readonly<Record<keyof operations, ControlHandler>> {
  const clockOf = ({ headers }: Call): Clock => {
    const apiKeyId = headers[SCOPE];
    return apiKeyId === undefined ? mock.clock : mock.clock.of(apiKeyId);
  };
  const clock: ControlHandler = (call) => {
    const now = clockOf(call).now();
    return ok({ now, iso: new Date(now).toISOString() });
  };
  const faults: ControlHandler = () =>
    ok({ faults: listedFaults(mock.faults) });
  const requests: ControlHandler = ({ headers }) => {
    const apiKeyId = headers[SCOPE];
    return ok({
      requests: mock.requests.list(apiKeyId === undefined ? {} : { apiKeyId }),
    });
  };
  return {
    getClock: clock,
    setClock: changing(({ now }: Schemas['ClockSetting'], call) => {
      clockOf(call).set(now);
    }, clock),
    resetClock: (call) => {
      clockOf(call).reset();
      return clock(call);
    },
    advanceClock: changing(
      ({ milliseconds }: Schemas['ClockAdvance'], call) => {
        clockOf(call).advance(milliseconds);
      },
      clock,
    ),
    rotateKeys: changing(
      (rotation: Schemas['Rotation'] | undefined) => {
        mock.keys.rotate(rotation);
      },
      () => ok({ kid: mock.keys.jwks().keys[0]?.kid }),
    ),
    listFaults: faults,
    addFault: changing((rule: FaultRule) => {
      mock.faults.add(rule);
    }, faults),
    removeFault: (call) => {
      if (!mock.faults.remove(numberIn(call)))
        throw new ApiError(404, {
          msg: 'No fault with this number is waiting. GET /__mock/faults lists the faults.',
          type: 'not_found',
        });
      return faults(call);
    },
    clearFaults: (call) => {
      mock.faults.clear(call.headers[SCOPE]);
      return faults(call);
    },
    listRequests: requests,
    clearRequests: (call) => {
      mock.requests.clear(call.headers[SCOPE]);
      return requests(call);
    },
    mintIdentityToken: ({ body }) => {
      const { fields, defect } = (body ?? {}) as {
        fields?: IdentityTokenFields;
        defect?: IdentityTokenDefect;
      };
      return ok(mock.mintIdentityToken(fields, defect));
    },
    mintEventToken: ({ body }) => {
      const { fields, defect } = (body ?? {}) as {
        fields?: EventTokenFields;
        defect?: EventTokenDefect;
      };
      return ok(mock.mintEventToken(fields, defect));
    },
    mintAccessToken: ({ body }) => {
      const { claims, defect } = (body ?? {}) as Schemas['JwtOrder'];
      return ok({ token: mock.mintAccessToken(claims, defect) });
    },
    mintIdToken: ({ body }) => {
      const { claims, defect } = (body ?? {}) as Schemas['JwtOrder'];
      return ok({ token: mock.mintIdToken(claims, defect) });
    },
    listSessions: ({ headers }) => {
      const apiKeyId = headers[SCOPE];
      const filter = apiKeyId === undefined ? {} : { apiKeyId };
      return ok({ sessions: mock.sessions.list(filter) });
    },
    endSession: (call) => {
      const number = numberIn(call);
      if (!mock.sessions.end(number))
        throw new ApiError(404, {
          msg: 'There is no session with this number that could be ended.',
          type: 'not_found',
        });
      return ok({ number });
    },
    explainToken: ({ body }) =>
      ok(mock.explain((body as Schemas['TokenToExplain']).token)),
    listCurlLines: () => ok({ lines: mock.curlLines() }),
    exportState: () => ok(mock.state.save()),
    importState: changing(
      (saved: unknown) => {
        mock.state.restore(checkedState(saved));
      },
      ({ body }) => ok({ sessions: (body as SavedState).sessions.length }),
    ),
    streamChanges: () => ({
      status: 200,
      headers: { 'content-type': 'text/event-stream' },
      body: mock.changes(),
    }),
    getDescription: () => ok(description),
    reset: (call) => {
      mock.reset(call.headers[SCOPE]);
      return clock(call);
    },
    getHealth: () => ok({ status: 'up' }),
  };
}

/** The number at the end of a path. */
function numberIn({ path }: Call): number {
  return Number(path.slice(path.lastIndexOf('/') + 1));
}

/** A handler that changes something as the body says, which the engine found to match the description, and answers. */
function changing(
  change: (body: never, call: Call) => void,
  answer: ControlHandler,
): ControlHandler {
  return (call) => {
    try {
      change(call.body as never, call);
    } catch (error) {
      if (
        error instanceof TypeError ||
        error instanceof RangeError ||
        error instanceof StateError
      )
        throw invalidRequest(error.message);
      throw error;
    }
    return answer(call);
  };
}
