// The requests that the vendor's documentation prints, sent to the letter; only the host is changed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OAuthTokensSchema } from '@org/cotter-types';
import { description } from '@org/cotter-types/description';
import { startMockCotter, type MockCotter } from '@org/mock-cotter';
import {
  documentedCurl,
  type DocumentedCurl,
} from './documented-curl.fixture.ts';
import {
  violations,
  type ObservedResponse,
} from '@org/contract-tests/internal/oracle/oracle';

const path = '/api/v0/token';
const operation = description.paths[path].post;
const requests = operation.requestBody.content['application/json'].examples;
const answers = operation.responses['200'].content['application/json'].examples;

let mock: MockCotter;

beforeAll(async () => {
  mock = await startMockCotter({ strict: false });
});

afterAll(async () => {
  await mock.close();
});

async function send(
  curl: DocumentedCurl,
  body: string,
): Promise<ObservedResponse> {
  const response = await fetch(new URL(curl.url.pathname, mock.url), {
    method: curl.method,
    headers: curl.headers,
    body,
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

describe.each([
  ['identity-token', 'identityToken'],
  ['event-token', 'eventToken'],
] as const)('the documented %s request', (file, example) => {
  const curl = documentedCurl(file);

  it('is the one that the description gives as its example', () => {
    expect(curl.url.href).toBe(description.servers[0].url + path);
    expect(curl.method).toBe('POST');
    expect(Object.keys(curl.headers)).toEqual([
      'API_KEY_ID',
      'API_SECRET_KEY',
      'Content-type',
    ]);
    expect(JSON.parse(curl.bodyWithoutComment)).toEqual(
      requests[example].value,
    );
  });

  it('gets tokens', async () => {
    const response = await send(curl, curl.bodyWithoutComment);
    expect(response.status, response.body).toBe(200);
    expect(violations(path, 'post', response)).toEqual([]);
    // The tokens are live; what they say of the login is as documented.
    const { access_token, auth_method, expires_in, token_type } =
      OAuthTokensSchema.parse(JSON.parse(response.body));
    expect(answers[example].value).toMatchObject({
      auth_method,
      expires_in,
      token_type,
    });
    expect(access_token.split('.')).toHaveLength(3);
  });

  it('with its comment left in gets a 400 that says to remove the comment', async () => {
    const response = await send(curl, curl.body);
    expect(violations(path, 'post', response)).toEqual([]);
    expect(response.status).toBe(400);
    expect(response.body).toMatch(/comment/i);
    expect(response.body).toMatch(/line 3\b/);
  });
});
