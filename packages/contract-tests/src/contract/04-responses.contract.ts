import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { operations } from '../description/operations.ts';
import { violations } from '../oracle/oracle.ts';
import { login, requestFor } from './requests.ts';
import { check, operationOf, type Suite } from './suite.ts';
import { sdkCalls } from './sdk-calls.ts';
import { keep } from './report.ts';

check('04-responses', (suite) => {
  // Every answer of every check is validated as it arrives. These checks look at the content.
  it('answers to a whole session conform, closed', async (context) => {
    const { apiKey } = suite.target;
    const tokens = await login(suite, context);
    const refreshed = await suite.ask(
      requestFor('refreshToken', apiKey, {
        body: {
          grant_type: 'refresh_token',
          refresh_token: tokens.refresh_token,
        },
      }),
      200,
    );
    await suite.ask(
      requestFor('addCustomClaims', apiKey, {
        body: {
          token: tokens.access_token,
          custom_attributes: { plan: 'pro' },
        },
      }),
      200,
    );
    for (const access_token of [tokens.access_token, 'x.y.z'])
      await suite.ask(
        requestFor('verifyToken', apiKey, {
          body: { oauth_token: { access_token } },
        }),
        200,
      );
    await suite.ask(requestFor('getJwks', apiKey), 200);
    await suite.ask(requestFor('signOut', apiKey), 200);
    expect(refreshed.headers['cache-control']).toBe('no-store');
    keep('answered', answeredExamples(suite).toSorted());
  });

  it('has met, to the letter, each example that the SDK reads none like', (context) => {
    suite.need(context, 'mintIdentityToken');
    const unread = operations
      .filter(({ operationId }) =>
        sdkCalls.every((call) => call.operationId !== operationId),
      )
      .flatMap(({ answers }) => answers)
      .filter(({ status }) => status === '200')
      .flatMap(({ examples }) => examples.map(({ pointer }) => pointer));
    expect(unread).not.toEqual([]);
    expect(answeredExamples(suite)).toEqual(expect.arrayContaining(unread));
  });

  it('each refusal holds a msg for people and a type, and no field of the request', async () => {
    const secret = 'canary-value-of-a-field';
    for (const { operationId, bodySchema } of operations) {
      if (bodySchema === undefined) continue;
      const answer = await suite.ask(
        requestFor(operationId, suite.target.apiKey, {
          body: { grant_type: secret, refresh_token: secret, token: secret },
        }),
        400,
      );
      expect(answer.body).not.toContain(secret);
      expect((JSON.parse(answer.body) as { msg: string }).msg).toMatch(
        /\w+ .*\w/,
      );
    }
  });

  it('the validator refuses what it should', () => {
    const body = '{"msg":"No.","type":"","debug":true}';
    const headers = { 'content-type': 'application/json' };
    const violationsWhen = (closed: boolean): string[] =>
      violations(
        '/api/v0/token',
        'post',
        { status: 400, headers, body },
        { closed },
      );
    expect(violationsWhen(true)).toHaveLength(1);
    expect(violationsWhen(false)).toEqual([]);
  });
});

/** The examples of answers that were met as they stand in the description. */
function answeredExamples({ exchanges }: Suite): string[] {
  const met = exchanges.flatMap(({ request, response }) =>
    operations
      .filter(({ operationId }) => operationId === operationOf(request))
      .flatMap(({ answers }) => answers)
      .flatMap(({ examples }) => examples)
      .filter(({ value }) =>
        isDeepStrictEqual(value, JSON.parse(response.body)),
      )
      .map(({ pointer }) => pointer),
  );
  return [...new Set(met)];
}
