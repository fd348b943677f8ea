// Our mock in strict mode. Prints a request that it takes, then where it listens.
import process from 'node:process';
import { startMockCotter } from '@org/mock-cotter';

const mock = await startMockCotter();
const body = {
  grant_type: 'identity_token',
  identity_token: mock.mintIdentityToken(),
};
const { apiKey, url } = mock;
process.stdout.write(`${JSON.stringify({ body, apiKey })}\nready on ${url}\n`);
