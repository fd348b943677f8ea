import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sessionCookie, type SessionCookieOptions } from './session-cookie.ts';

function pairOf(setCookie: string): string {
  return setCookie.split(';')[0] ?? '';
}

describe('sessionCookie', () => {
  it('issues a cookie that scripts and other sites cannot use', async () => {
    const { setCookie } = await sessionCookie().issue();
    expect(setCookie).toMatch(
      /^__Host-session=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
  });

  it('uses the options', async () => {
    const cookie = sessionCookie({
      name: 'login',
      secure: false,
      sameSite: 'strict',
      maxAgeSeconds: 60,
    });
    const { setCookie } = await cookie.issue();
    expect(setCookie).toMatch(
      /^login=[\w-]{43}; Max-Age=60; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(pairOf((await sessionCookie({ secure: false }).issue()).setCookie))
      // Without Secure, a browser refuses the prefix __Host-.
      .toMatch(/^session=/);
  });

  it('may have one of the reserved prefixes later in its name', () => {
    const cookie = sessionCookie({ name: 'a__Host-b', secure: false });
    expect(cookie.clear()).toMatch(/^a__Host-b=;/);
  });

  it('reads the id of the login that it issued', async () => {
    const cookie = sessionCookie();
    const first = await cookie.issue();
    const second = await cookie.issue();
    expect(await cookie.read(pairOf(first.setCookie))).toBe(first.id);
    expect(
      await cookie.read(`a=b; ${pairOf(second.setCookie)};c=__Host-session=d`),
    ).toBe(second.id);
    expect(first.id).not.toBe(second.id);
  });

  it('gives the store the hash of the cookie, not the cookie', async () => {
    const cookie = sessionCookie();
    const { id, setCookie } = await cookie.issue();
    const value = pairOf(setCookie).slice('__Host-session='.length);
    expect(id).toBe(createHash('sha256').update(value).digest('base64url'));
    expect(await cookie.read(`__Host-session=${id}`)).not.toBe(id);
  });

  it.each([
    undefined,
    null,
    '',
    'session=x',
    '__Host-session',
    '__Host-session=',
    `__Host-session=${'a'.repeat(42)}`,
    `__Host-session=${'a'.repeat(44)}`,
    `__Host-session=${'a'.repeat(42)}"`,
    `x__Host-session=${'a'.repeat(43)}`,
    // Another cookie, whose name has as many characters.
    `__Host-another=${'a'.repeat(43)}`,
  ])('finds no login in %j', async (header) => {
    expect(await sessionCookie().read(header)).toBeUndefined();
  });

  it('clears the cookie with the attributes that it was issued with', () => {
    expect(sessionCookie().clear()).toBe(
      '__Host-session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure',
    );
  });

  it.each<readonly [unknown, string]>([
    [{ maxAge: 1 }, 'There is no option maxAge'],
    [{ secure: 'false' }, 'secure must be true or false'],
    [{ sameSite: 'none' }, 'sameSite must be "lax" or "strict"'],
    [{ name: 'a b' }, 'name must be'],
    [{ name: '' }, 'name must be'],
    [{ name: 1 }, 'name must be'],
    [
      { name: '__Host-a', secure: false },
      'secure must be true, because browsers refuse a cookie named __Host-a otherwise',
    ],
    [{ maxAgeSeconds: 34_560_001 }, 'maxAgeSeconds must be an integer from 1'],
  ])('refuses the options %j', (options, message) => {
    expect(() => sessionCookie(options as SessionCookieOptions)).toThrow(
      message,
    );
  });
});
