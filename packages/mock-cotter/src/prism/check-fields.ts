import { invalidRequest, type ApiError } from '../api/api-error.ts';
import {
  createPrism,
  stockValidators,
  type Diagnostic,
  type Operation,
  type PrismConfig,
  type PrismRequest,
} from './prism.ts';

/** Has Prism check a request for an operation; resolves to what is wrong with it, if anything. */
export type CheckFields = (
  operation: Operation,
  request: PrismRequest,
) => Promise<ApiError | undefined>;

/** Says what is wrong with a body. */
export type ExplainBody = (body: unknown, operation: Operation) => ApiError;

const CONFIG: PrismConfig = {
  // The engine has checked the keys before it read the body.
  checkSecurity: false,
  validateRequest: true,
  // The engine checks every response itself.
  validateResponse: false,
  errors: false,
  isProxy: false,
  upstreamProxy: undefined,
  mock: { dynamic: false },
};

/** Makes a Prism engine whose mock component reports what Prism's validators found. */
export function createCheckFields(explain: ExplainBody): CheckFields {
  const prism = createPrism(CONFIG, {
    ...stockValidators(),
    // The engine has found the operation.
    route: ({ resources: [operation] }) =>
      operation === undefined
        ? { _tag: 'Left', left: new Error('There is no operation.') }
        : { _tag: 'Right', right: operation },
    mock: ({ resource, input: { data, validations } }) => {
      const body = firstProblem(explain, resource, data.body, validations);
      return () => ({ _tag: 'Right', right: { statusCode: 200, body } });
    },
  });
  return async (operation, request) => {
    const result = await prism.request(request, [operation])();
    if (result._tag === 'Left') throw result.left;
    return result.right.output.body as ApiError | undefined;
  };
}

function firstProblem(
  explain: ExplainBody,
  operation: Operation,
  body: unknown,
  diagnostics: readonly Diagnostic[],
): ApiError | undefined {
  const [first] = diagnostics;
  if (first === undefined) return undefined;
  // Prism reports the body first, and gives no path where it is missing or of another media type.
  const { path = ['body'], message } = first;
  return path[0] === 'body'
    ? explain(body, operation)
    : invalidRequest(`${path.join('.')} ${message}.`);
}
