// The steps of a run, each alone: what was known and what input give what is known then and what is done next.
import type { RefreshedTokens } from '@org/cotter-types';
import { describe, expect, it } from 'vitest';
import { startIssuer } from './issuer.fixture.ts';
import { advanceLate, overdue } from './late.ts';
import { advance } from './machine.ts';
import {
  decide,
  IDLE,
  initialState,
  type Run,
  type SessionState,
  type Step,
  type Unsaved,
} from './state.ts';
import type { SessionRecord } from '../stores/token-store.ts';
import type { SessionTokens } from '../stores/tokens.ts';
import type { SessionInput } from './steps.ts';

const END = 3_600_000;
const issuer = startIssuer();
const old: SessionTokens = { ...issuer.issue(), expiresAt: END };
const fresh: SessionTokens = { ...issuer.issue(), expiresAt: 2 * END };
const record: SessionRecord = { tokens: old };
const stored = { version: '1', record };
const unsaved: Unsaved = {
  tokens: fresh,
  replaces: old.access_token,
  usable: false,
};
const cause = { clientCode: 'timeout', status: 503 };

const steps = {
  idle: { name: 'idle' },
  reading: { name: 'reading' },
  locking: { name: 'locking' },
  loading: { name: 'loading' },
  saving: { name: 'saving' },
  savingInVain: { name: 'saving', fault: { code: 'refresh_replaced' } },
  marking: { name: 'marking', record },
  sending: { name: 'sending', version: '2', record },
  unmarking: {
    name: 'unmarking',
    record,
    fault: { code: 'refresh_not_sent', ...cause },
  },
  rechecking: {
    name: 'rechecking',
    refused: old.refresh_token,
    fault: cause,
  },
  clearing: { name: 'clearing', refused: old.refresh_token, fault: cause },
} as const satisfies Record<string, Step>;

function stateAt(
  step: keyof typeof steps,
  more: Partial<SessionState> = {},
  run: Partial<Run> = {},
): SessionState {
  return {
    ...initialState(300_000, undefined),
    stored,
    ...more,
    run: { ...IDLE, id: 'this-run', locked: true, ...run, step: steps[step] },
  };
}

/** What follows, in short: the next step, what is done, and what is received. */
function after(state: SessionState, input: SessionInput, now = END) {
  const { state: next, effect, events } = advance(state, input, now);
  return { step: next.run.step, effect, events, next };
}

const again = { type: 'done', result: { type: 'again' } };

describe('a run that starts', () => {
  const start = (state: SessionState, retryUnknown = false) =>
    after(state, { type: 'started', id: 'new', retryUnknown });

  it('asks for the lock at once if there are tokens', () => {
    const { step, effect, next } = start(stateAt('idle'));
    expect(step).toEqual({ name: 'locking' });
    expect(effect).toEqual({ type: 'lock' });
    expect(next.run).toMatchObject({
      id: 'new',
      retryUnknown: false,
      locked: false,
      epoch: 0,
      fresh: false,
    });
  });

  it('reads first if there are none, or if an attempt is to be repeated', () => {
    const empty = stateAt('idle', { stored: undefined });
    for (const found of [start(empty), start(stateAt('idle'), true)]) {
      expect(found.step).toEqual({ name: 'reading' });
      expect(found.effect).toEqual({ type: 'load' });
    }
  });

  it('reads under the lock', () => {
    const state = stateAt('locking', {}, { locked: false });
    const { step, effect, next } = after(state, { type: 'locked' });
    expect(step).toEqual({ name: 'loading' });
    expect(effect).toEqual({ type: 'load' });
    expect(next.run.locked).toBe(true);
  });

  it('ends without a result if the user signs in or out meanwhile', () => {
    const state = stateAt('loading', { epoch: 1 });
    const { step, effect, events } = after(state, {
      type: 'store_read',
      stored,
    });
    expect(step).toEqual({ name: 'idle' });
    expect(effect).toEqual(again);
    expect(events).toEqual([]);
  });
});

