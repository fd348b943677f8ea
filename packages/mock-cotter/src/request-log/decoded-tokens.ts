import { decoded } from '../tokens/jwt.ts';
import type { Redactor } from './redact-request.ts';
import type { DecodedToken } from './request-record.ts';

/** A JWT in a body, without its signature: nobody accepts it. */
export interface UnsignedToken {
  readonly in: DecodedToken['in'];
  /** The field of the body. */
  readonly name: string;
  /** Header and payload, as they were sent. */
  readonly text: string;
}

/** A request has at most one, and an answer two. */
const MOST_TOKENS = 8;

/** How deep tokens are looked for: `verify` has them in an object of their own. */
const MAX_DEPTH = 2;

/** Finds the JWTs in the fields of a body. */
export function tokensIn(
  body: unknown,
  where: DecodedToken['in'],
  depth = 1,
): UnsignedToken[] {
  if (typeof body !== 'object' || body === null) return [];
  const found = Object.entries(body).flatMap(
    ([name, value]: [string, unknown]) => {
      if (typeof value !== 'string')
        return depth < MAX_DEPTH ? tokensIn(value, where, depth + 1) : [];
      const end = value.startsWith('eyJ') ? value.lastIndexOf('.') : -1;
      return end === -1 ? [] : [{ in: where, name, text: value.slice(0, end) }];
    },
  );
  return found.slice(0, MOST_TOKENS);
}

/** Decodes tokens, and redacts what may be personal data. */
export function decodedTokens(
  tokens: readonly UnsignedToken[],
  redactor: Redactor,
): DecodedToken[] {
  return tokens.flatMap(({ in: where, name, text }) => {
    const [header, claims] = text.split('.').map(decoded);
    return header === undefined || claims === undefined
      ? []
      : [redactor.token({ in: where, name, header, claims })];
  });
}
