import { describe, expect, it } from 'vitest';
import { createClock } from '../determinism/clock.ts';
import { systemRandomness } from '../determinism/randomness.ts';
import { rotationOf, sessionOf, writeRefreshToken } from './refresh-token.ts';
import {
  createSessions,
  type Presented,
  type Rotation,
  type Sessions,
} from './sessions.ts';

const KEY = 'key-id';
const DAY_MS = 86_400_000;
const clock = createClock(0);

function sessionsWith(
  rotation: Rotation = 'strict',
  maxSessions = 10,
): Sessions {
  clock.reset();
  return createSessions({
    clock,
    random: systemRandomness,
    rotation,
    maxSessions,
  });
}

function subject(apiKeyId = KEY) {
  return { apiKeyId, userId: 'user', authMethod: 'OTP', authTime: '0' };
}

function presented(sessions: Sessions, token: string): Presented {
  const found = sessions.present(token, KEY);
  if (typeof found === 'string') throw new Error(`not valid: ${found}`);
  return found;
}

function use(sessions: Sessions, token: string): string {
  const found = sessions.present(token, KEY);
  return typeof found === 'string' ? found : found.use();
}

describe('a refresh token', () => {
  it("has production's form; its number stays over rotations, the rest changes", () => {
    const sessions = sessionsWith();
    const tokens = [sessions.open(subject())];
    for (let index = 0; index < 20; index++)
      tokens.push(use(sessions, tokens.at(-1) ?? ''));
    for (const token of tokens) expect(token).toMatch(/^17:[A-Za-z0-9]{50}$/);
    expect(new Set(tokens.map((token) => token.slice(3, 9))).size).toBe(21);
    expect(new Set(tokens.map((token) => token.slice(9))).size).toBe(21);
  });

  it('is read back only with the secret', () => {
    const secret = Buffer.alloc(32, 1);
    for (const rotation of [0, 1, 2 ** 31 - 1]) {
      const parts = { session: 39_560, rotation };
      const token = writeRefreshToken(parts, 'owner', secret);
      expect(token).toMatch(/^39560:[A-Za-z0-9]{50}$/);
      expect(sessionOf(token)).toBe(39_560);
      expect(rotationOf(token, 39_560, 'owner', secret)).toBe(rotation);
      for (const [number, owner, key] of [
        [39_560, 'owner', Buffer.alloc(32)],
        [39_560, 'another', secret],
        [39_561, 'owner', secret],
      ] as const)
        expect(rotationOf(token, number, owner, key)).toBeUndefined();
    }
  });

  it('is the same for the same secret, on every machine', () => {
    const parts = { session: 17, rotation: 1 };
    // A change here changes what users have in their snapshots.
    expect(writeRefreshToken(parts, 'owner', Buffer.alloc(32, 1))).toBe(
      '17:hib34efjQ1H6EXJy8l53ofArrD51rYqiMaEi8YOTi1OnVhmlZ5',
    );
  });

  it('does not show how often it was replaced', () => {
    const secret = Buffer.alloc(32, 1);
    for (const rotation of [0, 1, 2])
      expect(
        writeRefreshToken({ session: 17, rotation }, '', secret),
      ).not.toMatch(new RegExp(`^17:00000${String(rotation)}`));
  });

  it.each([
    '',
    '17:',
    '17:nQEk14mCp4sQs5...',
    `17:${'a'.repeat(50)}`,
    `17:${'z'.repeat(50)}`,
    `9007199254740993:${'a'.repeat(50)}`,
    `017:${'a'.repeat(50)}`,
    `17:${'é'.repeat(50)}`,
  ])('is not %j', (token) => {
    expect(sessionsWith().present(token, KEY)).toBe('unknown');
  });
});

