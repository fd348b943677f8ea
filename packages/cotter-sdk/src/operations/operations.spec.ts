// What each operation sends, and which answers it takes; without a server.
import { JwksSchema } from '@org/cotter-types';
import { description } from '@org/cotter-types/description';
import { describe, expect, it } from 'vitest';
import { addCustomClaims } from './add-custom-claims.ts';
import { CotterInputError } from '../errors/client-errors.ts';
import { exchangeEventToken, exchangeIdentityToken } from './exchange.ts';
import { FETCH_JWKS } from './fetch-jwks.ts';
import type { Operation } from './operation.ts';
import { refresh } from './refresh.ts';
import { signOut } from './sign-out.ts';
import {
  eventToken,
  identityToken,
  oauthTokens,
} from '../testing/tokens.fixture.ts';

/** All of an operation but the answer that it takes. */
function request({ answer: _, ...rest }: Operation<unknown>) {
  return rest;
}

function input(make: () => unknown): CotterInputError {
  try {
    make();
  } catch (error) {
    if (error instanceof CotterInputError) return error;
  }
  throw new Error('The input was not refused');
}

describe('an exchange', () => {
  const common = {
    name: 'exchangeToken',
    method: 'POST',
    path: '/api/v0/token',
    keys: 'id_and_secret',
    repeatable: false,
    spendsRefreshToken: false,
    usesCookie: false,
  };

  it('of an identity token sends it, and keeps its signature secret', () => {
    expect(request(exchangeIdentityToken(identityToken))).toEqual({
      ...common,
      body: JSON.stringify({
        grant_type: 'identity_token',
        identity_token: identityToken,
      }),
      secrets: [identityToken.signature],
    });
  });

  it('of an event token sends it, and keeps its signature secret', () => {
    const { body, ...rest } = request(exchangeEventToken(eventToken));
    expect(rest).toEqual({ ...common, secrets: [eventToken.signature] });
    expect(JSON.parse(body ?? '')).toEqual({
      grant_type: 'event_token',
      event_token: eventToken,
    });
  });

  it('says which token is not valid', () => {
    const messages = [
      () => exchangeIdentityToken({}),
      () => exchangeEventToken({}),
    ].map((make) => input(make).message);
    expect(messages).toEqual([
      expect.stringMatching(/^The identity token was not sent/),
      expect.stringMatching(/^The event token was not sent/),
    ]);
  });
});

describe('a refresh', () => {
  it('sends the refresh token, and keeps it secret', () => {
    expect(request(refresh('a/b $& c', '39560:x'))).toEqual({
      name: 'refreshToken',
      method: 'POST',
      path: '/api/v0/token/a%2Fb%20%24%26%20c',
      keys: 'id',
      body: '{"grant_type":"refresh_token","refresh_token":"39560:x"}',
      secrets: ['39560:x'],
      repeatable: false,
      spendsRefreshToken: true,
      usesCookie: true,
    });
  });

  it('of what is no refresh token says that it was not sent', () => {
    const error = input(() => refresh('id', ''));
    expect(error.outcome).toBe('not_sent');
    expect(error.message).toMatch(/^The refresh token was not sent/);
  });
});

