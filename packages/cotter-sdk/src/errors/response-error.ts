import { CotterError, nameErrors } from './cotter-error.ts';
import { sentence, type Problem } from '../problems.ts';

/** Why a 200 yields no tokens. */
export type ResponseFault =
  'empty' | 'not_json' | 'not_utf8' | 'too_large' | 'wrong_shape';

const MESSAGES: Record<ResponseFault, string> = {
  empty: 'but with an empty body',
  not_json: 'but not with JSON',
  not_utf8: 'but not in UTF-8',
  too_large: 'but with a body too large to be an answer of Cotter',
  wrong_shape: 'but not with OAuth tokens',
};

/**
 * The status is 200, but the body is no OAuth tokens: a page of a proxy, a body cut short, a field missing. The server
 * may have issued tokens. Nothing of the body is repeated, because it may hold some.
 */
export class CotterResponseError extends CotterError {
  static {
    nameErrors(this, 'CotterResponseError');
  }

  readonly code = 'invalid_response';

  readonly fault: ResponseFault;

  /** For `wrong_shape`, what is wrong, by field; otherwise empty. */
  readonly problems: readonly Problem[];

  constructor(
    fault: ResponseFault,
    details: {
      readonly requestId: string | undefined;
      readonly problems?: readonly Problem[];
    },
  ) {
    const problems = details.problems ?? [];
    const reason = problems.length === 0 ? '' : `: ${sentence(problems)}`;
    super(`Cotter answered 200, ${MESSAGES[fault]}${reason}.`, {
      retryable: false,
      status: 200,
      requestId: details.requestId,
    });
    this.fault = fault;
    this.problems = problems;
  }
}
