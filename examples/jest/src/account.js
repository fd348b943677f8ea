const { CotterClient, isCotterError } = require('@org/cotter-sdk');
const { createSession } = require('@org/cotter-sdk/session');

/** The code under test: logs a user in and keeps the tokens. */
function createAccount({ apiKeyId, apiSecretKey, baseUrl, now }) {
  const client = new CotterClient({ apiKeyId, apiSecretKey, baseUrl });
  const session = createSession({ client, now });
  return {
    session,
    async logIn(identityToken) {
      try {
        await session.signIn(await client.exchangeIdentityToken(identityToken));
        return true;
      } catch (error) {
        if (isCotterError(error) && error.action === 'sign_in') return false;
        throw error;
      }
    },
  };
}

module.exports = { createAccount };
