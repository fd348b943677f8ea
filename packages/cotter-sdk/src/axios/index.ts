/**
 * Lets an axios instance of your own send a session's access token.
 *
 * @module
 */
export {
  authorize,
  type AuthorizeOptions,
  type TokenSource,
} from './authorize.ts';
