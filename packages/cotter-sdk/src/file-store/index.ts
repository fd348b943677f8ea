/**
 * Keeps a session in a file, for processes of one machine. It needs Node.js, Bun or Deno.
 *
 * @module
 */
export {
  fileTokenStore,
  type FileTokenStoreOptions,
} from '../stores/file-token-store.ts';
