// What a failure shows: the exchange and the command that repeats it, and no secret.
import { expect, it } from 'vitest';
import { OAuthTokensSchema } from '@org/cotter-types';
import { startInProcessMock } from '../target/in-process-mock.ts';
import { createSender } from './send.ts';
import { describeExchange } from './describe-exchange.ts';

it('shows an exchange with its curl line, and no key, token or signature', async () => {
  await using target = await startInProcessMock(true);
  using sender = createSender(target.baseUrl);
  const token = await target.control?.mintIdentityToken?.();
  const request = {
    method: 'POST',
    path: '/api/v0/token',
    headers: [
      ['API_KEY_ID', target.apiKey.id],
      ['API_SECRET_KEY', target.apiKey.secret],
      ['Content-Type', 'application/json'],
    ] as const,
    body: JSON.stringify({
      grant_type: 'identity_token',
      identity_token: token,
    }),
  };
  const response = await sender.send(request);
  const text = describeExchange({ request, response }, target.baseUrl);
  expect(text).toContain('answer: 200');
  expect(text).toContain(
    `curl -i --path-as-is -X POST '${target.baseUrl}/api/v0/token'`,
  );
  expect(text).toContain('-H "API_SECRET_KEY: $COTTER_API_SECRET_KEY"');
  const tokens = OAuthTokensSchema.parse(JSON.parse(response.body));
  const secrets = [
    target.apiKey.secret,
    token?.signature,
    tokens.access_token,
    tokens.id_token,
    tokens.refresh_token,
  ];
  for (const secret of secrets) {
    expect(secret).toBeTypeOf('string');
    expect(text).not.toContain(secret);
  }
});
