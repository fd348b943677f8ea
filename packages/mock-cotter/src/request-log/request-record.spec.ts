// The log without a mock around it: what a record holds, step by step.
import { beforeEach, describe, expect, it } from 'vitest';
import { createClocks } from '../determinism/clocks.ts';
import type { ApiResponse } from '../api/response.ts';
import { createRedactor } from './redact-request.ts';
import { createRequestLog, type RequestTrace } from './request-log.ts';
import type { Decision, RequestRecord } from './request-record.ts';

const ID = 'mock-api-key-id';
const OTHER = 'another-id';
const clock = createClocks(0);

function newLog(maxRequests = 100) {
  return createRequestLog({
    clock,
    maxRequests,
    redactor: createRedactor(
      [ID, OTHER].map((id) => ({ id, secret: `secret-of-${id}` })),
    ),
  });
}

let log: ReturnType<typeof newLog>;

beforeEach(() => {
  log = newLog();
});

const EXCHANGE = { iid: 'exchangeToken', path: '/api/v0/token' };
const SIGN_OUT = { iid: 'signOut', path: '/api/v0/token/{id}' };

function trace(headers: Record<string, string> = { api_key_id: ID }) {
  return log.trace({ method: 'POST', path: '/sent', headers });
}

function answer(status: number, body: unknown, headers = {}): ApiResponse {
  return { status, headers, body };
}

const REFUSED = answer(400, { msg: 'not so', type: 'invalid_request' });

/** What a record says after some steps. */
function after(...steps: ((record: RequestTrace) => void)[]): RequestRecord {
  const record = trace();
  for (const step of steps) step(record);
  const latest = log.list().at(-1);
  if (latest === undefined) throw new Error('Nothing was recorded.');
  return latest;
}

const begin = (check: Decision['check']) => (record: RequestTrace) => {
  record.begin(check);
};
const found =
  (operation: { readonly iid?: string; readonly path: string }) =>
  (record: RequestTrace) => {
    record.operation(operation);
  };
const read = (body: unknown) => (record: RequestTrace) => {
  record.body(body);
};
const answered = (given: ApiResponse) => (record: RequestTrace) => {
  record.respond(given);
};
const passed = (check: string) => ({ check, passed: true });