describe('what the store held', () => {
  const load = (state: SessionState, given = stored, now = END) =>
    after(state, { type: 'store_read', stored: given }, now);

  it('is enough while it is not due', () => {
    const { effect, events } = load(stateAt('loading'), stored, 0);
    expect(effect).toEqual({
      type: 'done',
      result: { type: 'tokens', tokens: old },
    });
    expect(events).toEqual([]);
  });

  it('if due, is read once more under the lock', () => {
    const state = stateAt('reading', {}, { locked: false });
    const { step, effect } = load(state);
    expect(step).toEqual({ name: 'locking' });
    expect(effect).toEqual({ type: 'lock' });
  });

  it('if due under the lock, is marked before the refresh token is sent', () => {
    const { step, effect } = load(stateAt('loading'));
    expect(step).toEqual(steps.marking);
    expect(effect).toEqual({
      type: 'swap',
      version: '1',
      record: { tokens: old, attempt: { id: 'this-run' } },
    });
  });

  it('with the attempt of another, is not sent, and that is received', () => {
    const marked = { ...stored, record: { ...record, attempt: { id: 'x' } } };
    const { effect, events } = load(stateAt('loading'), marked);
    expect(effect).toEqual({
      type: 'done',
      result: { type: 'fault', fault: { code: 'refresh_unknown' } },
    });
    expect(events).toEqual([{ type: 'refresh.unknown' }]);
  });

  it('after a rejection, if it is nothing, leaves nobody signed in', () => {
    const empty = { version: '2', record: null } as never;
    const { effect } = load(stateAt('rechecking'), empty);
    expect(effect).toMatchObject({
      result: { type: 'fault', fault: { code: 'signed_out' } },
    });
  });

  it('after a rejection, if it is what was rejected, is cleared', () => {
    const { step, effect } = load(stateAt('rechecking'));
    expect(step).toEqual(steps.clearing);
    expect(effect).toEqual({ type: 'swap', version: '1', record: null });
  });

  it('is replaced by tokens that are not saved yet', () => {
    const { step, effect, next } = load(stateAt('loading', { unsaved }));
    expect(step).toEqual({ name: 'saving' });
    expect(effect).toEqual({
      type: 'swap',
      version: '1',
      record: { tokens: fresh },
    });
    expect(next.unsaved).toBe(unsaved);
  });

  it('is what was to be saved, where a save only seemed to fail', () => {
    const saved = { version: '2', record: { tokens: fresh } };
    const ofThisRun = stateAt('loading', { unsaved }, { fresh: true });
    const { effect, events, next } = load(ofThisRun, saved);
    expect(effect).toEqual({
      type: 'done',
      result: { type: 'tokens', tokens: fresh },
    });
    expect(events).toEqual([
      { type: 'refresh.rotated', expiresAt: fresh.expiresAt },
    ]);
    expect(next.unsaved).toBeUndefined();
    // Those that arrived in an earlier run have been received of.
    const earlier = stateAt('loading', { unsaved });
    expect(load(earlier, saved).events).toEqual([]);
  });

  it('is that of somebody else, who was faster: their tokens are adopted', () => {
    const theirs = { ...fresh, access_token: 'theirs', refresh_token: 't' };
    const given = { version: '2', record: { tokens: theirs } };
    const state = stateAt('loading', { unsaved }, { fresh: true });
    const { effect, events } = load(state, given);
    expect(effect).toMatchObject({ result: { tokens: theirs } });
    expect(events).toEqual([
      { type: 'refresh.adopted', expiresAt: theirs.expiresAt },
    ]);
  });

  it('has the same access token, but another refresh token: it is adopted in silence', () => {
    const theirs = { ...fresh, refresh_token: 'of-another-run' };
    const given = { version: '2', record: { tokens: theirs } };
    const state = stateAt('loading', { unsaved }, { fresh: true });
    const { effect, events } = load(state, given);
    expect(effect).toMatchObject({ result: { tokens: theirs } });
    expect(events).toEqual([]);
  });
});

describe('a swap that was refused', () => {
  const refused = (step: keyof typeof steps) =>
    after(stateAt(step), {
      type: 'store_written',
      record: null,
      result: undefined,
    });

  it.each(['marking', 'saving'] as const)(
    'while %s has the store read again',
    (name) => {
      const { step, effect, events } = refused(name);
      expect(step).toEqual({ name: 'loading' });
      expect(effect).toEqual({ type: 'load' });
      expect(events).toEqual([]);
    },
  );

  it('while clearing has it looked whether somebody has newer tokens', () => {
    const { step, effect } = refused('clearing');
    expect(step).toEqual(steps.rechecking);
    expect(effect).toEqual({ type: 'load' });
  });

  it('while unmarking leaves what is known', () => {
    const { effect, next } = refused('unmarking');
    expect(next.stored).toBe(stored);
    expect(effect).toEqual({
      type: 'done',
      result: { type: 'fault', fault: steps.unmarking.fault },
    });
  });
});

