// Three libraries judge the same tokens. Where ours differs, it is stricter, by a rule that this file names.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { awsJwtVerify, jose, ours } from './judges.ts';
import { chanceOf } from './random.ts';
import { makeToken, NOW_SECONDS } from './tokens.ts';

const TOKENS = 50_000;
const SEED = 20_261_127;

/** Why we reject what another library accepts: by the reason and field of the error, or its text where it names none. */
const RULES: Readonly<Record<string, string>> = {
  'header: crit': 'RFC 7515 section 4.1.11: no extension is understood',
  'header: jku': 'RFC 8725 section 3.10: a token must not bring its own key',
  'header: jwk': 'RFC 8725 section 3.10: a token must not bring its own key',
  'header: x5c': 'RFC 8725 section 3.10: a token must not bring its own key',
  'header: typ': 'RFC 8725 section 3.11: explicit typing, where there is a typ',
  'malformed: kid': 'the key is never guessed, even if there is only one',
  'malformed: aud': 'Cotter issues one audience, as text',
  'malformed: authentication_method': 'the description requires a text',
  'malformed: client_user_id': 'the description requires a text',
  'malformed: scope': 'the description requires a text',
  'malformed: sub': 'the description requires a text that is not empty',
  'malformed: type': 'the description requires a text',
  'malformed: exp': 'RFC 9068 section 2.2: a token must expire',
  'malformed: iat': 'RFC 7519 section 4.1.6: a number, and not before 1970',
  'malformed: nbf': 'RFC 7519 section 4.1.5: a number, and not before 1970',
  'malformed: its header is not a JSON object in base64url.':
    'RFC 7515 section 2: base64url in one form only, and UTF-8 without a mark',
  'malformed: its payload is not a JSON object in base64url.':
    'RFC 7515 section 2: base64url in one form only, and UTF-8 without a mark',
  'malformed: its signature is not in base64url.':
    'RFC 7515 section 2: base64url in one form only',
  'not_yet_valid: iat': 'a token from the future shows that a clock is wrong',
  'wrong_type: type': 'an id token is no access token',
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW_SECONDS * 1000 });
});

describe(`${String(TOKENS)} tokens, good and changed`, () => {
  it('are judged alike by jose and aws-jwt-verify, except for our rules', async () => {
    const chance = chanceOf(SEED);
    const tooLax: string[] = [];
    const rejectedByUs = new Set<string>();
    let accepted = 0;
    for (let left = TOKENS; left > 0; left -= 1) {
      const token = makeToken(chance);
      const verdict = await ours(token);
      const others = [await jose(token), await awsJwtVerify(token)];
      if (verdict === undefined) {
        accepted += 1;
        if (others.some((other) => other !== undefined)) tooLax.push(token);
      } else if (others.includes(undefined)) rejectedByUs.add(verdict);
    }
    expect(tooLax).toEqual([]);
    expect([...rejectedByUs].sort()).toEqual(Object.keys(RULES).sort());
    // Enough of them are good that a verifier which rejects all would fail.
    expect(accepted).toBeGreaterThan(TOKENS / 5);
  }, 300_000);
});
