import { describe, expect, it } from 'vitest';
import { requests } from '../testing/documented.fixture.ts';
import { description } from '@org/cotter-types/description';
import { createExplainer } from './explain-body.ts';

// One for most tests: each of its own compiles the description again.
const explain = createExplainer(description);

const identity = requests.identityToken;
const event = requests.eventToken;

function withIdentity(fields: object): object {
  return {
    ...identity,
    identity_token: { ...identity.identity_token, ...fields },
  };
}

function withEvent(fields: object): object {
  return { ...event, event_token: { ...event.event_token, ...fields } };
}

describe('explain', () => {
  it.each([
    [
      'RefreshRequest',
      { grant_type: 'identity_token' },
      'grant_type must be refresh_token.',
    ],
    [
      'RefreshRequest',
      { grant_type: 'refresh_token', refresh_token: 5 },
      'refresh_token must be a string.',
    ],
    ['VerifyRequest', {}, 'oauth_token is required.'],
    [
      'VerifyRequest',
      { event_token: 1 },
      'oauth_token is required. event_token is not a known field.',
    ],
    [
      'CustomClaimsRequest',
      { token: 'x', custom_attributes: [] },
      'custom_attributes must be an object.',
    ],
    ['CustomClaimsRequest', null, 'The body must be a JSON object.'],
  ])('says what %s asks for', (schema, body, msg) => {
    expect(explain(body, schema).body).toEqual({
      msg,
      type: 'invalid_request',
    });
  });

  it.each<[string, unknown, string]>([
    ['null', null, 'The body must be a JSON object.'],
    ['an array', [], 'The body must be a JSON object.'],
    ['text', 'x', 'The body must be a JSON object.'],
    ['no body', undefined, 'The body must be a JSON object.'],
    [
      'no grant',
      {},
      'grant_type is required; it must be one of: identity_token, event_token, refresh_token.',
    ],
    ['a numeric grant', { grant_type: 5 }, 'grant_type must be a string.'],
    ['no token', { grant_type: 'event_token' }, 'event_token is required.'],
    [
      'a token that is text',
      { ...identity, identity_token: 'canary' },
      'identity_token must be an object.',
    ],
    [
      "the other grant's field",
      { grant_type: 'identity_token', event_token: event.event_token },
      'identity_token is required. event_token belongs to the grant event_token, not to identity_token.',
    ],
    [
      "the other grant's field within the token",
      withIdentity({ event_token: 1 }),
      'identity_token.event_token is not a known field.',
    ],
    [
      'a body that does match',
      identity,
      'The body does not match the description.',
    ],
    [
      'two unknown fields',
      withIdentity({ foo: 'canary', 'a.b\n': 1 }),
      'identity_token.foo is not a known field. identity_token."a.b\\n" is not a known field.',
    ],
    [
      'an unknown field beside the token',
      { ...identity, constructor: {} },
      'constructor is not a known field.',
    ],
    [
      'a __proto__ key',
      JSON.parse('{"grant_type":"event_token","__proto__":{"event_token":1}}'),
      'event_token is required. __proto__ is not a known field.',
    ],
    [
      'text for an integer',
      withEvent({ ID: '5' }),
      'event_token.ID must be an integer.',
    ],
    [
      'a negative integer',
      withEvent({ ID: -1 }),
      'event_token.ID must be at least 0.',
    ],
    [
      'an integer that is too large',
      withEvent({ ID: 1e300 }),
      'event_token.ID must be at most 9007199254740991.',
    ],
    [
      'infinity',
      withEvent({ ID: Infinity }),
      'event_token.ID must be an integer.',
    ],
    [
      'an unknown method',
      withEvent({ method: 'canary' }),
      'event_token.method must be one of: TRUSTED_DEVICE, PIN, BIOMETRIC.',
    ],
    [
      'an empty identifier',
      withIdentity({ identifier: '' }),
      'identity_token.identifier must not be empty.',
    ],
    [
      'a long signature',
      withIdentity({ signature: 'x'.repeat(513) }),
      'identity_token.signature must have at most 512 characters.',
    ],
    [
      'a malformed UUID',
      withIdentity({ identifier_id: 'canary' }),
      'identity_token.identifier_id does not match its description: "A UUID of any version."',
    ],
    [
      'a malformed time',
      withIdentity({ timestamp: 'canary' }),
      'identity_token.timestamp does not match its description: "Unix seconds as a decimal string."',
    ],
    [
      'a date that is neither null nor a time',
      withEvent({ DeletedAt: 5 }),
      'event_token.DeletedAt does not match its description: "When the event was deleted, or null."',
    ],
  ])('%s', (_name, body, msg) => {
    expect(explain(body, 'TokenRequest').body).toEqual({
      msg,
      type: 'invalid_request',
    });
  });

  it('a field of several types, and another beside it', () => {
    const { msg } = explain(
      withEvent({ DeletedAt: 5, ID: -1 }),
      'TokenRequest',
    ).body;
    expect(msg.split(/(?<=[."]) (?=event)/).sort()).toEqual([
      'event_token.DeletedAt does not match its description: "When the event was deleted, or null."',
      'event_token.ID must be at least 0.',
    ]);
  });

  it('all that is wrong, by the first refusal already', () => {
    const { msg } = createExplainer(description)(
      withIdentity({ timestamp: 'canary', foo: 1 }),
      'TokenRequest',
    ).body;
    expect(msg).toBe(
      'identity_token.foo is not a known field. identity_token.timestamp does not match its description: "Unix seconds as a decimal string."',
    );
  });

  it('a field that is not there, though every object inherits one of its name', () => {
    const Odd = { type: 'object', required: ['constructor'] };
    const odd = createExplainer({ components: { schemas: { Odd } } });
    expect(odd({}, 'Odd').body.msg).toBe('constructor is required.');
  });

  it('nothing about a schema that is not there', () => {
    expect(() => explain({}, 'Nothing')).toThrow(
      'The description has no schema Nothing.',
    );
  });

  it.each(['password', '', 'Identity_Token', 'constructor', '__proto__'])(
    'the unknown grant %j',
    (grant) => {
      expect(
        explain({ ...identity, grant_type: grant }, 'TokenRequest').body,
      ).toEqual({
        msg: 'grant_type must be one of: identity_token, event_token, refresh_token.',
        type: 'unsupported_grant_type',
      });
    },
  );

  it('names at most twenty problems, and shortens names', () => {
    const fields = Array.from({ length: 30 }, (_, n): [string, number] => [
      `f${String(n)}`,
      0,
    ]);
    const { msg } = explain(
      withIdentity({ ['x'.repeat(1000)]: 0, ...Object.fromEntries(fields) }),
      'TokenRequest',
    ).body;
    expect(msg.match(/is not a known field\./g)).toHaveLength(20);
    expect(msg).toContain(' And 11 more.');
    expect(msg).toContain(`${'x'.repeat(64)}… is not a known field.`);
    expect(msg).not.toContain('x'.repeat(65));
    const twenty = explain(
      withIdentity(Object.fromEntries(fields.slice(0, 20))),
      'TokenRequest',
    ).body.msg;
    expect(twenty).toContain('identity_token.f19 is not a known field.');
    expect(twenty).not.toContain('more');
  });
});
