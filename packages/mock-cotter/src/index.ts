/**
 * A mock of Cotter's OAuth token API, for tests and development without the vendor.
 *
 * @module
 */
export type { Clock } from './determinism/clock.ts';
export type { CommonClock } from './determinism/clocks.ts';
export type { Fault, FaultKind } from './faults/fault.ts';
export type { FaultRule, Faults } from './faults/faults.ts';
export type {
  EventTokenDefect,
  EventTokenFields,
} from './tokens/mint-event-token.ts';
export type {
  IdentityTokenDefect,
  IdentityTokenFields,
} from './tokens/mint-identity-token.ts';
export type { Claims } from './tokens/jwt.ts';
export type { JwtDefect } from './tokens/mint-jwt.ts';
export type { MockCotter, MockKeys } from './mock.ts';
export type { ApiKey, MockCotterOptions } from './options/options.ts';
export type { RequestFilter, Requests } from './request-log/request-log.ts';
export type { Decision, RequestRecord } from './request-log/request-record.ts';
export { startMockCotter } from './start.ts';
export type {
  EndReason,
  SessionList,
  SessionRecord,
} from './state/session-record.ts';
export type { Rotation } from './state/sessions.ts';
