import { describe, expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import {
  CANARY,
  TOKEN_PATH,
  answers,
  keys,
  requests,
} from '../documented.fixture.ts';
import type { Handler } from '../handlers/handler.ts';
import { Refusal } from '../refusal.ts';
import { createEngine, type Engine } from './engine.ts';

const head = {
  method: 'POST',
  path: TOKEN_PATH,
  headers: {
    ...Object.fromEntries(
      Object.entries(keys).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    'content-type': 'application/json',
  },
};

async function engineWith(
  exchangeToken: Handler,
): Promise<{ engine: Engine; lines: string[] }> {
  const lines: string[] = [];
  const engine = await createEngine({
    description,
    handlers: { exchangeToken },
    log: (line) => lines.push(line),
  });
  return { engine, lines };
}

describe('the engine', () => {
  it("gives a handler the description's answers, headers included", async () => {
    const { engine } = await engineWith(({ example }) => example('eventToken'));
    expect(await engine.answer(head, requests.identityToken, 1)).toEqual({
      status: 200,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
      },
      body: answers.eventToken,
    });
  });

  it('answers alike whatever Accept and Prefer say, one request after another', async () => {
    const { engine } = await engineWith(({ example }) =>
      example('identityToken'),
    );
    for (const extra of [
      { accept: 'text/html', prefer: 'code=500' },
      { accept: 'image/png, */*;q=0' },
      { prefer: 'code=abc, dynamic=true' },
      {},
    ]) {
      const answer = await engine.answer(
        { ...head, headers: { ...head.headers, ...extra } },
        requests.identityToken,
        1,
      );
      expect(answer).toMatchObject({
        status: 200,
        body: answers.identityToken,
      });
    }
  });

  it.each<[string, Handler, string]>([
    [
      'a field of another type',
      ({ example }) => ({
        ...example('identityToken'),
        body: { ...answers.identityToken, expires_in: CANARY },
      }),
      'expires_in',
    ],
    [
      'no body',
      ({ example }) => ({ ...example('identityToken'), body: undefined }),
      'POST /api/v0/token',
    ],
    [
      'another media type',
      ({ example }) => {
        const answer = example('identityToken');
        const headers = { ...answer.headers, 'content-type': 'text/plain' };
        return { ...answer, headers };
      },
      'media type',
    ],
    [
      'no Cache-Control',
      ({ example }) => ({
        ...example('identityToken'),
        headers: { 'content-type': 'application/json' },
      }),
      'cache-control',
    ],
  ])(
    'turns an answer that breaks the description into a 500 and a line: %s',
    async (_name, handler, says) => {
      const { engine, lines } = await engineWith(handler);
      const refusal = await engine
        .answer(head, requests.identityToken, 1)
        .catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(Refusal);
      expect(refusal).toMatchObject({
        status: 500,
        body: { type: 'internal_error' },
      });
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(says);
      expect(lines[0]).not.toContain(CANARY);
    },
  );

  it('never lets a malformed body reach a handler', async () => {
    const { engine } = await engineWith(() => {
      throw new Error('reached');
    });
    const answer = await engine.answer(head, { grant_type: 'event_token' }, 1);
    expect(answer).toMatchObject({
      status: 400,
      body: { msg: 'event_token is required.' },
    });
  });

  it('checks the keys again when it answers', async () => {
    const { engine } = await engineWith(() => {
      throw new Error('reached');
    });
    const answer = await engine.answer(
      { ...head, headers: { 'content-type': 'application/json' } },
      requests.identityToken,
      1,
    );
    expect(answer.status).toBe(401);
  });

  it('leaves the description as it is', async () => {
    const before = structuredClone(description);
    const { engine } = await engineWith(({ example }) =>
      example('identityToken'),
    );
    await engine.answer(head, requests.identityToken, 1);
    expect(description).toStrictEqual(before);
  });
});
