import { beforeAll, describe, expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import {
  CANARY,
  TOKEN_PATH,
  answers,
  keys,
  requests,
} from '../testing/documented.fixture.ts';
import type { Handler } from '../api/handler.ts';
import { ApiError } from '../api/api-error.ts';
import { errorResponse, type ApiResponse } from '../api/response.ts';
import { createEngine, type Engine } from './engine.ts';
import { stockValidators, type Operation } from './prism.ts';
import type { RequestHead } from '../api/request-head.ts';
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
function example(name: keyof typeof answers): ApiResponse {
  const headers = {
    'cache-control': 'no-store',
    'content-type': 'application/json',
  };
  return { status: 200, headers, body: answers[name] };
}

/** The operation of a request, after a look at its keys. */
function admit(engine: Engine, given: RequestHead): Operation {
  const route = engine.route(given);
  if ('allowed' in route) throw new Error('There is no such operation.');
  engine.checkKeys(route.operation, given);
  return route.operation;
}

/** What the engine answers to a request that was admitted. */
async function respond(
  engine: Engine,
  operation: Operation,
  given: RequestHead,
  body: unknown,
  bytes = 9,
): Promise<ApiResponse> {
  const problem = await engine.checkFields(operation, given, body, bytes);
  return problem === undefined
    ? engine.answer(operation, given, body)
    : errorResponse(problem);
}

interface Answering {
  /** What the engine answers to a request that was admitted. */
  readonly answer: (given: RequestHead, body: unknown) => Promise<ApiResponse>;
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
      respond(
        engine,
        admit(engine, head),
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
      'breaks the description: body: Response body must be object',
    ],
    [
      'another media type',
      () => {
        const given = example('identityToken');
        const headers = { ...given.headers, 'content-type': 'text/plain' };
        return { ...given, headers };
      },
      'breaks the description: answer: ',
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
      expect(refusal).toBeInstanceOf(ApiError);
      expect(refusal).toMatchObject({
        status: 500,
        body: { type: 'internal_error' },
      });
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain(says);
      expect(lines[0]).not.toContain(CANARY);
    },
  );

  it('hands a handler the path, the headers and the body', async () => {
    const calls: Parameters<Handler>[0][] = [];
    const { answer } = engineWith((call) => {
      calls.push(call);
      return example('identityToken');
    });
    await answer(head, requests.identityToken);
    const { path, headers } = head;
    expect(calls).toEqual([{ path, headers, body: requests.identityToken }]);
  });

  it('names every place where an answer breaks the description', async () => {
    const { answer, lines } = engineWith(() => {
      const given = example('identityToken');
      const body = { ...(given.body as object), expires_in: 'x', id_token: 5 };
      return { ...given, body };
    });
    await expect(answer(head, requests.identityToken)).rejects.toThrow(
      ApiError,
    );
    expect(lines).toEqual([
      'The answer to POST /api/v0/token breaks the description: ' +
        'body.expires_in: Response body property expires_in must be integer; ' +
        'body.id_token: Response body property id_token must be string',
    ]);
  });

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
      respond(
        engine,
        admit(engine, given),
        given,
        body,
        JSON.stringify(body).length,
      ),
    ).rejects.toThrow(ApiError);
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
      const { iid } = admit(engine, {
        method: 'POST',
        path: '/verify',
        headers,
      });
      expect(iid).toBe('verifyToken');
    },
  );

  it.each([{ api_key_id: '' }, {}])(
    'needs no key where keys are optional, with any Authorization: %o',
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
      const operation = admit(engine, head);
      const { status } = await respond(engine, operation, head, {}, 2);
      expect(status).toBe(400);
    },
  );

  it('answers alike what Prism is asked about: a media type spelt otherwise', async () => {
    const { answer, lines } = engineWith(() => example('identityToken'));
    const headers = {
      ...head.headers,
      'content-type': 'application/json; charset=utf-8',
      accept: 'text/html',
      prefer: 'code=500, dynamic=true',
    };
    expect(
      await answer({ ...head, headers }, requests.identityToken),
    ).toStrictEqual(example('identityToken'));
    expect(lines).toEqual([]);
  });

  it('refuses another media type of a body that came without its length', async () => {
    const { answer } = engineWith(() => {
      throw new Error('reached');
    });
    const headers = { ...head.headers, 'content-type': 'text/plain' };
    expect(
      await answer({ ...head, headers }, requests.identityToken),
    ).toMatchObject({
      status: 400,
      body: { msg: 'The body does not match the description.' },
    });
  });

  it('tells what is wrong beside the body', async () => {
    const engine = createEngine({
      api: tokenApi,
      handlers: {},
      log: () => undefined,
    });
    const operation = admit(engine, head);
    const parameter = {
      id: 'count',
      name: 'X-Count',
      style: 'simple',
      required: true,
      schema: { type: 'integer' },
    };
    const counting = {
      ...operation,
      iid: 'counting',
      request: { ...operation.request, headers: [parameter] },
    } as unknown as Operation;
    const headers = { ...head.headers, 'x-count': 'many' };
    const body = requests.identityToken;
    const given = { ...head, headers };
    expect(await respond(engine, counting, given, body, 9)).toMatchObject({
      status: 400,
      body: {
        msg: expect.stringMatching(/^header\.x-count .+\.$/) as unknown,
        type: 'invalid_request',
      },
    });
    // What is wrong with the body comes first.
    expect(
      await respond(engine, counting, given, { grant_type: 'event_token' }, 9),
    ).toMatchObject({ status: 400, body: { msg: 'event_token is required.' } });
  });

  it('leaves a scheme that is no key in a header to Prism', () => {
    const [operation] = tokenApi.operations;
    const security = [[{ key: 'A', type: 'http', scheme: 'basic' }]];
    const basic = { ...operation, security } as unknown as Operation;
    const engine = createEngine({
      api: { ...tokenApi, operations: [basic] },
      handlers: {},
      log: () => undefined,
    });
    const { method, path } = basic;
    const headers = { authorization: 'Basic YTpi' };
    expect(admit(engine, { method, path, headers })).toBe(basic);
  });

  it.each([
    [{}, 'missingApiKeyId'],
    [{ api_key_id: '', api_secret_key: 'x' }, 'missingApiKeyId'],
    [{ api_key_id: 'x' }, 'missingApiSecretKey'],
    [{ api_key_id: 'x', api_secret_key: '' }, 'missingApiSecretKey'],
  ] as const)('admits nobody with %o', (headers, documented) => {
    const engine = createEngine({
      api: tokenApi,
      handlers: {},
      log: () => undefined,
    });
    const { examples } =
      description.components.responses.Unauthorized.content['application/json'];
    const path = `${TOKEN_PATH}/custom`;
    const admitted = (): unknown => admit(engine, { ...head, path, headers });
    expect(admitted).toThrow(new ApiError(401, examples[documented].value));
  });

  it('looks for keys in headers only, and names the first that is missing', () => {
    const [operation] = tokenApi.operations;
    const security = [
      [{ key: 'A', type: 'http', scheme: 'basic' }],
      [{ key: 'B', type: 'apiKey', name: 'Other', in: 'header' }],
    ];
    const either = { ...operation, security } as unknown as Operation;
    const engine = createEngine({
      api: { ...tokenApi, operations: [either] },
      handlers: {},
      log: () => undefined,
    });
    const { method, path } = either;
    for (const headers of [{}, { other: '' }])
      expect(() => {
        engine.checkKeys(either, { method, path, headers });
      }).toThrow('The header Other is missing or empty.');
    engine.checkKeys(either, { method, path, headers: { other: 'x' } });
  });

  it('answers what a handler refuses, and fails where it fails', async () => {
    const body = { msg: 'Not so.', type: 'invalid_request' };
    const refusing = engineWith(() => {
      throw new ApiError(400, body, { 'x-why': 'because' });
    });
    expect(await refusing.answer(head, requests.identityToken)).toEqual({
      status: 400,
      headers: { 'content-type': 'application/json', 'x-why': 'because' },
      body,
    });
    const error = new TypeError('expected');
    const failing = engineWith(() => {
      throw error;
    });
    await expect(failing.answer(head, requests.identityToken)).rejects.toBe(
      error,
    );
  });

  it('lets an answer have more headers than are described', async () => {
    const { answer, lines } = engineWith(() => {
      const given = example('identityToken');
      return { ...given, headers: { ...given.headers, 'X-More': 'x' } };
    });
    expect(await answer(head, requests.identityToken)).toMatchObject({
      status: 200,
      headers: { 'X-More': 'x' },
    });
    expect(lines).toEqual([]);
  });

  it('ignores what a body that nobody reads calls itself', async () => {
    const path = `${TOKEN_PATH}/jwks`;
    const { jwks } =
      description.paths['/api/v0/token/jwks'].get.responses['200'].content[
        'application/json'
      ].examples;
    const good = {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: jwks.value,
    };
    const engine = createEngine({
      api: tokenApi,
      handlers: { getJwks: () => good },
      log: () => undefined,
    });
    const given = {
      method: 'GET',
      path,
      headers: { 'content-type': '!', 'content-length': '5' },
    };
    const operation = admit(engine, given);
    expect(await respond(engine, operation, given, undefined, 0)).toEqual(good);
    for (const iid of ['other', 'toString', undefined]) {
      const strange = { ...operation, iid } as Operation;
      await expect(
        respond(engine, strange, given, undefined, 0),
      ).rejects.toThrow(`The operation ${iid ?? ''} has no handler.`);
    }
  });

  it('leaves the description as it is', async () => {
    const before = structuredClone(description);
    const { answer } = engineWith(() => example('identityToken'));
    await answer(head, requests.identityToken);
    expect(description).toStrictEqual(before);
  });
});