describe('a record', () => {
  it('begins with what every request has', () => {
    expect(after()).toStrictEqual({
      id: 1,
      receivedAt: '1970-01-01T00:00:00.000Z',
      method: 'POST',
      headers: { api_key_id: ID },
      apiKeyId: ID,
      decisions: [],
    });
    expect(after().id).toBe(2);
    trace({});
    expect(log.list()[2]).not.toHaveProperty('apiKeyId');
  });

  it('gets the time of the API key id that asks', () => {
    clock.of(ID).advance(1000);
    trace();
    trace({});
    clock.reset();
    expect(log.list().map(({ receivedAt }) => receivedAt)).toEqual([
      '1970-01-01T00:00:01.000Z',
      '1970-01-01T00:00:00.000Z',
    ]);
  });

  it('holds the operation, the body and the answer, redacted', () => {
    expect(
      after(
        found(EXCHANGE),
        read({ grant_type: 'x', refresh_token: 'canary' }),
        answered(
          answer(
            200,
            { token_type: 'Bearer', access_token: 'canary' },
            { 'set-cookie': 'canary', 'cache-control': 'no-store' },
          ),
        ),
      ),
    ).toMatchObject({
      operation: 'exchangeToken',
      path: '/api/v0/token',
      body: { grant_type: 'x', refresh_token: '[redacted]' },
      answer: {
        status: 200,
        headers: { 'set-cookie': '[redacted]', 'cache-control': 'no-store' },
        body: { token_type: 'Bearer', access_token: '[redacted]' },
      },
    });
    const unnamed = after(found({ path: '/unnamed' }), read(null));
    expect(unnamed).not.toHaveProperty('operation');
    expect(unnamed).toMatchObject({ path: '/unnamed', body: null });
  });

  it('says which checks passed, and why one failed', () => {
    const why = { passed: false, why: 'not so' };
    const atKeys = [begin('operation'), found(EXCHANGE), begin('keys')];
    expect(after(begin('operation'), answered(REFUSED)).decisions).toEqual([
      { check: 'operation', ...why },
    ]);
    expect(after(...atKeys, answered(REFUSED)).decisions).toEqual([
      passed('operation'),
      { check: 'keys', ...why },
    ]);
    // A check of several steps is one decision.
    expect(
      after(...atKeys, begin('body'), begin('body'), answered(REFUSED))
        .decisions,
    ).toEqual([passed('operation'), passed('keys'), { check: 'body', ...why }]);
    expect(after(...atKeys, begin('request')).decisions).toEqual([
      passed('operation'),
      passed('keys'),
    ]);
  });

  it('says what strict mode would refuse, and gives no other reason for what passed', () => {
    const last = (status: number, headers = {}): object | undefined =>
      after(
        begin('request'),
        answered(answer(status, { msg: 'a message' }, headers)),
      ).decisions.at(-1);
    expect(last(200)).toStrictEqual(passed('request'));
    expect(last(399)).toStrictEqual(passed('request'));
    expect(last(200, { 'cotter-mock-warning': 'a warning' })).toEqual({
      ...passed('request'),
      why: 'a warning',
    });
    expect(last(400, { 'cotter-mock-warning': 'a warning' })).toEqual({
      check: 'request',
      passed: false,
      why: 'a message',
    });
  });

  it('contains the response of a fault, and blames the request for nothing', () => {
    const record = after(
      begin('operation'),
      begin('keys'),
      begin('request'),
      (open) => {
        open.fault({ kind: 'status', status: 503 });
      },
      answered(answer(503, { msg: 'down', type: 'unavailable' })),
    );
    expect(record).toMatchObject({
      fault: { kind: 'status', status: 503 },
      answer: { status: 503 },
      decisions: [passed('operation'), passed('keys')],
    });
    expect(record.decisions).toHaveLength(2);
  });
});

describe('a client that hangs up before the response', () => {
  it('leaves a record of both', () => {
    const record = trace();
    record.begin('operation');
    record.operation(EXCHANGE);
    expect(record.end(1.23)).toMatchObject({
      path: EXCHANGE.path,
      operation: EXCHANGE.iid,
      apiKeyId: ID,
    });
    record.respond(REFUSED);
    expect(log.list()).toMatchObject([
      {
        operation: EXCHANGE.iid,
        durationMs: 1.2,
        answer: { status: 400 },
        decisions: [{ check: 'operation', passed: false, why: 'not so' }],
      },
    ]);
  });
});

describe('the log', () => {
  it('forgets the oldest, and does not show more than it may while it does', () => {
    log = newLog(2);
    for (let id = 1; id <= 5; id += 1) {
      trace({ api_key_id: id === 5 ? OTHER : ID });
      expect(log.list().map((record) => record.id)).toEqual(
        id === 1 ? [1] : [id - 1, id],
      );
    }
    // What is forgotten does not come back in the place of what is cleared.
    log.clear(OTHER);
    expect(log.list().map(({ id }) => id)).toEqual([4]);
  });

  it('lists and forgets by API key id and operation', () => {
    trace().operation(EXCHANGE);
    trace().operation(SIGN_OUT);
    trace({ api_key_id: OTHER }).operation(EXCHANGE);
    trace({});
    const ids = (filter?: Parameters<typeof log.list>[0]): number[] =>
      log.list(filter).map(({ id }) => id);
    expect(ids()).toEqual([1, 2, 3, 4]);
    expect(ids({ apiKeyId: ID })).toEqual([1, 2]);
    expect(ids({ operation: 'exchangeToken' })).toEqual([1, 3]);
    expect(ids({ apiKeyId: ID, operation: 'exchangeToken' })).toEqual([1]);
    expect(ids({ operation: 'unknown' })).toEqual([]);
    log.clear(ID);
    expect(ids()).toEqual([3, 4]);
    log.clear();
    expect(ids()).toEqual([]);
  });
});
