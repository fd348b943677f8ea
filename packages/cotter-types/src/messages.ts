/**
 * Builders of the texts that Cotter signs. They load no zod.
 *
 * @module
 */
export {
  EVENT_TOKEN_SIGNED_FIELDS,
  eventTokenMessage,
  type EventTokenSignedFields,
} from './messages/event-token-message.ts';
export {
  IDENTITY_TOKEN_SIGNED_FIELDS,
  identityTokenMessage,
  type IdentityTokenSignedFields,
} from './messages/identity-token-message.ts';
