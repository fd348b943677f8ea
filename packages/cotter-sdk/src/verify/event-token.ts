import type { EventToken } from '@org/cotter-types';
import {
  eventTokenMessage,
  type EventTokenSignedFields,
} from '@org/cotter-types/messages';
import { refuseUnknownNames } from '../options/read-option.ts';
import { readApiKeyId } from './verifier-options.ts';
import { seconds } from './claim-checks.ts';
import { readClock, type Clock, type ClockOptions } from '../options/clock.ts';
import { checkEd25519, readPublicKeys } from './jwt/ed25519.ts';
import {
  boolean,
  malformedField,
  oneOf,
  readFields,
  tenDigits,
  text,
  type Form,
} from './token-fields.ts';
import { tokenInvalid, type Fault } from './verification-error.ts';

/** What an event token is verified against. */
export interface EventTokenOptions extends ClockOptions {
  /** Your API key id: the `issuer` that the token must have. */
  readonly apiKeyId: string;
  /** The event that you expect, such as `LOGIN`. Default: any name of letters, digits and `_.:-`. */
  readonly event?: string | undefined;
  /** The user that you expect. Default: any; compare `verified.client_user_id` yourself then. */
  readonly clientUserId?: string | undefined;
  /** How old the event may be, in seconds, from 1 to 86400. Default: 300. */
  readonly maxAgeSeconds?: number | undefined;
  /**
   * The Ed25519 keys that may have signed the token, from 1 to 16, each 32 bytes in base64; several while keys are being
   * changed. Default: production's key.
   */
  readonly publicKeys?: readonly string[] | undefined;
}

/** An approved event whose signature was checked. */
export interface VerifiedEventToken {
  /** What the signature covers. */
  readonly verified: Readonly<EventTokenSignedFields> & {
    /** An event that the user did not approve is refused. */
    readonly approved: true;
  };
  /** What it does not cover: anybody on the way may have changed it. */
  readonly unsigned: Readonly<
    Omit<EventToken, keyof EventTokenSignedFields | 'signature'>
  >;
}

const DEFAULT_MAX_AGE_SECONDS = 300;
const MAX_MAX_AGE_SECONDS = 86_400;

const time = text(1, 40);

const FORMS = {
  client_user_id: text(1, 255),
  issuer: text(1, 128),
  event: text(1, 255),
  timestamp: tenDigits,
  method: oneOf('TRUSTED_DEVICE', 'PIN', 'BIOMETRIC'),
  new: boolean,
  approved: boolean,
  signature: text(1, 512),
  ID: {
    matches: (value): value is number =>
      Number.isSafeInteger(value) && (value as number) >= 0,
    name: 'an integer',
  },
  CreatedAt: time,
  UpdatedAt: time,
  DeletedAt: {
    matches: (value): value is string | null =>
      value === null || time.matches(value),
    name: 'null or a time',
  },
  ip: text(0, 255),
  location: text(0, 255),
} satisfies Record<keyof EventToken, Form<unknown>>;

const EVENT_NAME = /^[A-Za-z0-9_.:-]+$/;

interface Expected {
  readonly apiKeyId: string;
  readonly event: string | undefined;
  readonly clientUserId: string | undefined;
  readonly maxAgeSeconds: number;
  readonly clock: Clock;
}

/**
 * Verifies an event token without asking Cotter: the form of each field, that it was issued for your API key id, its
 * Ed25519 signature, that it is recent, and that the user approved it. Give `event` and `clientUserId` if you know them:
 * a token of another event or another user passes otherwise.
 *
 * Source: docs.cotter.app, "Validating Cotter's Event Response".
 *
 * Rejects with a `CotterVerificationError`; with a TypeError if the options are not usable.
 */