describe('a swap that was made', () => {
  const written = (state: SessionState, next: SessionRecord | null) =>
    after(state, {
      type: 'store_written',
      record: next,
      result: { version: '2' },
    });

  it('while marking lets the refresh token be sent', () => {
    const { step, effect, events, next } = written(stateAt('marking'), record);
    expect(step).toEqual(steps.sending);
    expect(effect).toEqual({ type: 'send', refreshToken: old.refresh_token });
    expect(events).toEqual([{ type: 'refresh.start' }]);
    expect(next.stored).toEqual({ version: '2', record });
  });

  it('while unmarking is what is known then', () => {
    const { next, events } = written(stateAt('unmarking'), { tokens: fresh });
    expect(next.stored).toEqual({ version: '2', record: { tokens: fresh } });
    expect(events).toEqual([]);
  });

  it('while saving ends the run with the tokens, or with its fault', () => {
    const state = stateAt('saving', { unsaved }, { fresh: true });
    const saved = written(state, { tokens: fresh });
    expect(saved.next.unsaved).toBeUndefined();
    expect(saved.effect).toMatchObject({ result: { tokens: fresh } });
    const vain = written(stateAt('savingInVain', { unsaved }), record);
    expect(vain.effect).toEqual({
      type: 'done',
      result: { type: 'fault', fault: steps.savingInVain.fault },
    });
  });

  it('while clearing ends the session', () => {
    const { effect, events, next } = written(stateAt('clearing'), null);
    expect(effect).toMatchObject({
      result: { fault: { code: 'signed_out', reason: 'rejected' } },
    });
    expect(events).toEqual([{ type: 'refresh.rejected', ...cause }]);
    expect(next.stored).toEqual({ version: '2', record: null });
  });

  it('at no such step is nothing to go on from', () => {
    const { effect, events } = written(stateAt('idle'), record);
    expect(effect).toEqual(again);
    expect(events).toEqual([]);
  });
});

describe('what came of a refresh', () => {
  const { refresh_token: _, ...half } = fresh;

  it('is stored before it is handed on', () => {
    const answer: RefreshedTokens = { ...fresh };
    const state = stateAt('sending', { invalid: old.access_token });
    const { step, effect, next } = after(state, { type: 'refreshed', answer });
    expect(step).toEqual({ name: 'saving' });
    expect(effect).toMatchObject({ type: 'swap', version: '2' });
    expect(next.run.fresh).toBe(true);
    expect(next.invalid).toBeUndefined();
    expect(next.unsaved).toMatchObject({
      replaces: old.access_token,
      usable: false,
    });
  });

  it.each([null, undefined, { ...half, access_token: '' }])(
    'if it is %j, is not known',
    (answer) => {
      const input = { type: 'refreshed', answer: answer as never } as const;
      const { effect, events } = after(stateAt('sending'), input);
      // The refresh token that was used stays in use, so the answer may hold none.
      const fault = { clientCode: 'invalid_response' };
      expect(effect).toEqual({
        type: 'done',
        result: { type: 'fault', fault: { code: 'refresh_unknown', ...fault } },
      });
      expect(events).toEqual([{ type: 'refresh.unknown', ...fault }]);
    },
  );

  it('if it is a refresh token alone, takes the place of the one that was sent', () => {
    const answer = { refresh_token: 'next' } as RefreshedTokens;
    const { step, effect, events, next } = after(stateAt('sending'), {
      type: 'refreshed',
      answer,
    });
    const fault = { clientCode: 'invalid_response' };
    expect(step).toEqual({
      name: 'saving',
      fault: { code: 'refresh_replaced', ...fault },
    });
    const tokens = { ...old, refresh_token: 'next' };
    expect(effect).toEqual({ type: 'swap', version: '2', record: { tokens } });
    expect(events).toEqual([{ type: 'refresh.replaced', ...fault }]);
    expect(next.unsaved).toEqual({
      tokens,
      replaces: old.access_token,
      usable: false,
    });
  });

  it.each(['not_sent', 'refused'] as const)(
    'if it was %s, is unmarked and received',
    (outcome) => {
      const input = {
        type: 'refresh_failed',
        outcome,
        fault: cause,
      } as const;
      const found = after(stateAt('sending'), input);
      expect(found.step).toEqual({
        name: 'unmarking',
        record,
        fault: { code: `refresh_${outcome}`, ...cause },
      });
      expect(found.effect).toEqual({ type: 'swap', version: '2', record });
      expect(found.events).toEqual([{ type: `refresh.${outcome}`, ...cause }]);
      expect(found.next.unsent).toBe('this-run');
    },
  );

  it('if it was rejected, has it looked whether somebody has newer tokens', () => {
    const input = {
      type: 'refresh_failed',
      outcome: 'rejected',
      fault: cause,
    } as const;
    const { step, effect, next } = after(stateAt('sending'), input);
    expect(step).toEqual(steps.rechecking);
    expect(effect).toEqual({ type: 'load' });
    expect(next.refused).toBe(old.refresh_token);
  });

  it.each<SessionInput>([
    { type: 'refreshed', answer: fresh },
    { type: 'refresh_failed', outcome: 'unknown', fault: cause },
    {
      type: 'refresh_failed',
      outcome: 'unknown',
      fault: cause,
      replacement: 'next',
    },
  ])('is of no use where none was sent (%#)', (input) => {
    const { effect, events } = after(stateAt('loading'), input);
    expect(effect).toEqual(again);
    expect(events).toEqual([]);
  });
});