describe('a session', () => {
  it('remembers who it is about and which claims it was given', () => {
    const sessions = sessionsWith();
    const first = presented(sessions, sessions.open(subject()));
    expect(first).toMatchObject({ subject: subject(), claims: {} });
    const second = presented(sessions, first.use({ plan: 'pro' }));
    expect(second.claims).toEqual({ plan: 'pro' });
    const third = presented(sessions, second.use());
    expect(third.claims).toEqual({ plan: 'pro' });
  });

  it('lives 30 days after each use', () => {
    const sessions = sessionsWith();
    const token = sessions.open(subject());
    clock.advance(30 * DAY_MS - 1);
    const next = use(sessions, token);
    clock.advance(30 * DAY_MS);
    expect(use(sessions, next)).toBe('expired');
    expect(use(sessions, next)).toBe('expired');
    expect(sessions.size).toBe(0);
  });

  it('is as old as its last use, whatever the time is', () => {
    const sessions = sessionsWith();
    clock.advance(400 * DAY_MS);
    const token = sessions.open(subject());
    clock.advance(30 * DAY_MS - 1);
    expect(use(sessions, token)).toMatch(/^17:/);
  });

  it('is bound to its API key id', () => {
    const sessions = sessionsWith();
    const token = sessions.open(subject());
    expect(sessions.present(token, 'other')).toBe('of another API key id');
    sessions.revoke(token, 'other');
    expect(use(sessions, token)).toMatch(/^17:/);
  });

  it('ends by sign-out', () => {
    const sessions = sessionsWith();
    const token = sessions.open(subject());
    sessions.revoke('17:x', KEY);
    expect(sessions.size).toBe(1);
    sessions.revoke(token, KEY);
    expect(use(sessions, token)).toBe('signed out');
  });

  it('is not used by a mere look', () => {
    const sessions = sessionsWith();
    const token = sessions.open(subject());
    presented(sessions, token);
    expect(presented(sessions, token).subject).toEqual(subject());
  });
});

describe('rotation', () => {
  it('strict: a reuse revokes all that came from the same exchange, and nothing else', () => {
    const sessions = sessionsWith();
    const bystander = sessions.open(subject());
    const first = sessions.open(subject());
    const second = use(sessions, first);
    const third = use(sessions, second);
    expect(use(sessions, first)).toBe('reused');
    expect([use(sessions, third), use(sessions, second)]).toEqual([
      'revoked',
      'revoked',
    ]);
    expect(use(sessions, bystander)).toMatch(/^17:/);
  });

  it('strict: a made-up token revokes nothing', () => {
    const sessions = sessionsWith();
    const token = sessions.open(subject());
    expect(use(sessions, `17:${'A'.repeat(50)}`)).toBe('unknown');
    expect(use(sessions, token)).toMatch(/^17:/);
  });

  it('with grace: the one just replaced gets the same successor for a while', () => {
    const sessions = sessionsWith({ graceMs: 1000 });
    const first = sessions.open(subject());
    const second = use(sessions, first);
    clock.advance(999);
    expect(use(sessions, first)).toBe(second);
    clock.advance(1);
    expect(use(sessions, first)).toBe('reused');
    expect(use(sessions, second)).toBe('revoked');
  });

  it('with grace: the one before the one just replaced is a reuse', () => {
    const sessions = sessionsWith({ graceMs: 1000 });
    const first = sessions.open(subject());
    use(sessions, use(sessions, first));
    expect(use(sessions, first)).toBe('reused');
  });

  it('none: the same token goes on, for 30 days', () => {
    const sessions = sessionsWith('none');
    const token = sessions.open(subject());
    expect(use(sessions, token)).toBe(token);
    clock.advance(30 * DAY_MS);
    expect(use(sessions, token)).toBe('expired');
  });
});

