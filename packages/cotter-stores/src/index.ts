/**
 * Encryption of what a store keeps. The stores themselves are in `@org/cotter-stores/redis` and
 * `@org/cotter-stores/postgres`.
 *
 * @module
 */
export {
  encrypted,
  encryptedStores,
  type EncryptedOptions,
  type EncryptedStoresOptions,
} from './encryption/encrypted.ts';
export type { KeyInput } from './encryption/encryption-keys.ts';
