import { describe, expect, it } from 'vitest';
import { givenKeys } from './key-source.ts';
import { refusal } from '../../testing/refusal.fixture.ts';
import { signingKey } from '../../testing/signed-jwt.fixture.ts';

const { jwk } = signingKey('kid');

describe('keys that are given', () => {
  it('are found by their kid, and the same each time', async () => {
    const keys = givenKeys([jwk]);
    const found = await keys.find('kid');
    expect(found).toMatchObject({ x: jwk.x, y: jwk.y });
    expect(await keys.find('kid')).toBe(found);
    await expect(keys.find('other')).resolves.toBeUndefined();
    if (found === undefined) throw new Error('There is no key.');
    expect(await keys.replacement('kid', found)).toBeUndefined();
  });

  it('of which none is a point of the curve are no keys', async () => {
    const keys = givenKeys([{ ...jwk, y: jwk.x }]);
    const error = await refusal(keys.find('kid'));
    expect(error).toMatchObject({
      code: 'keys_unavailable',
      retryable: true,
      requestId: expect.stringMatching(/^local-/) as string,
    });
    expect(error.message).toContain('no usable ES256 key');
  });
});
