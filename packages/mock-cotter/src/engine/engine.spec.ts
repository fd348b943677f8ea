import { beforeAll, describe, expect, it } from 'vitest';
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
import type { Answer } from './answer.ts';
import { createEngine } from './engine.ts';
import { stockValidators } from './prism.ts';
import type { Head } from './head.ts';
import { tokenApi } from './token-api.ts';

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

/** An answer that the description gives as an example, headers included. */
function example(name: keyof typeof answers): Answer {
  const headers = {
    'cache-control': 'no-store',
    'content-type': 'application/json',
  };
  return { status: 200, headers, body: answers[name] };
}

interface Answering {
  /** What the engine answers to a request that was admitted. */
  readonly answer: (given: Head, body: unknown) => Promise<Answer>;
  readonly lines: string[];
}

function engineWith(exchangeToken: Handler): Answering {
  const lines: string[] = [];
  const engine = createEngine({
    api: tokenApi,
    handlers: { exchangeToken },
    log: (line) => lines.push(line),
  });
  return {
    lines,
    answer: (given, body) =>
      engine.answer(
        engine.admit(head),
        given,
        body,
        JSON.stringify(body).length,
      ),
  };
}

// Loaded with the first request that is not plainly good; not in the time of a test.
beforeAll(() => {
  stockValidators();
});

describe('the engine', () => {
  it("gives a handler the description's answers, headers included", async () => {
    const { answer } = engineWith(() => example('eventToken'));
    expect(await answer(head, requests.identityToken)).toEqual({
      status: 200,
      headers: {
        'cache-control': 'no-store',
        'content-type': 'application/json',
      },
      body: answers.eventToken,
    });
  });

  it('answers alike whatever Accept and Prefer say, one request after another', async () => {
    const { answer } = engineWith(() => example('identityToken'));
    for (const extra of [
      { accept: 'text/html', prefer: 'code=500' },
      { accept: 'image/png, */*;q=0' },
      { prefer: 'code=abc, dynamic=true' },
      {},
    ]) {
      const given = { ...head, headers: { ...head.headers, ...extra } };
      expect(await answer(given, requests.identityToken)).toMatchObject({
        status: 200,
        body: answers.identityToken,
      });
    }
  });

  it.each<[string, Handler, string]>([
    [
      'a field of another type',
      () => ({
        ...example('identityToken'),
        body: { ...answers.identityToken, expires_in: CANARY },
      }),
      'expires_in',
    ],
    [
      'no body',
      () => ({ ...example('identityToken'), body: undefined }),
      'POST /api/v0/token',
    ],
    [
      'another media type',
      () => {
        const given = example('identityToken');
        const headers = { ...given.headers, 'content-type': 'text/plain' };
        return { ...given, headers };
      },
      'media type',
    ],
    [
      'no Cache-Control',
      () => ({
        ...example('identityToken'),
        headers: { 'content-type': 'application/json' },
      }),
      'cache-control',
    ],
  ])(
    'turns an answer that breaks the description into a 500 and a line: %s',
    async (_name, handler, says) => {
      const { answer, lines } = engineWith(handler);
      const refusal = await answer(head, requests.identityToken).catch(
        (error: unknown) => error,
      );
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

  it("tells of it by the operation's path, not by the one that was sent", async () => {
    const lines: string[] = [];
    const engine = createEngine({
      api: tokenApi,
      handlers: {
        refreshToken: () => ({ ...example('eventToken'), body: {} }),
      },
      log: (line) => lines.push(line),
    });
    const given = { ...head, path: `${TOKEN_PATH}/${CANARY}` };
    const body = { grant_type: 'refresh_token' };
    await expect(
      engine.answer(
        engine.admit(given),
        given,
        body,
        JSON.stringify(body).length,
      ),
    ).rejects.toThrow(Refusal);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`${TOKEN_PATH}/{api_key_id}`);
    expect(lines[0]).not.toContain(CANARY);
  });

  it('never lets a malformed body reach a handler', async () => {
    const { answer } = engineWith(() => {
      throw new Error('reached');
    });
    expect(await answer(head, { grant_type: 'event_token' })).toMatchObject({
      status: 400,
      body: { msg: 'event_token is required.' },
    });
  });

  it.each([{ api_key_id: '' }, { api_key_id: '', authorization: '' }, {}])(
    'asks for no key where keys are optional: %o',
    (headers) => {
      const engine = createEngine({
        api: tokenApi,
        handlers: {},
        log: () => undefined,
      });
      const { iid } = engine.admit({
        method: 'POST',
        path: '/verify',
        headers,
      });
      expect(iid).toBe('verifyToken');
    },
  );

  it.each([{ api_key_id: '' }, {}])(
    'asks for no key where keys are optional, whatever Authorization says: %o',
    async (keys) => {
      const engine = createEngine({
        api: tokenApi,
        handlers: {},
        log: () => undefined,
      });
      const head = {
        method: 'POST',
        path: '/verify',
        headers: {
          ...keys,
          authorization: 'Bearer x',
          'content-type': 'application/json',
        },
      };
      const operation = engine.admit(head);
      const { status } = await engine.answer(operation, head, {}, 2);
      expect(status).toBe(400);
    },
  );

  it('checks the keys again when it answers', async () => {
    const { answer } = engineWith(() => {
      throw new Error('reached');
    });
    const keyless = {
      ...head,
      headers: { 'content-type': 'application/json' },
    };
    expect(await answer(keyless, requests.identityToken)).toMatchObject({
      status: 401,
    });
  });

  it('leaves the description as it is', async () => {
    const before = structuredClone(description);
    const { answer } = engineWith(() => example('identityToken'));
    await answer(head, requests.identityToken);
    expect(description).toStrictEqual(before);
  });
});
