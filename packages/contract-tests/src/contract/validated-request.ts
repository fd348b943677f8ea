import { description } from '@org/cotter-types/description';
import { operation } from '../description/operations.ts';
import { isObject } from '../description/pointer.ts';
import { compile } from '../oracle/compile.ts';
import type { ObservedResponse } from '../oracle/oracle.ts';
import type { Request } from '../traffic/exchange.ts';
import { requestFor } from './requests.ts';
import type { Suite } from './suite.ts';

const { BadRequest } = description.components.responses;
const { type: NOT_GRANTED } =
  BadRequest.content['application/json'].examples.refreshTokenNotValid.value;

/** Whether the description admits a body for an operation. */
export function isValid(operationId: string, body: unknown): boolean {
  return compile(schemaOf(operationId))(body);
}

/** Where the schema of an operation's body stands. */
export function schemaOf(operationId: string): string {
  const { bodySchema } = operation(operationId);
  if (bodySchema === undefined)
    throw new Error(`${operationId} takes no body.`);
  return bodySchema;
}

/** Whether an answer takes the form of a request as valid: it grants it, or refuses it for what it means. */
export function takesForm({ status, body }: ObservedResponse): boolean {
  if (status === 200) return true;
  const { type } = JSON.parse(body) as { type?: unknown };
  return status === 400 && type === NOT_GRANTED;
}

/**
 * A request whose API key id is the one that its token was issued for, as far as a header can carry that. A target that
 * knows its keys gets its own.
 */
export function requestFitting(
  operationId: string,
  { lenient, target: { apiKey } }: Suite,
  body: unknown,
): Request {
  const issuedFor = issuedForOf(body);
  const id =
    lenient && typeof issuedFor === 'string' && /^[!-~]{1,128}$/.test(issuedFor)
      ? issuedFor
      : apiKey.id;
  const raw = JSON.stringify(body);
  return requestFor(operationId, { ...apiKey, id }, { raw });
}

function issuedForOf(body: unknown): unknown {
  if (!isObject(body)) return undefined;
  const { identity_token: identity, event_token: event } = body;
  if (isObject(identity)) return identity['receiver'];
  return isObject(event) ? event['issuer'] : undefined;
}

/** Whether only the form of the API key id that a token names stands in the way of sending it in a header. */
export function canBeSent(body: unknown): boolean {
  const issuedFor = issuedForOf(body);
  return typeof issuedFor !== 'string' || /^[!-~]{1,128}$/.test(issuedFor);
}
