import { CustomClaimsRequestSchema } from '@org/cotter-types';
import { description } from '@org/cotter-types/description';
import { describe, expect, it } from 'vitest';
import type { CustomClaims } from './add-custom-claims.ts';
import { rejection } from '../testing/rejection.fixture.ts';
import { reply, startServer } from '../testing/scripted-server.fixture.ts';
import { inspected } from '../testing/inspected.fixture.ts';
import {
  API_KEY_ID,
  CANARIES,
  clientFor,
  leaks,
} from '../testing/tokens.fixture.ts';

const claims: CustomClaims = {
  token: CANARIES.accessToken,
  customAttributes: { plan: 'pro', nested: { list: [1, null] } },
};

describe('adding custom claims', () => {
  it.each([
    [claims, { token: 'eyJnew' }, { token: 'eyJnew' }, 'keep-alive'],
    [
      { ...claims, refreshToken: CANARIES.refreshToken },
      { token: 'eyJnew', refresh_token: '39560:next', other: 1 },
      { token: 'eyJnew', refreshToken: '39560:next' },
      'close',
    ],
  ])(
    'is the described request, with both keys',
    async (input, answer, result, connection) => {
      const server = await startServer(reply(200, answer));
      await expect(
        clientFor(server).addCustomClaims(input),
      ).resolves.toStrictEqual(result);

      expect(server.requests).toHaveLength(1);
      const [request] = server.requests;
      expect(request?.method).toBe('POST');
      expect(request?.path).toBe('/api/v0/token/custom');
      expect(Object.keys(description.paths)).toContain(request?.path);
      const sent = JSON.parse(request?.body ?? '') as unknown;
      expect(CustomClaimsRequestSchema.safeParse(sent).success).toBe(true);
      expect(sent).toStrictEqual({
        token: input.token,
        custom_attributes: input.customAttributes,
        ...('refreshToken' in input && { refresh_token: input.refreshToken }),
      });
      expect(request?.headers).toEqual(
        expect.arrayContaining([
          ['API_KEY_ID', API_KEY_ID],
          ['API_SECRET_KEY', CANARIES.apiSecretKey],
          ['Connection', connection],
        ]),
      );
    },
  );

  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  it.each<[string, unknown, string]>([
    ['no token', { ...claims, token: undefined }, 'token'],
    ['no claims', { token: 'eyJ' }, 'customAttributes'],
    [
      'a list of claims',
      { ...claims, customAttributes: [] },
      'customAttributes',
    ],
    ['a circle', { ...claims, customAttributes: circle }, 'customAttributes'],
    [
      'a large integer',
      { ...claims, customAttributes: { n: 1n } },
      'customAttributes',
    ],
    ['a name of the wire', { ...claims, custom_attributes: {} }, ''],
    ['an empty refresh token', { ...claims, refreshToken: '' }, 'refreshToken'],
  ])('is not sent with %s', async (_, input, path) => {
    const server = await startServer(reply(200, { token: 'eyJ' }));
    const client = clientFor(server);
    const error = await rejection(
      client.addCustomClaims(input as CustomClaims),
    );
    expect(error).toMatchObject({
      code: 'invalid_input',
      problems: [{ path }],
    });
    expect(leaks(inspected(error))).toEqual([]);
    const spending = await rejection(
      client.addCustomClaims({
        refreshToken: CANARIES.refreshToken,
        ...(input as CustomClaims),
      }),
    );
    expect(spending).toMatchObject({
      code: 'invalid_input',
      outcome: 'not_sent',
    });
    expect(leaks(inspected(spending))).toEqual([]);
    expect(server.requests).toEqual([]);
  });

  it('has an outcome only where it spends a refresh token', async () => {
    const server = await startServer(reply(500, ''));
    const client = clientFor(server);
    expect(await rejection(client.addCustomClaims(claims))).not.toHaveProperty(
      'outcome',
    );
    expect(
      await rejection(
        client.addCustomClaims({ ...claims, refreshToken: '39560:x' }),
      ),
    ).toHaveProperty('outcome', 'unknown');
  });

  it('recovers the next refresh token from an answer without a token', async () => {
    const server = await startServer(reply(200, { refresh_token: '39560:n' }));
    const client = clientFor(server);
    const spending = { ...claims, refreshToken: '39560:x' };
    const error = await rejection(client.addCustomClaims(spending));
    expect(error).toMatchObject({ code: 'invalid_response' });
    expect(error.recoverRefreshToken()).toBe('39560:n');
  });
});
