// What only calls need. The client loads it with its first call, because it needs zod, which takes as long to load as the
// rest of the SDK without axios.
export { addCustomClaims } from '../operations/add-custom-claims.ts';
export {
  exchangeEventToken,
  exchangeIdentityToken,
} from '../operations/exchange.ts';
export { FETCH_JWKS } from '../operations/fetch-jwks.ts';
export { refresh } from '../operations/refresh.ts';
export { signOut } from '../operations/sign-out.ts';
export { sendWithRetries } from '../retry/send-with-retries.ts';
