import { CotterError, type CotterErrorDetails } from './cotter-error.ts';
import { sentence, type Problem } from '../problems.ts';

/** What the call was given is not what the API's description asks for. Nothing was sent. */
export class CotterInputError extends CotterError {
  static {
    this.prototype.name = 'CotterInputError';
  }

  readonly code = 'invalid_input';

  /** What is wrong, by field. Values are never repeated. */
  readonly problems: readonly Problem[];

  /** @internal */
  constructor(
    what: string,
    problems: readonly Problem[],
    details: Omit<CotterErrorDetails, 'retryable'> = {},
  ) {
    super(
      `The ${what} was not sent, because it is not valid: ${sentence(problems)}.`,
      { ...details, retryable: false },
    );
    this.problems = problems;
  }
}