describe('adding custom claims', () => {
  const claims = { token: 'eyJ', customAttributes: { plan: 'pro' } };
  const common = {
    name: 'addCustomClaims',
    method: 'POST',
    path: '/api/v0/token/custom',
    keys: 'id_and_secret',
    repeatable: false,
    usesCookie: false,
  };

  it('sends them, and keeps the tokens secret', () => {
    expect(request(addCustomClaims(claims))).toEqual({
      ...common,
      body: '{"token":"eyJ","custom_attributes":{"plan":"pro"}}',
      secrets: ['eyJ'],
      spendsRefreshToken: false,
    });
    const refreshToken = '39560:x';
    expect(request(addCustomClaims({ ...claims, refreshToken }))).toEqual({
      ...common,
      body: '{"token":"eyJ","custom_attributes":{"plan":"pro"},"refresh_token":"39560:x"}',
      secrets: ['eyJ', '39560:x'],
      spendsRefreshToken: true,
    });
  });

  it('of what does not fit into JSON says so, and nothing of the values', () => {
    const customAttributes = {
      toJSON() {
        throw new Error('CANARY');
      },
    };
    const error = input(() => addCustomClaims({ ...claims, customAttributes }));
    expect(error.problems).toEqual([
      { path: 'customAttributes', problem: 'must fit into JSON' },
    ]);
    expect(error.message).toMatch(/^The custom claims was not sent/);
    expect(error.message).not.toContain('CANARY');
    expect(error).not.toHaveProperty('outcome');
  });

  it('names the outcome of a refresh token that it was given, in every form', () => {
    const refreshToken = '39560:x';
    const large = { refreshToken, ...claims, customAttributes: { n: 1n } };
    for (const given of [large, { refreshToken }, { refreshToken: 5 }]) {
      expect(input(() => addCustomClaims(given)).outcome).toBe('not_sent');
    }
    for (const given of [undefined, null, 5, 'refreshToken', {}]) {
      expect(input(() => addCustomClaims(given))).not.toHaveProperty('outcome');
    }
  });

  it('names fields that it does not know', () => {
    const given = { ...claims, refresh_token: 'x' };
    const error = input(() => addCustomClaims(given));
    expect(error.message).toMatch(/^The custom claims was not sent/);
    expect(error.problems).toEqual([
      {
        path: '',
        problem: 'has fields that are not described: refresh_token',
      },
    ]);
  });

  it('yields the tokens that came, under their names in code', () => {
    const schema = addCustomClaims(claims).answer?.schema;
    expect(schema?.parse({ token: 'a' })).toStrictEqual({ token: 'a' });
    expect(schema?.parse({ token: 'a', refresh_token: 'r' })).toStrictEqual({
      token: 'a',
      refreshToken: 'r',
    });
  });

  it('takes no access token that could not go into a header', () => {
    const schema = addCustomClaims(claims).answer?.schema;
    for (const token of ['', 'a b', 'a\n', ' a', 'ä']) {
      expect(schema?.safeParse({ token }).success).toBe(false);
    }
  });
});

describe('fetching the public keys', () => {
  const { value } =
    description.paths['/api/v0/token/jwks'].get.responses['200'].content[
      'application/json'
    ].examples.jwks;
  const jwks = JwksSchema.parse(value);
  const schema = FETCH_JWKS.answer?.schema;

  it('sends no key, and may be done again', () => {
    expect(request(FETCH_JWKS)).toEqual({
      name: 'getJwks',
      method: 'GET',
      path: '/api/v0/token/jwks',
      keys: 'none',
      secrets: [],
      repeatable: true,
      spendsRefreshToken: false,
      usesCookie: false,
    });
  });

  it('takes the described keys, and passes over others', () => {
    const keys = [{ kty: 'RSA' }, ...jwks.keys, null];
    expect(schema?.parse({ keys })).toEqual(jwks);
    expect(schema?.safeParse({ keys: [{ kty: 'RSA' }] }).success).toBe(false);
    expect(schema?.safeParse({}).success).toBe(false);
  });
});

describe('signing out', () => {
  it('sends only the API key id, and may be repeated', () => {
    expect(signOut('id')).toEqual({
      name: 'signOut',
      method: 'DELETE',
      path: '/api/v0/token/id',
      keys: 'id',
      secrets: [],
      repeatable: true,
      spendsRefreshToken: false,
      usesCookie: true,
      answer: undefined,
    });
  });
});

describe('the answer', () => {
  const answers = {
    'an exchange': () => exchangeIdentityToken(identityToken).answer,
    'a refresh': () => refresh('id', '39560:x').answer,
  };

  it.each(Object.entries(answers))(
    'of %s is tokens, of which the access token can go into a header',
    (_, make) => {
      const answer = make();
      expect(answer?.what).toBe('OAuth tokens');
      expect(answer?.schema.parse(oauthTokens)).toEqual(oauthTokens);
      for (const access_token of ['', 'a b', 'a\n', ' a', 'ä']) {
        const tokens = { ...oauthTokens, access_token };
        expect(answer?.schema.safeParse(tokens).success).toBe(false);
      }
    },
  );

  it('of the others has a name too', () => {
    const claims = { token: 'eyJ', customAttributes: {} };
    expect([
      addCustomClaims(claims).answer?.what,
      FETCH_JWKS.answer?.what,
    ]).toEqual(['an access token', 'a JSON Web Key Set']);
  });
});