export async function verifyEventToken(
  token: unknown,
  options: EventTokenOptions,
): Promise<VerifiedEventToken> {
  const expected = readOptions(options);
  const publicKeys = readPublicKeys(options.publicKeys);

  const read = readFields(token, FORMS);
  if ('reason' in read) throw invalid(read);
  const { signature, ID, CreatedAt, UpdatedAt, DeletedAt, ...others } =
    read.fields;
  const { ip, location, ...signed } = others;
  const fault =
    checkIdentity(signed, expected) ??
    (await checkEd25519(publicKeys, signature, eventTokenMessage(signed))) ??
    checkFreshness(signed, expected);
  if (fault !== undefined) throw invalid(fault);
  const { approved } = signed;
  if (!approved) {
    throw invalid({
      reason: 'not_approved',
      field: 'approved',
      detail: 'the user did not approve the event',
    });
  }
  return {
    verified: { ...signed, approved },
    unsigned: { ID, CreatedAt, UpdatedAt, DeletedAt, ip, location },
  };
}

/** @throws TypeError that names the option. */
function readOptions(options: EventTokenOptions): Expected {
  refuseUnknownNames(options, [
    'apiKeyId',
    'event',
    'clientUserId',
    'maxAgeSeconds',
    'publicKeys',
    'now',
    'clockToleranceSeconds',
  ]);
  const { maxAgeSeconds = DEFAULT_MAX_AGE_SECONDS } = options;
  if (
    typeof maxAgeSeconds !== 'number' ||
    !(maxAgeSeconds >= 1 && maxAgeSeconds <= MAX_MAX_AGE_SECONDS)
  ) {
    throw new TypeError(
      `maxAgeSeconds must be a number from 1 to ${String(MAX_MAX_AGE_SECONDS)}`,
    );
  }
  return {
    apiKeyId: readApiKeyId(options.apiKeyId),
    event: readName('event', options.event),
    clientUserId: readName('clientUserId', options.clientUserId),
    maxAgeSeconds,
    clock: readClock(options),
  };
}

function readName(option: string, value: unknown): string | undefined {
  // Null is not taken for "any": it is what a lookup that found nothing returns.
  if (value === undefined || (typeof value === 'string' && value !== '')) {
    return value;
  }
  throw new TypeError(`${option} must be a string that is not empty`);
}

/** Whose event it is, and which. */
function checkIdentity(
  { client_user_id, issuer, event }: EventTokenSignedFields,
  expected: Expected,
): Fault | undefined {
  if (issuer !== expected.apiKeyId) {
    return {
      reason: 'wrong_issuer',
      field: 'issuer',
      detail: `its issuer is not your API key id ${expected.apiKeyId}`,
    };
  }
  const { clientUserId } = expected;
  if (clientUserId !== undefined && client_user_id !== clientUserId) {
    return {
      reason: 'wrong_user',
      field: 'client_user_id',
      detail: 'it belongs to another user than the expected one',
    };
  }
  if (expected.event !== undefined) {
    if (event === expected.event) return undefined;
    return {
      reason: 'wrong_event',
      field: 'event',
      detail: 'it is another event than the expected one',
    };
  }
  if (!EVENT_NAME.test(event)) {
    return malformedField('event', 'a name of letters, digits and _.:-');
  }
  // With the user or the event pinned, the signed text can be read in only one way. With neither, only the issuer marks
  // where one ends and the other begins, so it must not occur a second time.
  const text = client_user_id + issuer + event;
  return clientUserId === undefined &&
    text.indexOf(issuer) !== text.lastIndexOf(issuer)
    ? {
        reason: 'malformed',
        field: 'issuer',
        detail:
          'the API key id occurs twice in the signed text, so it is unclear where the user ends and the event begins; pass event or clientUserId',
      }
    : undefined;
}

function checkFreshness(
  { timestamp }: EventTokenSignedFields,
  { clock, maxAgeSeconds }: Expected,
): Fault | undefined {
  const age = clock.now() / 1000 - Number(timestamp);
  if (age < -clock.toleranceSeconds) {
    return {
      reason: 'not_yet_valid',
      field: 'timestamp',
      detail: `it was issued ${seconds(-age)} in the future; compare the clocks`,
    };
  }
  return age > maxAgeSeconds + clock.toleranceSeconds
    ? {
        reason: 'stale',
        field: 'timestamp',
        detail: `it is ${seconds(age)} old, and at most ${String(maxAgeSeconds)} s are accepted`,
      }
    : undefined;
}

function invalid(fault: Fault) {
  return tokenInvalid('event token', fault);
}
