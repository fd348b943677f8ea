/**
 * A mock of Cotter's OAuth token API, for tests and development without the vendor.
 *
 * @module
 */
export type { Clock } from './clock.ts';
export type { CommonClock } from './clocks.ts';
export type { Fault, FaultKind } from './faults/fault.ts';
export type { FaultRule, Faults } from './faults/faults.ts';
export type { ApiKey } from './handlers/world.ts';
export type {
  EventTokenDefect,
  EventTokenFields,
} from './inputs/mint-event-token.ts';
export type {
  IdentityTokenDefect,
  IdentityTokenFields,
} from './inputs/mint-identity-token.ts';
export type { Claims } from './issuer/jwt.ts';
export type { JwtDefect } from './issuer/mint-jwt.ts';
export type { MockCotterOptions } from './options/options.ts';
export type { RequestFilter, Requests } from './requests/request-log.ts';
export type { Decision, RequestRecord } from './requests/request-record.ts';
export { startMockCotter, type MockCotter, type MockKeys } from './start.ts';
export type { Rotation } from './state/sessions.ts';
