import { CotterError, type CotterErrorDetails } from './cotter-error.ts';
import { sentence, type Problem } from '../problems.ts';

/** Why a 200 yields nothing. */
export type ResponseFault =
  'empty' | 'not_json' | 'not_utf8' | 'too_large' | 'wrong_shape';

const MESSAGES: Record<Exclude<ResponseFault, 'wrong_shape'>, string> = {
  empty: 'with an empty body',
  not_json: 'not with JSON',
  not_utf8: 'not in UTF-8',
  too_large: 'with a body that is too large',
};

/**
 * The status is 200, but the body is not what was asked for: a page of a proxy, a body cut short, a field missing. The
 * server may have issued tokens. Nothing of the body is repeated, because it may hold some.
 */
export class CotterResponseError extends CotterError {
  static {
    this.prototype.name = 'CotterResponseError';
  }

  readonly code = 'invalid_response';

  /** Why the answer yields nothing. */
  readonly fault: ResponseFault;

  /** For `wrong_shape`, what is wrong, by field; otherwise empty. */
  readonly problems: readonly Problem[];

  /** @internal */
  constructor(
    fault: ResponseFault,
    details: Omit<CotterErrorDetails, 'status'> & {
      /** What was expected, such as `OAuth tokens`. */
      readonly what: string;
      readonly problems?: readonly Problem[];
    },
  ) {
    const { what, problems = [], ...rest } = details;
    const reason = problems.length === 0 ? '' : `: ${sentence(problems)}`;
    const found =
      fault === 'wrong_shape' ? `not with ${what}` : MESSAGES[fault];
    super(`Cotter answered 200, but ${found}${reason}.`, {
      ...rest,
      status: 200,
    });
    this.fault = fault;
    this.problems = problems;
  }
}
