import { describe, expect, it } from 'vitest';
import { checkedPeers, verifiers } from './verification.ts';

describe('the verifiers that are compared', () => {
  it('take a good token and refuse a wrong signature, each of them', async () => {
    const { peers, tokens } = await checkedPeers();
    expect(Object.keys(peers)).toEqual([
      'ours',
      'oursCached',
      'crypto',
      'jose',
      'aws',
      'jsonwebtoken',
      'fast',
      'fastCached',
    ]);
    expect(new Set(tokens).size).toBe(512);
  });

  it.each([
    ['takes everything', (token: string) => token + SUBJECT],
    [
      'refuses everything',
      () => {
        throw new Error('no');
      },
    ],
    ['yields no claims', () => true],
  ])('are not measured if one %s', async (_, broken) => {
    const failing = checkedPeers((jwk) => ({
      ...verifiers(jwk),
      jose: broken,
    }));
    await expect(failing).rejects.toThrow();
  });
});

const SUBJECT = 'e8a47aff-f520-4b8d-952b-79d36d10fb3e';
