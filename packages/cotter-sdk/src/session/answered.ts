import type { RefreshedTokens } from '@org/cotter-types';
import type { Outcome } from './fault.ts';
import { save } from './loaded.ts';
import { giveUp } from './run-end.ts';
import type { ClientFault } from './session-error.ts';
import type { SessionState, Step } from './state.ts';
import { isRefreshToken, receiveTokens, type SessionTokens } from './tokens.ts';
import { end, go, type Transition } from './transition.ts';

/** The refresh succeeded. */
export function answered(
  before: SessionState,
  answer: RefreshedTokens,
  now: number,
): Transition {
  const { step } = before.run;
  if (step.name !== 'sending') return end(before, { type: 'again' });
  const used = step.record.tokens;
  const tokens = receiveTokens(answer, used.refresh_token, now);
  if (tokens === undefined) {
    const fault: ClientFault = { clientCode: 'invalid_response' };
    const next = (answer as Partial<RefreshedTokens> | null | undefined)
      ?.refresh_token;
    return isRefreshToken(next)
      ? replaced(before, next, fault)
      : failed(before, 'unknown', fault, now);
  }
  const state: SessionState = {
    ...before,
    run: { ...before.run, fresh: true },
    unsaved: { tokens, replaces: used.access_token, handedOn: false },
    invalid: undefined,
  };
  return save(state, step.version, tokens);
}

/** The next refresh token arrived without an access token that can be used: it goes into the place of the one sent. */
export function replaced(
  before: SessionState,
  refreshToken: string,
  fault: ClientFault,
): Transition {
  const { step } = before.run;
  if (step.name !== 'sending') return end(before, { type: 'again' });
  const used = step.record.tokens;
  const tokens: SessionTokens = { ...used, refresh_token: refreshToken };
  return go(
    {
      ...before,
      unsaved: { tokens, replaces: used.access_token, handedOn: false },
    },
    { name: 'saving', fault: { code: 'refresh_replaced', ...fault } },
    { type: 'swap', version: step.version, record: { tokens } },
    [{ type: 'refresh.replaced', ...fault }],
  );
}

/** The refresh failed. */
export function failed(
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
    case 'refused': {
      const unmarking: Step = {
        name: 'unmarking',
        record,
        fault: { code: `refresh_${outcome}`, ...fault },
      };
      const { tokens } = record;
      return go(
        { ...state, unsent: state.run.id },
        unmarking,
        { type: 'swap', version, record: { tokens } },
        [{ type: `refresh.${outcome}`, ...fault }],
      );
    }
    case 'rejected': {
      const refused = record.tokens.refresh_token;
      return go(
        { ...state, refused },
        { name: 'rereading', refused, fault },
        { type: 'load' },
      );
    }
    case 'unknown':
      return giveUp(state, { code: 'refresh_unknown', ...fault }, now, [
        { type: 'refresh.unknown', ...fault },
      ]);
  }
}
