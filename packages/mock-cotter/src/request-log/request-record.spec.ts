// The log without a mock around it: what a record holds, step by step.
import { beforeEach, describe, expect, it } from 'vitest';
import { createClocks } from '../determinism/clocks.ts';
import type { Answer } from '../api/response.ts';
import { createRedactor } from './redact-request.ts';
import { createRequestLog, type OpenRecord } from './request-log.ts';
import type { Admitted, RequestRecord } from './request-record.ts';

const ID = 'mock-api-key-id';
const OTHER = 'another-id';
const clock = createClocks(0);

function newLog(maxRequests = 100) {
  return createRequestLog({
    clock,
    maxRequests,
    redactor: createRedactor([ID, OTHER]),
  });
}

let log: ReturnType<typeof newLog>;

beforeEach(() => {
  log = newLog();
});

const READING: Admitted = {
  iid: 'exchangeToken',
  path: '/api/v0/token',
  request: { body: { id: 'body', contents: [] } },
};
const BODILESS: Admitted = { iid: 'signOut', path: '/api/v0/token/{id}' };

function begin(headers: Record<string, string> = { api_key_id: ID }) {
  return log.begin({ method: 'POST', path: '/sent', headers });
}

function answer(status: number, body: unknown, headers = {}): Answer {
  return { status, headers, body };
}

const REFUSED = answer(400, { msg: 'not so', type: 'invalid_request' });

/** What a record says after some steps. */
function after(...steps: ((record: OpenRecord) => void)[]): RequestRecord {
  const record = begin();
  for (const step of steps) step(record);
  const latest = log.list().at(-1);
  if (latest === undefined) throw new Error('Nothing was recorded.');
  return latest;
}

const admitted = (operation: Admitted) => (record: OpenRecord) => {
  record.admitted(operation);
};
const read = (body: unknown) => (record: OpenRecord) => {
  record.read(body);
};
const answered = (given: Answer) => (record: OpenRecord) => {
  record.answered(given);
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
    begin({});
    expect(log.list()[2]).not.toHaveProperty('apiKeyId');
  });

  it('gets the time of the API key id that asks', () => {
    clock.of(ID).advance(1000);
    begin();
    begin({});
    clock.reset();
    expect(log.list().map(({ receivedAt }) => receivedAt)).toEqual([
      '1970-01-01T00:00:01.000Z',
      '1970-01-01T00:00:00.000Z',
    ]);
  });

  it('holds the operation, the body and the answer, redacted', () => {
    expect(
      after(
        admitted(READING),
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
    const unnamed = after(admitted({ path: '/unnamed' }), read(null));
    expect(unnamed).not.toHaveProperty('operation');
    expect(unnamed).toMatchObject({ path: '/unnamed', body: null });
  });

  it('tells which check was the last, and why it failed', () => {
    const why = { passed: false, why: 'not so' };
    const before = [passed('operation'), passed('keys')];
    const unauthorized = answer(401, { msg: 'not so', type: 'unauthorized' });
    expect(after(answered(REFUSED)).decisions).toEqual([
      { check: 'operation', ...why },
    ]);
    expect(after(answered(unauthorized)).decisions).toEqual([
      { check: 'keys', ...why },
    ]);
    expect(after(admitted(READING), answered(unauthorized)).decisions).toEqual([
      ...before,
      { check: 'body', ...why },
    ]);
    expect(after(admitted(BODILESS), answered(REFUSED)).decisions).toEqual([
      ...before,
      { check: 'request', ...why },
    ]);
    expect(
      after(admitted(READING), read({}), answered(REFUSED)).decisions,
    ).toEqual([...before, passed('body'), { check: 'request', ...why }]);
    expect(after(admitted(READING)).decisions).toEqual(before);
  });

  it('tells what strict mode would refuse, and gives no other reason for what passed', () => {
    const last = (status: number, headers = {}): object | undefined =>
      after(
        admitted(BODILESS),
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

  it('of a fault holds what it answered, and blames the request for nothing', () => {
    const record = after(
      admitted(BODILESS),
      (open) => {
        open.met({ kind: 'status', status: 503 });
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

describe('the log', () => {
  it('forgets the oldest, and does not show more than it may while it does', () => {
    log = newLog(2);
    for (let id = 1; id <= 5; id += 1) {
      begin({ api_key_id: id === 5 ? OTHER : ID });
      expect(log.list().map((record) => record.id)).toEqual(
        id === 1 ? [1] : [id - 1, id],
      );
    }
    // What is forgotten does not come back in the place of what is cleared.
    log.clear(OTHER);
    expect(log.list().map(({ id }) => id)).toEqual([4]);
  });

  it('lists and forgets by API key id and operation', () => {
    begin().admitted(READING);
    begin().admitted(BODILESS);
    begin({ api_key_id: OTHER }).admitted(READING);
    begin({});
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
