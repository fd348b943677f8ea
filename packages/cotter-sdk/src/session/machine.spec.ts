// Each step of a run: from what is known and an input to what is known then and what is done next.
import type { RefreshedTokens } from '@org/cotter-types';
import { describe, expect, it } from 'vitest';
import { startIssuer, stored as storedTokens } from './issuer.fixture.ts';
import { advanceLate, overdue } from './late.ts';
import type { MachineConfig } from './machine-config.ts';
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
import { replaceRefreshToken } from '../stores/tokens.ts';
import type { SessionInput } from './steps.ts';

const END = 3_600_000;
const issuer = startIssuer();
const config: MachineConfig = {
  earlyMs: 300_000,
  attemptMs: 20_000,
  retriesUnknown: true,
  owner: 'this-session',
};
const old = storedTokens(issuer.issue(), END);
const fresh = storedTokens(issuer.issue(), 2 * END);
const record: SessionRecord = { tokens: old };
const stored = { version: '1', record };
const unsaved: Unsaved = {
  tokens: fresh,
  replaces: old,
  usable: false,
};
const cause = { clientCode: 'timeout', status: 503 };

const steps = {
  idle: { name: 'idle' },
  reading: { name: 'reading' },
  locking: { name: 'locking' },
  loading: { name: 'loading' },
  waiting: { name: 'waiting' },
  saving: { name: 'saving' },
  savingInVain: { name: 'saving', fault: { code: 'refresh_replaced' } },
  marking: { name: 'marking', record },
  sending: { name: 'sending', version: '2', record },
  closing: {
    name: 'closing',
    fault: { code: 'refresh_not_sent', ...cause },
    pause: undefined,
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
    ...initialState(config, undefined),
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
      record: {
        tokens: old,
        attempt: {
          id: 'this-run',
          owner: 'this-session',
          startedAt: END,
          endsAt: END + 20_000,
        },
      },
    });
  });

  describe('with an attempt of another session', () => {
    const attempt = {
      id: 'x',
      owner: 'another',
      startedAt: END - 5000,
      endsAt: END + 700,
    };
    const marked = { version: '1', record: { ...record, attempt } };
    const manual = { config: { ...config, retriesUnknown: false } };

    it('that may be running, is waited for and read again', () => {
      let state = stateAt('loading');
      for (const ms of [250, 250, 200]) {
        const waiting = load(state, marked);
        expect(waiting.step).toEqual({ name: 'waiting' });
        expect(waiting.effect).toEqual({ type: 'pause', ms });
        const paused = after(waiting.next, { type: 'paused' });
        expect(paused.effect).toEqual({ type: 'load' });
        state = paused.next;
      }
      // The clock has stood still all the time.
      expect(load(state, marked).step.name).toBe('marking');
    });

    it('that is over by the clock, is sent once more', () => {
      const { effect } = load(stateAt('loading'), marked, END + 700);
      expect(effect).toMatchObject({
        type: 'swap',
        version: '1',
        record: { attempt: { id: 'this-run', startedAt: END + 700 } },
      });
    });

    it('whose clock is ahead, is waited for no longer than it may take', () => {
      const ahead = {
        ...attempt,
        startedAt: 2 * END,
        endsAt: 2 * END + 10_000,
      };
      const { next } = load(stateAt('loading'), {
        ...marked,
        record: { ...record, attempt: ahead },
      });
      expect(next.run.wait?.until).toBe(END + 10_000);
    });

    it('that says no times, is over', () => {
      const record = { tokens: old, attempt: { id: 'x' } as never };
      const found = load(stateAt('loading'), { version: '1', record });
      expect(found.step.name).toBe('marking');
    });

    it('that is this session’s own, is over: it has one run at a time', () => {
      const own = { ...attempt, owner: 'this-session' };
      const record = { tokens: old, attempt: own };
      const found = load(stateAt('loading'), { version: '1', record });
      expect(found.step).toEqual({ name: 'marking', record });
    });

    it('that is over, is not sent again where the application decides', () => {
      const state = stateAt('loading', manual);
      const { effect, events } = load(state, marked, END + 700);
      expect(effect).toEqual({
        type: 'done',
        result: { type: 'fault', fault: { code: 'refresh_unknown' } },
      });
      expect(events).toEqual([{ type: 'refresh.unknown' }]);
    });

    it('that the application repeats, is waited for first', () => {
      const asked = { retryUnknown: true, repeats: 'x' };
      const state = stateAt('loading', manual, asked);
      expect(load(state, marked).step.name).toBe('waiting');
      expect(load(state, marked, END + 700).step.name).toBe('marking');
    });
  });

  describe('with a pause', () => {
    const pause = {
      fault: { code: 'refresh_unknown' },
      failures: 3,
      since: END - 1000,
      until: END + 1000,
    };
    const paused = { version: '1', record: { ...record, pause } };

    it('fails at once with the time left, and asks for no lock', () => {
      const { effect, next } = load(
        stateAt('reading', {}, { locked: false }),
        paused,
      );
      const fault = { code: 'refresh_unknown', retryAfterMs: 1000 };
      expect(effect).toEqual({
        type: 'done',
        result: { type: 'fault', fault },
      });
      expect(next).toMatchObject({ pause, backoffUntil: END + 1000 });
    });

    it('that is over, sends, and keeps the count', () => {
      const { effect } = load(stateAt('loading'), paused, END + 1000);
      expect(effect).toMatchObject({ type: 'swap', record: { pause } });
    });

    it('is not for the application that asks to repeat a lost refresh', () => {
      const attempt = { id: 'x', owner: 'y', startedAt: 0, endsAt: 0 };
      const given = { version: '1', record: { ...record, attempt, pause } };
      const asked = { retryUnknown: true, repeats: 'x' };
      expect(load(stateAt('loading', {}, asked), given).step.name).toBe(
        'marking',
      );
      const refused = { ...pause, fault: { code: 'refresh_refused' } };
      const other = {
        version: '1',
        record: { ...given.record, pause: refused },
      };
      expect(load(stateAt('loading', {}, asked), other).step.name).toBe('idle');
    });
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

  it('has a newer refresh token beside the access token of before: it is not written over', () => {
    // Two refreshes brought only a refresh token, ours and then that of somebody who had read ours.
    const tokens = { ...old, refresh_token: 'ours' };
    const theirs = { ...old, refresh_token: 'theirs' };
    const half: Unsaved = { tokens, replaces: old, usable: false };
    const state = stateAt('loading', { unsaved: half });
    const { next, effect } = load(state, {
      version: '3',
      record: { tokens: theirs },
    });
    expect(next.unsaved).toBeUndefined();
    expect(effect).not.toMatchObject({ record: { tokens } });
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

  it('while closing leaves what is known', () => {
    const { effect, next } = refused('closing');
    expect(next.stored).toBe(stored);
    expect(effect).toEqual({
      type: 'done',
      result: { type: 'fault', fault: steps.closing.fault },
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

  it('while closing is what is known then', () => {
    const { next, events } = written(stateAt('closing'), { tokens: fresh });
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
      replaces: old,
      usable: false,
    });
  });

  it.each([null, undefined, { ...half, access_token: '' }])(
    'if it is %j, is not known',
    (answer) => {
      const input = { type: 'refreshed', answer: answer as never } as const;
      const { step, effect, events } = after(stateAt('sending'), input);
      // The refresh token that was used stays in use, so the answer may hold none.
      const fault = { clientCode: 'invalid_response' };
      expect(step).toMatchObject({
        name: 'closing',
        fault: { code: 'refresh_unknown', ...fault },
      });
      expect(effect).toMatchObject({ type: 'swap', version: '2' });
      expect(events).toEqual([{ type: 'refresh.unknown', ...fault }]);
    },
  );

  it('if it is only a refresh token, takes the place of the one that was sent', () => {
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
    const tokens = replaceRefreshToken(old, 'next', END);
    expect(effect).toEqual({ type: 'swap', version: '2', record: { tokens } });
    expect(events).toEqual([{ type: 'refresh.replaced', ...fault }]);
    expect(next.unsaved).toEqual({
      tokens,
      replaces: old,
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
      const pause = {
        fault: { code: 'refresh_refused', ...cause },
        failures: 1,
        since: END,
        until: END + 1000,
      };
      const found = after(stateAt('sending'), input);
      expect(found.step).toEqual({
        name: 'closing',
        fault: { code: `refresh_${outcome}`, ...cause },
        pause: outcome === 'refused' ? pause : undefined,
      });
      expect(found.effect).toEqual({
        type: 'swap',
        version: '2',
        record: outcome === 'refused' ? { ...record, pause } : record,
      });
      expect(found.events).toEqual([{ type: `refresh.${outcome}`, ...cause }]);
      expect(found.next.unsent).toBe('this-run');
    },
  );

  it('if it was lost, is marked as over, so that others need not wait', () => {
    const attempt = {
      id: 'this-run',
      owner: 'o',
      startedAt: 0,
      endsAt: 2 * END,
    };
    const state = stateAt('sending', {
      stored: { version: '2', record: { ...record, attempt } },
    });
    const input = {
      type: 'refresh_failed',
      outcome: 'unknown',
      fault: cause,
    } as const;
    const lost = after(state, input);
    const pause = {
      fault: { code: 'refresh_unknown', ...cause },
      failures: 1,
      since: END,
      until: END,
    };
    expect(lost.effect).toEqual({
      type: 'swap',
      version: '2',
      record: { ...record, attempt: { ...attempt, endsAt: END }, pause },
    });
    expect(lost.events).toEqual([{ type: 'refresh.unknown', ...cause }]);
    expect(lost.next.unsent).toBeUndefined();
    const sending = { ...steps.sending, record: { ...record, pause } };
    const run = { ...state.run, step: sending };
    const again = after({ ...state, run }, input);
    expect(again.step).toMatchObject({
      pause: { failures: 2, until: END + 1000 },
    });
  });

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

  it('while closing changes nothing of the fault', () => {
    const { effect, events } = failed(stateAt('closing'));
    expect(effect).toEqual(done(steps.closing.fault));
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

  it('while saving is tried twice more, and then hands the tokens on', () => {
    let state = stateAt('saving', { unsaved }, { fresh: true });
    for (const ms of [100, 900]) {
      const waiting = failed(state);
      expect(waiting.step).toEqual({ name: 'waiting' });
      expect(waiting.effect).toEqual({ type: 'pause', ms });
      expect(waiting.events).toEqual([]);
      const read = after(waiting.next, { type: 'paused' });
      expect(read.effect).toEqual({ type: 'load' });
      const saving = after(read.next, { type: 'store_read', stored });
      expect(saving.step).toEqual({ name: 'saving' });
      state = saving.next;
    }
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
    ['waiting', { code: 'store_failed', operation: 'lock' }],
    ['saving', { code: 'store_failed', operation: 'save' }],
    ['savingInVain', { code: 'refresh_replaced' }],
    ['sending', { code: 'refresh_unknown', clientCode: 'timeout' }],
    ['closing', steps.closing.fault],
    ['rechecking', { code: 'store_failed', operation: 'load' }],
    ['clearing', { code: 'store_failed', operation: 'save' }],
  ] as const)('while %s says what is missing', (step, fault) => {
    const state = stateAt(step);
    const unsent = step === 'marking' ? { unsent: 'this-run' } : {};
    const pause = { fault, failures: 1, since: END, until: END };
    expect(overdue(state, END)).toEqual({
      state: {
        ...state,
        ...unsent,
        ...(step === 'sending' && { pause }),
        run: IDLE,
      },
      result: { type: 'fault', fault },
      events: [],
    });
  });

  it.each(['saving', 'locking', 'sending'] as const)(
    'while %s hands on what has arrived',
    (step) => {
      const state = stateAt(step, { unsaved });
      expect(overdue(state, END)).toEqual({
        state: { ...state, run: IDLE, unsaved: { ...unsaved, usable: true } },
        result: { type: 'tokens', tokens: fresh },
        events: [{ type: 'store.failed', operation: 'save' }],
      });
    },
  );

  it('does not hand on what is half', () => {
    const half = { ...old, refresh_token: 'next' };
    const state = stateAt('savingInVain', {
      unsaved: { ...unsaved, tokens: half },
    });
    expect(overdue(state, END)).toEqual({
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
    const { unsaved: kept, unsent, pause, invalid } = next;
    return { same: next === state, effect, kept, unsent, pause, invalid };
  };
  const ignored = { same: true, effect: again };
  const { refresh_token: next, ...withoutAccess } = fresh;
  const half = { ...withoutAccess, access_token: '', refresh_token: next };
  const onlyRefreshToken = {
    tokens: replaceRefreshToken(old, next, END),
    replaces: old,
    usable: false,
  };

  it('keeps the tokens of its response, which end a pause', () => {
    const pause = {
      fault: { code: 'refresh_refused' },
      failures: 1,
      since: 0,
      until: END,
    } as const;
    const known = { pause, invalid: old.access_token };
    expect(
      late('sending', { type: 'refreshed', answer: fresh }, known),
    ).toMatchObject({
      effect: again,
      kept: {
        tokens: { access_token: fresh.access_token },
        replaces: old,
        usable: true,
      },
      pause: undefined,
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
  ])('keeps a refresh token that came without other tokens', (input) => {
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
