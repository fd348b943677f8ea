import { EventTokenSchema, IdentityTokenSchema } from '@org/cotter-types';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CotterInputError } from '../errors/client-errors.ts';
import { readInput } from './read-input.ts';
import { eventToken, identityToken } from '../testing/tokens.fixture.ts';

function refusal(schema: z.ZodType, value: unknown): CotterInputError {
  try {
    readInput('token', schema, value);
  } catch (thrown) {
    if (thrown instanceof CotterInputError) return thrown;
  }
  throw new Error('The value was not refused');
}

describe('readInput', () => {
  afterEach(() => {
    z.config({ customError: undefined });
  });

  it('takes the examples of the description', () => {
    expect(readInput('token', IdentityTokenSchema, identityToken)).toEqual(
      identityToken,
    );
    expect(readInput('token', EventTokenSchema, eventToken)).toEqual(
      eventToken,
    );
  });

  it.each([
    ['identity token', IdentityTokenSchema, identityToken],
    ['event token', EventTokenSchema, eventToken],
  ])('names each field of an %s that is wrong', (_, schema, token) => {
    for (const field of Object.keys(token)) {
      const { [field]: _dropped, ...without } = token as Record<
        string,
        unknown
      >;
      expect(refusal(schema, without).problems).toEqual([
        { path: field, problem: 'is required' },
      ]);
      for (const value of [['CANARY'], { CANARY: 1 }, Symbol('CANARY')]) {
        const error = refusal(schema, { ...token, [field]: value });
        expect(error.problems[0]?.path).toBe(field);
        expect(error.message).not.toContain('CANARY');
      }
    }
  });

  it('says in plain words what is asked for', () => {
    const problem = (change: object) =>
      refusal(IdentityTokenSchema, { ...identityToken, ...change }).problems;
    expect(problem({ identifier_type: 'CANARY' })).toEqual([
      { path: 'identifier_type', problem: 'must be one of: EMAIL, PHONE' },
    ]);
    expect(problem({ receiver: 5 })).toEqual([
      { path: 'receiver', problem: 'must be a string' },
    ]);
    expect(problem({ receiver: '' })).toEqual([
      { path: 'receiver', problem: 'must have 1 to 128 characters' },
    ]);
    expect(problem({ expire_at: 'CANARY' })).toEqual([
      { path: 'expire_at', problem: 'must match /^(0|[1-9][0-9]*)$/' },
    ]);
    expect(problem({ expire_at: '1'.repeat(12) })).toEqual([
      { path: 'expire_at', problem: 'must be at most 11 characters long' },
    ]);
    expect(problem({ extra: 'CANARY', 'CANARY+/=': 1 })).toEqual([
      {
        path: '',
        problem: 'has fields that are not described: extra, (unnamed)',
      },
    ]);
    expect(
      refusal(EventTokenSchema, { ...eventToken, ID: -1 }).problems,
    ).toEqual([{ path: 'ID', problem: 'must be at least 0' }]);
    expect(
      refusal(EventTokenSchema, { ...eventToken, ID: 1.5 }).problems,
    ).toEqual([{ path: 'ID', problem: 'must be an integer' }]);
  });

  it.each([undefined, null, 'CANARY', 5, [], () => 'CANARY'])(
    'refuses %s as a whole',
    (value) => {
      const error = refusal(IdentityTokenSchema, value);
      expect(error.problems).toHaveLength(1);
      expect(error.problems[0]?.path).toBe('');
      expect(error.message).not.toContain('CANARY');
    },
  );

  it('lists the first problems in its message and all in its field', () => {
    const error = refusal(EventTokenSchema, {});
    expect(error.problems).toHaveLength(14);
    expect(error.message).toBe(
      'The token was not sent, because it is not valid: CreatedAt is required; DeletedAt is required; ' +
        'ID is required; UpdatedAt is required; approved is required; and 9 more.',
    );
  });

  it("does not use zod's messages, which an application can make repeat values", () => {
    z.config({ customError: (issue) => `bad: ${String(issue.input)}` });
    for (const field of Object.keys(identityToken)) {
      const value = { ...identityToken, [field]: ['CANARY'] };
      expect(refusal(IdentityTokenSchema, value).message).not.toContain(
        'CANARY',
      );
    }
  });

  it('reports a field that throws, without what it throws', () => {
    const hostile = {
      ...identityToken,
      get receiver(): string {
        throw new Error('CANARY');
      },
    };
    expect(refusal(IdentityTokenSchema, hostile).message).toBe(
      'The token was not sent, because it is not valid: it cannot be read.',
    );
  });

  it('returns a copy, so that what was checked is what is sent', () => {
    let reads = 0;
    const changing = {
      ...identityToken,
      get receiver(): string {
        reads += 1;
        return reads === 1 ? 'first' : 'CANARY';
      },
    };
    Object.defineProperty(changing, 'toJSON', { value: () => 'CANARY' });
    const copy = readInput('token', IdentityTokenSchema, changing);
    expect(JSON.parse(JSON.stringify(copy))).toEqual({
      ...identityToken,
      receiver: 'first',
    });
  });
});
