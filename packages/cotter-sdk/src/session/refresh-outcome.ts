import type { RefreshedTokens } from '@org/cotter-types';
import type { SessionRecord } from '../stores/token-store.ts';
import {
  type SessionTokens,
  nextRefreshToken,
  receiveTokens,
  replaceRefreshToken,
} from '../stores/tokens.ts';
import type { Outcome } from './faults.ts';
import { failuresSoFar, pauseAfter } from './pause.ts';
import type { ClientFault } from './session-error.ts';
import type { SessionState } from './state.ts';
import { type Effect, type Transition, end, go } from './steps.ts';

/** The refresh succeeded. */
export function onRefreshed(
  before: SessionState,
  answer: RefreshedTokens,
  now: number,
): Transition {
  const { step } = before.run;
  if (step.name !== 'sending') return end(before, { type: 'again' });
  const used = step.record.tokens;
  const tokens = receiveTokens(answer, used, now);
  if (tokens === undefined) {
    const fault: ClientFault = { clientCode: 'invalid_response' };
    const next = nextRefreshToken(answer);
    return next === undefined
      ? onRefreshFailed(before, 'unknown', fault, now)
      : onTokenReplaced(before, next, fault, now);
  }
  const state: SessionState = {
    ...before,
    run: { ...before.run, fresh: true },
    unsaved: { tokens, replaces: used.access_token, usable: false },
    invalid: undefined,
  };
  return save(state, step.version, tokens);
}

/** The next refresh token arrived without an access token that can be used: it goes into the place of the one sent. */
export function onTokenReplaced(
  before: SessionState,
  refreshToken: string,
  fault: ClientFault,
  now: number,
): Transition {
  const { step } = before.run;
  if (step.name !== 'sending') return end(before, { type: 'again' });
  const used = step.record.tokens;
  const tokens = replaceRefreshToken(used, refreshToken, now);
  return go(
    {
      ...before,
      unsaved: { tokens, replaces: used.access_token, usable: false },
    },
    { name: 'saving', fault: { code: 'refresh_replaced', ...fault } },
    { type: 'swap', version: step.version, record: { tokens } },
    [{ type: 'refresh.replaced', ...fault }],
  );
}

/** The refresh failed. */
export function onRefreshFailed(
  state: SessionState,
  outcome: Outcome,
  fault: ClientFault,
  now: number,
): Transition {
  const { step } = state.run;
  if (step.name !== 'sending') return end(state, { type: 'again' });
  const { record, version } = step;
  switch (outcome) {
    case 'not_sent':
    case 'refused':
    case 'unknown': {
      const code = `refresh_${outcome}` as const;
      const isOpen = outcome === 'unknown';
      const failures = failuresSoFar(state.pause, record.pause) + 1;
      const pause = pauseAfter({ code, ...fault }, failures, now);
      const { pause: _, ...rest } = record;
      const attempt = state.stored?.record?.attempt;
      const closed: SessionRecord = {
        ...rest,
        // Nobody waits for the response any more.
        ...(isOpen && attempt && { attempt: { ...attempt, endsAt: now } }),
        ...(pause && { pause }),
      };
      return go(
        isOpen ? state : { ...state, unsent: state.run.id },
        { name: 'closing', fault: { code, ...fault }, pause },
        { type: 'swap', version, record: closed },
        [{ type: `refresh.${outcome}`, ...fault }],
      );
    }
    case 'rejected': {
      const refused = record.tokens.refresh_token;
      return go(
        { ...state, refused },
        { name: 'rechecking', refused, fault },
        { type: 'load' },
      );
    }
  }
}

/** Stores tokens that arrived. */
export function save(
  state: SessionState,
  version: string,
  tokens: SessionTokens,
): Transition {
  const effect: Effect = { type: 'swap', version, record: { tokens } };
  return go(state, { name: 'saving' }, effect);
}