describe('a store that failed', () => {
  const storeFault = { operation: 'save', systemCode: 'ENOSPC' } as const;
  const failed = (state: SessionState) =>
    after(state, { type: 'store_failed', fault: storeFault });
  const received = { type: 'store.failed', ...storeFault };
  const done = (fault: object) => ({
    type: 'done',
    result: { type: 'fault', fault },
  });

  it('while marking may have kept the mark; this session knows better', () => {
    const { effect, events, next } = failed(stateAt('marking'));
    expect(effect).toEqual(done({ code: 'store_failed', ...storeFault }));
    expect(events).toEqual([received]);
    expect(next.unsent).toBe('this-run');
  });

  it('at another step leaves no mark of this session', () => {
    expect(failed(stateAt('loading')).next.unsent).toBeUndefined();
  });

  it('while unmarking changes nothing of the fault', () => {
    const { effect, events } = failed(stateAt('unmarking'));
    expect(effect).toEqual(done(steps.unmarking.fault));
    expect(events).toEqual([received]);
  });

  it.each(['rechecking', 'clearing'] as const)(
    'while %s changes nothing of the rejection',
    (step) => {
      const { effect, events } = failed(stateAt(step));
      expect(effect).toEqual(done({ code: 'signed_out', reason: 'rejected' }));
      expect(events).toEqual([
        received,
        { type: 'refresh.rejected', ...cause },
      ]);
    },
  );

  it('while saving hands the tokens on', () => {
    const state = stateAt('saving', { unsaved }, { fresh: true });
    const { effect, next } = failed(state);
    expect(effect).toMatchObject({ result: { tokens: fresh } });
    expect(next.unsaved?.usable).toBe(true);
  });
});

describe('a run that takes too long', () => {
  it.each([
    ['reading', { code: 'store_failed', operation: 'load' }],
    ['loading', { code: 'store_failed', operation: 'load' }],
    ['marking', { code: 'store_failed', operation: 'save' }],
    ['locking', { code: 'store_failed', operation: 'lock' }],
    ['saving', { code: 'store_failed', operation: 'save' }],
    ['savingInVain', { code: 'refresh_replaced' }],
    ['sending', { code: 'refresh_unknown', clientCode: 'timeout' }],
    ['unmarking', steps.unmarking.fault],
    ['rechecking', { code: 'store_failed', operation: 'load' }],
    ['clearing', { code: 'store_failed', operation: 'save' }],
  ] as const)('while %s says what is missing', (step, fault) => {
    const state = stateAt(step);
    const unsent = step === 'marking' ? { unsent: 'this-run' } : {};
    expect(overdue(state)).toEqual({
      state: { ...state, ...unsent, run: IDLE },
      result: { type: 'fault', fault },
      events: [],
    });
  });

  it.each(['saving', 'locking', 'sending'] as const)(
    'while %s hands on what has arrived',
    (step) => {
      const state = stateAt(step, { unsaved });
      expect(overdue(state)).toEqual({
        state: { ...state, run: IDLE, unsaved: { ...unsaved, usable: true } },
        result: { type: 'tokens', tokens: fresh },
        events: [{ type: 'store.failed', operation: 'save' }],
      });
    },
  );

  it('does not hand on what is half', () => {
    const state = stateAt('savingInVain', { unsaved });
    expect(overdue(state)).toEqual({
      state: { ...state, run: IDLE },
      result: { type: 'fault', fault: steps.savingInVain.fault },
      events: [],
    });
  });
});

