import { expect, it } from 'vitest';
import { operations } from '../description/operations.ts';
import type { Request } from '../traffic/exchange.ts';
import { requestFor, validRequests } from './requests.ts';
import { check } from './suite.ts';

check('09-auth', (suite) => {
  const guarded = operations.filter(({ security }) =>
    security.every((set) => set.length > 0),
  );

  for (const { operationId, security, requestExamples } of guarded)
    for (const { header } of security[0] ?? [])
      it(`${operationId} does not answer without ${header}, nor with a wrong one`, async (context) => {
        const [kind = ''] = requestExamples.map(({ name }) => name);
        const valid = await validRequests[operationId]?.[kind]?.(
          suite,
          context,
        );
        const ask = async (
          headers: Readonly<Record<string, string | null>>,
          query = '',
        ): Promise<void> => {
          const request = requestFor(operationId, suite.target.apiKey, {
            ...valid,
            headers: { ...valid?.headers, ...headers },
          });
          const answer = await suite.ask(
            { ...request, path: request.path + query },
            401,
          );
          expect(answer.body).not.toContain(suite.target.apiKey.secret);
        };
        await ask({ [header]: null });
        await ask({ [header]: '' });
        await ask({ [header]: 'wrong' });
        const value =
          header === 'API_KEY_ID'
            ? suite.target.apiKey.id
            : suite.target.apiKey.secret;
        await ask({ [header]: null }, `?${header}=${value}`);
        await ask({ [header]: null, [header.replaceAll('_', '-')]: value });
        await ask({ [header]: `${value} ${value}` });
      });

  const open = operations.filter(({ security }) =>
    security.some((set) => set.length === 0),
  );

  for (const { operationId } of open)
    it.for(['{}', 'x'])(
      `${operationId} needs no key, with any Authorization: %s`,
      async (raw) => {
        const headers = { API_KEY_ID: null, Authorization: 'Bearer x' };
        const { status } = await suite.ask(
          requestFor(operationId, suite.target.apiKey, { raw, headers }),
        );
        expect(status).not.toBe(401);
      },
    );

  it('a key pair is a pair: the secret of another id is refused', async (context) => {
    const valid = await validRequests['exchangeToken']?.['identityToken']?.(
      suite,
      context,
    );
    const other = { ...suite.target.apiKey, id: 'another-api-key-id' };
    await suite.ask(requestFor('exchangeToken', other, valid), 401);
    expect(suite.exchanges.at(-1)?.response.status).toBe(401);
  });

  it.for(['identity_token', 'event_token'])(
    'a %s for another API key id is refused',
    async (grant, context) => {
      const { mintIdentityToken, mintEventToken } = suite.need(
        context,
        'mintIdentityToken',
        'mintEventToken',
      );
      const token =
        grant === 'identity_token'
          ? await mintIdentityToken({ receiver: 'another' })
          : await mintEventToken({ issuer: 'another' });
      const request: Request = requestFor(
        'exchangeToken',
        suite.target.apiKey,
        {
          body: { grant_type: grant, [grant]: token },
        },
      );
      const { status } = await suite.ask(request, 400);
      expect(status).toBe(400);
    },
  );

  it('a path that names another API key id is refused', async () => {
    const { apiKey } = suite.target;
    const request = requestFor('signOut', apiKey);
    const { status } = await suite.ask(
      { ...request, path: '/api/v0/token/another' },
      400,
    );
    expect(status).toBe(400);
  });
});