describe('a restart with the same seed', () => {
  it("brings no token back for another user's session of the same number", () => {
    const secret = Buffer.alloc(32, 7);
    const seeded = (): Sessions =>
      createSessions({
        clock,
        random: () => secret,
        rotation: 'strict',
        maxSessions: 10,
      });
    const token = seeded().open(subject());
    const restarted = seeded();
    const other = restarted.open({ ...subject(), userId: 'another' });
    expect(other.split(':')[0]).toBe(token.split(':')[0]);
    expect(use(restarted, token)).toBe('unknown');
    expect(use(restarted, other)).toMatch(/^17:/);
  });
});

describe('the list', () => {
  it('shows each session, the newest first, and why it ended', () => {
    const sessions = sessionsWith();
    const mine = { ...subject(), identifier: 'hello@example.com' };
    const first = sessions.open(mine);
    use(sessions, use(sessions, first));
    use(sessions, first);
    sessions.open(subject('other'));
    expect(sessions.list()).toEqual([
      {
        number: 18,
        apiKeyId: 'other',
        userId: 'user',
        rotations: 0,
        openedAt: '1970-01-01T00:00:00.000Z',
        expiresAt: '1970-01-31T00:00:00.000Z',
      },
      {
        number: 17,
        apiKeyId: KEY,
        userId: 'user',
        identifier: 'hello@example.com',
        rotations: 2,
        openedAt: '1970-01-01T00:00:00.000Z',
        expiresAt: '1970-01-31T00:00:00.000Z',
        ended: 'reused',
      },
    ]);
    expect(
      sessions.list({ apiKeyId: 'other' }).map(({ number }) => number),
    ).toEqual([18]);
    sessions.clear();
    expect(sessions.list()).toEqual([]);
  });

  it('ends a session, once', () => {
    const sessions = sessionsWith();
    const token = sessions.open(subject());
    expect(sessions.end(16)).toBe(false);
    expect(sessions.end(17)).toBe(true);
    expect(sessions.end(17)).toBe(false);
    expect(use(sessions, token)).toBe('ended');
    expect(sessions.list()[0]?.ended).toBe('ended');
  });

  it('remembers 1000 ended sessions, and lists as many', () => {
    const sessions = sessionsWith('strict', 3000);
    const first = sessions.open(subject());
    sessions.end(17);
    for (let number = 18; number <= 1017; number++) {
      sessions.open(subject());
      sessions.end(number);
    }
    expect(use(sessions, first)).toBe('unknown');
    expect(sessions.list()).toHaveLength(1000);
    for (let index = 0; index < 1500; index++) sessions.open(subject());
    expect(sessions.list()).toHaveLength(1000);
    expect(sessions.list()[0]?.number).toBe(2517);
  });
});

describe('the sessions', () => {
  it('forget the oldest when there are too many', () => {
    const sessions = sessionsWith('strict', 2);
    const [one, two, three] = [1, 2, 3].map(() => sessions.open(subject()));
    expect(sessions.size).toBe(2);
    expect(use(sessions, one ?? '')).toBe('unknown');
    expect(use(sessions, two ?? '')).toMatch(/^18:/);
    expect(use(sessions, three ?? '')).toMatch(/^19:/);
  });

  it('stay bounded however many are opened and ended', () => {
    const sessions = sessionsWith('strict', 3);
    for (let index = 0; index < 1000; index++) {
      const token = sessions.open(subject());
      if (index % 3 === 0) sessions.revoke(token, KEY);
    }
    expect(sessions.size).toBeLessThanOrEqual(3);
    expect(use(sessions, sessions.open(subject()))).toMatch(/^1017:/);
  });

  it('are cleared for one API key id or for all, and no token comes back', () => {
    const sessions = sessionsWith();
    const mine = sessions.open(subject());
    sessions.open(subject('other'));
    sessions.clear('other');
    expect(sessions.size).toBe(1);
    expect(presented(sessions, mine).subject).toEqual(subject());
    sessions.clear();
    expect(sessions.size).toBe(0);
    sessions.open(subject());
    expect(use(sessions, mine)).toBe('unknown');
  });
});
