import { decodeBase64Url } from './base64.ts';
import type { Fault } from '../verification-error.ts';

/** What the API's description allows for a JWT, in characters. */
const MAX_LENGTH = 16_384;

/** An ES256 signature: two 32-byte numbers (RFC 7518 section 3.4). */
const SIGNATURE_BYTES = 64;

/** Keeps a byte order mark, so that the parser refuses it (RFC 8259 section 8.1). */
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export type JsonObject = Readonly<Record<string, unknown>>;

/** A JWT taken apart; nothing about it is verified. */
export interface DecodedJwt {
  readonly header: JsonObject;
  readonly payload: JsonObject;
  readonly signingInput: string;
  /** As decoded, of any length. */
  readonly signature: Uint8Array;
}

/** Takes a JWT in compact form apart (RFC 7515 section 7.1). */
export function decodeJwt(jwt: unknown): DecodedJwt | Fault {
  if (typeof jwt !== 'string') return malformed('it is not a string');
  if (jwt.length > MAX_LENGTH) {
    return malformed(`it is longer than ${String(MAX_LENGTH)} characters`);
  }
  if (/^bearer\s/i.test(jwt)) {
    return malformed('it starts with the word Bearer; pass what follows it');
  }
  const parts = jwt.split('.');
  const [headerPart, payloadPart, signaturePart] = parts;
  if (
    parts.length !== 3 ||
    headerPart === undefined ||
    payloadPart === undefined ||
    signaturePart === undefined
  ) {
    return malformed('it does not have three parts with dots between');
  }
  const header = decodeHeader(headerPart);
  if (header === undefined) {
    return malformed('its header is not a JSON object in base64url');
  }
  const payload = decodeObject(payloadPart);
  if (payload === undefined) {
    return malformed('its payload is not a JSON object in base64url');
  }
  const signature = decodeBase64Url(signaturePart);
  if (signature === undefined) {
    return malformed('its signature is not in base64url');
  }
  const signingInput = jwt.slice(0, jwt.lastIndexOf('.'));
  return { header, payload, signingInput, signature };
}

/**
 * What of the header speaks against the token, or the id of the key that signed it.
 *
 * The algorithm is pinned (RFC 8725 section 3.1), and a token never brings its key or says where to fetch it (section
 * 3.10). An extension that must be understood (RFC 7515 section 4.1.11) is not.
 */
export function readHeader(
  header: JsonObject,
): { readonly kid: string } | Fault {
  if (header['alg'] !== 'ES256') {
    return {
      reason: 'algorithm',
      field: 'alg',
      detail: 'its algorithm is not ES256',
    };
  }
  const refused = ['crit', 'jku', 'jwk', 'x5c', 'x5u'].find((name) =>
    Object.hasOwn(header, name),
  );
  if (refused !== undefined) {
    return {
      reason: 'header',
      field: refused,
      detail: `its header has ${refused}, which is refused`,
    };
  }
  const { typ, kid } = header;
  if (
    typ !== undefined &&
    (typeof typ !== 'string' || typ.toUpperCase() !== 'JWT')
  ) {
    return {
      reason: 'header',
      field: 'typ',
      detail: 'its header says that it is no JWT',
    };
  }
  if (typeof kid !== 'string' || kid === '') {
    return {
      reason: 'malformed',
      field: 'kid',
      detail: 'its header does not name the key that signed it',
    };
  }
  return { kid };
}

export function checkSignatureLength(signature: Uint8Array): Fault | undefined {
  return signature.length === SIGNATURE_BYTES
    ? undefined
    : {
        reason: 'bad_signature',
        detail: `its signature does not have ${String(SIGNATURE_BYTES)} bytes`,
      };
}

function malformed(detail: string): Fault {
  return { reason: 'malformed', detail };
}

/** The latest header, because all tokens of one key have the same. */
let latest: { readonly part: string; readonly header: JsonObject } | undefined;

function decodeHeader(part: string): JsonObject | undefined {
  if (part === latest?.part) return latest.header;
  const header = decodeObject(part);
  if (header !== undefined) latest = { part, header: Object.freeze(header) };
  return header;
}

function decodeObject(part: string): JsonObject | undefined {
  const bytes = decodeBase64Url(part);
  if (bytes === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(UTF8.decode(bytes));
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
