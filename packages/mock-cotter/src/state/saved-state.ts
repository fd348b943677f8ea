import * as z from 'zod/mini';

/** A time in milliseconds since 1970. */
const time = z.number();
const count = z.int().check(z.gte(0));
/** 32 bytes in base64url: a private key, or the secret of refresh tokens. */
const bytes32 = z.string().check(z.regex(/^[\w-]{43}$/));

const clock = z.strictObject({
  /** The API key id whose clock it is; the common one has none. */
  apiKeyId: z.optional(z.string()),
  offsetMs: z.number(),
  /** Missing for a clock that runs. */
  stoppedAt: z.optional(time),
});

const signingKey = z.strictObject({ kid: z.string(), d: bytes32 });

const session = z.strictObject({
  /** The number that its refresh tokens begin with. */
  number: count,
  subject: z.strictObject({
    apiKeyId: z.string(),
    userId: z.string(),
    identifier: z.optional(z.string()),
    authMethod: z.string(),
    authTime: z.string(),
  }),
  claims: z.record(z.string(), z.unknown()),
  /** How often its refresh token was replaced. */
  rotation: count,
  openedAt: time,
  usedAt: time,
  ended: z.optional(
    z.strictObject({
      at: time,
      why: z.enum(['expired', 'reused', 'signed out', 'ended']),
    }),
  ),
});

const signingKeys = z.strictObject({
  active: signingKey,
  retired: z.array(z.strictObject({ ...signingKey.shape, until: time })),
});

const savedState = z.strictObject({
  /** The version of this form. */
  version: z.literal(1),
  clocks: z.array(clock),
  inputKey: bytes32,
  signingKeys,
  refreshTokenSecret: bytes32,
  nextSession: count,
  sessions: z.array(session),
});

/**
 * A change of the state, as a line of a state file: `clock`, `signingKeys` and `session` replace one part, `clocks` all
 * clocks, and `cleared` removes the sessions of an API key id, or all (`null`).
 */
const stateChange = z.strictObject({
  clock: z.optional(clock),
  clocks: z.optional(z.array(clock)),
  signingKeys: z.optional(signingKeys),
  session: z.optional(session),
  cleared: z.optional(z.nullable(z.string())),
});

export type SavedClock = z.output<typeof clock>;
export type SavedSigningKeys = z.output<typeof signingKeys>;
export type SavedSession = z.output<typeof session>;
/** What the mock keeps between two starts. It holds private keys. */
export type SavedState = z.output<typeof savedState>;
export type StateChange = z.output<typeof stateChange>;

/** Keeps a change. If it throws, the change must not happen. */
export type Persist = (change: StateChange) => void;

/** A state that cannot be used. The message has no part of its content. */
export class StateError extends Error {}

/** @throws {StateError} if a value is not a state */
export function checkedState(value: unknown): SavedState {
  return checked(savedState, value);
}

/** @throws {StateError} if a value is not a change */
export function checkedChange(value: unknown): StateChange {
  return checked(stateChange, value);
}

function checked<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
  throw new StateError(
    path === ''
      ? 'it is no state of this version of the mock'
      : `${path} is missing or not valid`,
  );
}
