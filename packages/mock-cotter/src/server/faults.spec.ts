import { describe, expect, it } from 'vitest';
import { description } from '@org/cotter-types/description';
import { CANARY, TOKEN_PATH, answers } from '../testing/documented.fixture.ts';
import { createClocks } from '../determinism/clocks.ts';
import { createEngine } from '../prism/engine.ts';
import { tokenApi } from '../prism/token-api.ts';
import { okWithTokens } from '../handlers/answers.ts';
import type { Handler } from '../api/handler.ts';
import { createFaults } from '../faults/faults.ts';
import { createRedactor } from '../request-log/redact-request.ts';
import { createRequestLog } from '../request-log/request-log.ts';
import { createMockServer } from './server.ts';
import {
  body,
  envelopeOf,
  json,
  keyLines,
} from '../testing/hostile.fixture.ts';
import {
  exchangeRaw,
  request,
  type RawAnswer,
} from '../testing/raw-http.fixture.ts';

/** What a mock with this handler, and little patience, answers to these bytes, and what it logs. */
async function respondTo(
  exchangeToken: Handler,
  bytes: string | Buffer,
): Promise<{ answer: RawAnswer; lines: string[] }> {
  const lines: string[] = [];
  const log = (line: string): void => {
    lines.push(line);
  };
  const engine = createEngine({
    api: tokenApi,
    handlers: { exchangeToken },
    log,
  });
  const app = await createMockServer({
    engine,
    control: () => Promise.resolve(engine),
    access: {
      host: '127.0.0.1',
      controlToken: undefined,
      console: { token: '', cookie: '' },
    },
    clock: createClocks(),
    faults: createFaults(),
    requests: createRequestLog({
      clock: createClocks(),
      maxRequests: 1,
      redactor: createRedactor([]),
    }),
    log,
    requestTimeoutMs: 100,
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const answer = await exchangeRaw(url, bytes);
  await app.close();
  return { answer, lines };
}

const whole = request('POST', TOKEN_PATH, [...keyLines, json], body);

describe('faults', () => {
  it.each([
    ['an error', new Error(CANARY)],
    ['an error that quotes over lines', new TypeError(`a\n${CANARY}\nb`)],
  ])(
    '%s of a handler is 500 and one line without its message',
    async (_name, fault) => {
      const { answer, lines } = await respondTo(() => {
        throw fault;
      }, whole);
      expect(answer.status).toBe(500);
      expect(envelopeOf(answer)).toEqual(
        description.components.responses.InternalError.content[
          'application/json'
        ].examples.internal.value,
      );
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain('The mock failed');
      expect(lines[0]).not.toContain(CANARY);
    },
  );

  it('an answer that breaks the description is 500 and a line', async () => {
    const { answer, lines } = await respondTo(
      () => okWithTokens({ token: CANARY }),
      whole,
    );
    expect(answer.status).toBe(500);
    expect(envelopeOf(answer).type).toBe('internal_error');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('breaks the description');
    expect(lines[0]).not.toContain(CANARY);
  });

  it.each([
    ['headers', whole.subarray(0, 30)],
    ['a body', whole.subarray(0, whole.length - 1)],
  ])('%s that never end are 408', async (_name, bytes) => {
    const { answer, lines } = await respondTo(
      () => okWithTokens(answers.eventToken),
      bytes,
    );
    expect(answer.status).toBe(408);
    expect(envelopeOf(answer)).toEqual({
      msg: 'The request did not end in time.',
      type: 'request_timeout',
    });
    expect(lines).toEqual([]);
  });
});
