// An application: it exchanges the identity token of the vendor's documentation, and verifies the access token.
import process from 'node:process';

const url = process.env.COTTER_URL;
const apiKeyId = 'my-api-key-id';

async function post(path, body) {
  const response = await globalThis.fetch(url + path, {
    method: 'POST',
    headers: {
      API_KEY_ID: apiKeyId,
      API_SECRET_KEY: 'my-api-secret-key',
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  return response.json();
}

const { access_token } = await post('/api/v0/token', {
  grant_type: 'identity_token',
  identity_token: {
    expire_at: '1588849208',
    identifier: 'hello@gmail.com',
    identifier_id: 'e8a47aff-f520-4b8d-952b-79d36d10fb3e',
    identifier_type: 'EMAIL',
    receiver: apiKeyId,
    signature: '21P6mXSF2x357kZGkEMQTRTn3r...',
    timestamp: '1586257208',
  },
});
const { success } = await post('/verify', { oauth_token: { access_token } });
process.stdout.write(
  `The access token is ${success ? 'valid' : 'not valid'}.\n`,
);
