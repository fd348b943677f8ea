import { expect, it } from 'vitest';
import { createClock } from '../determinism/clock.ts';
import { createSigningKeys } from './signing-keys.ts';
import { systemRandomness as random } from '../determinism/randomness.ts';
import { RESERVED_CLAIMS, reservedNames } from './custom-claims.ts';
import { createIssuer } from './issuer.ts';

it('every claim that a token may have is reserved, and nothing else', () => {
  const clock = createClock();
  const keys = createSigningKeys({ clock, random });
  const issuer = createIssuer({ issuer: 'mock', clock, keys, random });
  const subject = {
    apiKeyId: 'key-id',
    userId: 'user',
    identifier: 'hello@example.com',
    authMethod: 'OTP',
    authTime: '0',
  };
  const names = [
    issuer.accessClaims(subject, {}),
    issuer.idClaims(subject),
  ].flatMap((claims) => Object.keys(claims));
  // Of RFC 7519's claims, only `nbf` is in no token of the mock.
  expect(RESERVED_CLAIMS).toEqual(new Set([...names, 'nbf']));
});

it('tells the reserved names among claims, in their order', () => {
  expect(reservedNames({ sub: 1, plan: 'pro', nbf: 0, Sub: 1 })).toEqual([
    'sub',
    'nbf',
  ]);
});
