/**
 * A typed client of the control API of a running mock.
 *
 * @module
 */
export {
  createControlClient,
  type ControlClient,
  type ControlClientOptions,
} from './api-client.ts';
export {
  followClock,
  type FollowClockOptions,
  type FollowedClock,
} from './followed-clock.ts';
/** What calls take and give: `components['schemas']['Request']`. */
export type { components } from '../generated/openapi.ts';