describe('a run that was given up', () => {
  /** What the session knows after a late input, and what is done then. */
  const late = (
    step: 'marking' | 'rechecking' | 'sending',
    input: SessionInput,
    more: Partial<SessionState> = {},
  ) => {
    const { run } = stateAt(step);
    const state = { ...stateAt('idle', more), run: IDLE };
    const { state: next, effect, events } = advanceLate(state, run, input, END);
    expect(events).toEqual([]);
    const { unsaved: kept, unsent, hold, invalid } = next;
    return { same: next === state, effect, kept, unsent, hold, invalid };
  };
  const ignored = { same: true, effect: again };
  const { refresh_token: next, ...withoutAccess } = fresh;
  const half = { ...withoutAccess, access_token: '', refresh_token: next };
  const onlyRefreshToken = {
    tokens: { ...old, refresh_token: next },
    replaces: old.access_token,
    usable: false,
  };

  it('keeps the tokens of its response, which end a pause', () => {
    const hold = {
      fault: { code: 'refresh_refused' },
      since: 0,
      until: END,
    } as const;
    const known = { hold, invalid: old.access_token };
    expect(
      late('sending', { type: 'refreshed', answer: fresh }, known),
    ).toMatchObject({
      effect: again,
      kept: {
        tokens: { access_token: fresh.access_token },
        replaces: old.access_token,
        usable: true,
      },
      hold: undefined,
      invalid: undefined,
    });
  });

  it.each<SessionInput>([
    { type: 'refreshed', answer: half },
    {
      type: 'refresh_failed',
      outcome: 'unknown',
      fault: cause,
      replacement: next,
    },
  ])('keeps a refresh token that came alone', (input) => {
    const { effect, kept } = late('sending', input);
    expect(effect).toEqual(again);
    expect(kept).toEqual(onlyRefreshToken);
  });

  it('makes nothing of a response without any token', () => {
    const answer = { ...half, refresh_token: '' };
    expect(late('sending', { type: 'refreshed', answer })).toMatchObject(
      ignored,
    );
  });

  it.each(['not_sent', 'refused', 'rejected', 'unknown'] as const)(
    'knows whether its token may have been used: %s',
    (outcome) => {
      const input = { type: 'refresh_failed', outcome, fault: cause } as const;
      const unused = outcome === 'not_sent' || outcome === 'refused';
      expect(late('sending', input)).toMatchObject({
        effect: again,
        kept: undefined,
        unsent: unused ? 'this-run' : undefined,
      });
    },
  );

  it.each<Partial<SessionState>>([
    { epoch: 1 },
    { stored: { version: '3', record: { tokens: fresh } } },
    { stored: { version: '3', record: null } },
    { stored: undefined },
    { unsaved },
  ])('brings nothing that came too late: %j', (known) => {
    const input: SessionInput = { type: 'refreshed', answer: half };
    expect(late('sending', input, known)).toMatchObject(ignored);
  });

  it('takes its mark back if that was stored', () => {
    const result = { version: '3' };
    const input: SessionInput = { type: 'store_written', record, result };
    expect(late('marking', input).effect).toEqual({
      type: 'swap',
      version: '3',
      record: { tokens: old },
    });
    expect(late('marking', input, { epoch: 1 })).toMatchObject(ignored);
    const refused: SessionInput = { ...input, result: undefined };
    expect(late('marking', refused)).toMatchObject(ignored);
    const failed: SessionInput = {
      type: 'store_failed',
      fault: { operation: 'save' },
    };
    expect(late('marking', failed)).toMatchObject(ignored);
  });

  it.each<SessionInput>([
    { type: 'store_read', stored },
    { type: 'store_failed', fault: { operation: 'load' } },
  ])('ignores what the store says later: $type', (input) => {
    expect(late('rechecking', input)).toMatchObject(ignored);
    expect(late('sending', input)).toMatchObject(ignored);
  });
});

describe('a call', () => {
  it('sets work off where a refresh is due, and nothing is under way', () => {
    const due = END - 300_000;
    const starts = (state: SessionState, now: number) =>
      decide(state, now).start;
    expect(starts(stateAt('idle'), due)).toBe(true);
    expect(starts(stateAt('idle'), due - 1)).toBe(false);
    expect(starts(stateAt('locking'), due)).toBe(false);
    expect(starts(stateAt('idle', { backoffUntil: due + 1 }), due)).toBe(false);
    expect(starts(stateAt('idle', { backoffUntil: due }), due)).toBe(true);
    expect(starts(stateAt('idle', { unsaved }), 0)).toBe(true);
  });

  it('gets the tokens that can be used, or waits', () => {
    expect(decide(stateAt('idle'), END - 1).tokens).toBe(old);
    for (const step of ['idle', 'locking'] as const) {
      expect(decide(stateAt(step), END)).toEqual({
        tokens: undefined,
        start: step === 'idle',
      });
    }
    const invalid = stateAt('idle', { invalid: old.access_token });
    expect(decide(invalid, 0).tokens).toBeUndefined();
    const refused = stateAt('idle', { refused: old.refresh_token });
    expect(decide(refused, 0).tokens).toBeUndefined();
  });
});
