import { invalidRequest, missingKey, type Refusal } from '../api/api-error.ts';
import { refused, type Answer } from '../api/response.ts';
import {
  createPrism,
  stockValidators,
  type Diagnostic,
  type Operation,
  type PrismConfig,
  type PrismRequest,
} from './prism.ts';

/** Asks Prism for its verdict on a request that was admitted to an operation, and answers by it. */
export type AskPrism = (
  operation: Operation,
  request: PrismRequest,
) => Promise<Answer>;

export interface AskPrismOptions {
  /** Answers a request that Prism finds nothing wrong with. */
  readonly handle: (operation: Operation, request: PrismRequest) => Answer;
  /** Says what is wrong with a body. */
  readonly explain: (body: unknown, operation: Operation) => Refusal;
}

const CONFIG: PrismConfig = {
  checkSecurity: true,
  validateRequest: true,
  // The engine checks every answer itself.
  validateResponse: false,
  errors: false,
  isProxy: false,
  upstreamProxy: undefined,
  mock: { dynamic: false },
};

/** Puts together an engine that is Prism's, with the handlers in place of its mock component. */
export function createAskPrism({ handle, explain }: AskPrismOptions): AskPrism {
  const stock = stockValidators();
  const prism = createPrism(CONFIG, {
    ...stock,
    // Where keys are optional, Prism refuses who has none but sends the header Authorization.
    validateSecurity: (asked) =>
      asked.resource.security?.some(({ length }) => length === 0) === true
        ? { _tag: 'Right', right: asked.element }
        : stock.validateSecurity(asked),
    // The operation that the request was admitted to.
    route: ({ resources: [operation] }) =>
      operation === undefined
        ? { _tag: 'Left', left: new Error('There is no operation.') }
        : { _tag: 'Right', right: operation },
    mock: ({ resource, input: { data, validations } }) => {
      const refusal =
        missing(resource, data, validations) ??
        malformed(explain, resource, data.body, validations);
      const { status, headers, body } =
        refusal === undefined ? handle(resource, data) : refused(refusal);
      const right = { statusCode: status, headers, body };
      return () => ({ _tag: 'Right', right });
    },
  });
  return async (operation, request) => {
    const result = await prism.request(request, [operation])();
    if (result._tag === 'Left') throw result.left;
    const { statusCode, headers = {}, body } = result.right.output;
    return { status: statusCode, headers, body };
  };
}

function malformed(
  explain: AskPrismOptions['explain'],
  operation: Operation,
  body: unknown,
  diagnostics: readonly Diagnostic[],
): Refusal | undefined {
  const [first] = diagnostics;
  if (first === undefined) return undefined;
  // Prism tells of the body first, and gives no path where it is missing or of another media type.
  const { path = ['body'], message } = first;
  return path[0] === 'body'
    ? explain(body, operation)
    : invalidRequest(`${path.join('.')} ${message}.`);
}

/** Which key is missing, if that is what Prism found. */
export function missing(
  operation: Operation,
  { headers = {} }: PrismRequest,
  diagnostics: readonly Diagnostic[],
): Refusal | undefined {
  if (!diagnostics.some(({ code }) => code === 401)) return undefined;
  for (const scheme of operation.security?.flat() ?? []) {
    if (scheme.type !== 'apiKey') continue;
    const value = headers[scheme.name.toLowerCase()];
    if (value === undefined || value === '')
      return missingKey(scheme.key, scheme.name);
  }
  throw new Error('A security check failed, but every key is there.');
}
