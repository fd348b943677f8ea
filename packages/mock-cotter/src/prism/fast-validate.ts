import {
  JSON_TYPE,
  locationName,
  type Check,
  type Checks,
} from './schema-locations.ts';
import type { Operation, PrismRequest, PrismResponse } from './prism.ts';

/**
 * Tells at once that Prism's validators will find nothing wrong. `true` is a promise, held by a test that asks both;
 * `false` says nothing, and leaves the question to Prism.
 */
export interface FastValidator {
  keys(operation: Operation, request: PrismRequest): boolean;
  request(operation: Operation, request: PrismRequest): boolean;
  answer(operation: Operation, answer: PrismResponse): boolean;
}

type Named = Readonly<Record<string, string>>;

/** What there is to know of an operation before any request comes. */
interface Plan {
  readonly queried: boolean;
  readonly hasBody: boolean;
  readonly path: Check;
  readonly headers: HeadersCheck;
  readonly body: Check;
  /** By status. */
  readonly answers: ReadonlyMap<string, AnswerPlan>;
}

interface AnswerPlan {
  readonly headers: HeadersCheck;
  readonly body: Check;
}

type HeadersCheck = (headers: Named) => boolean;

export function createFastValidator(checks: Checks): FastValidator {
  const plans = new WeakMap<Operation, Plan>();
  const planOf = (operation: Operation): Plan => {
    const known = plans.get(operation);
    if (known !== undefined) return known;
    const plan = planFor(operation, checks);
    plans.set(operation, plan);
    return plan;
  };

  return {
    keys: ({ security = [] }, { headers = {} }) =>
      security.length === 0 ||
      // An alternative without schemes makes keys optional (OpenAPI 3.1, Security Requirement Object).
      security.some((schemes) =>
        schemes.every(
          (scheme) =>
            scheme.type === 'apiKey' &&
            scheme.in === 'header' &&
            isGiven(headers[scheme.name.toLowerCase()]),
        ),
      ),

    request(operation, { url, headers = {}, body }) {
      if (operation.request === undefined) return true;
      const plan = planOf(operation);
      const names = pathParameters(operation.path, url.path);
      return (
        names !== undefined &&
        !plan.queried &&
        plan.path(names) &&
        plan.headers(headers) &&
        (plan.hasBody
          ? typeof body === 'object' &&
            body !== null &&
            headers['content-type'] === JSON_TYPE &&
            plan.body(body)
          : body === undefined &&
            (headers['content-length'] ?? '0') === '0' &&
            headers['content-type'] === undefined)
      );
    },

    answer(operation, { statusCode, headers = {}, body }) {
      const plan = planOf(operation).answers.get(String(statusCode));
      return (
        plan !== undefined &&
        headers['content-type'] === JSON_TYPE &&
        Object.keys(headers).every((name) => name === name.toLowerCase()) &&
        plan.headers(headers) &&
        plan.body(body)
      );
    },
  };
}

function planFor(operation: Operation, checks: Checks): Plan {
  const check = (group: string, part: string): Check =>
    checks[locationName(operation, group, part)] ?? doubtful;
  const headersCheck = (group: string, specs: Specs = []): HeadersCheck => {
    const names = specs.map(({ name }) => name.toLowerCase());
    const fits = check(group, 'headers');
    return (headers) => fits(given(names, headers));
  };
  const { request, responses } = operation;
  return {
    queried: (request?.query ?? []).length > 0,
    hasBody: request?.body !== undefined,
    path: check('request', 'path'),
    headers: headersCheck('request', request?.headers),
    body: check('request', 'body'),
    answers: new Map(
      responses.map(({ code, headers }) => [
        code,
        { headers: headersCheck(code, headers), body: check(code, 'body') },
      ]),
    ),
  };
}

/** Stands where a schema leaves a doubt. */
function doubtful(): boolean {
  return false;
}

type Specs = readonly { readonly name: string }[];

/** What Prism makes of headers: those that the description names and that are not empty. */
function given(names: readonly string[], headers: Named): Named {
  const found: Record<string, string> = {};
  for (const name of names) {
    const value = headers[name];
    if (isGiven(value)) found[name] = value;
  }
  return found;
}

function isGiven(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}

/** The parameters of a path, if all of it is written in characters that stand for themselves. */
function pathParameters(template: string, path: string): Named | undefined {
  const found: Record<string, string> = {};
  if (template === path) return found;
  const parts = path.split('/');
  const names = template.split('/');
  if (parts.length !== names.length) return undefined;
  for (const [index, name] of names.entries()) {
    const part = parts[index] ?? '';
    if (name === part) continue;
    const parameter = /^\{(\w+)\}$/.exec(name)?.[1];
    if (parameter === undefined || !/^[\w-]+$/.test(part)) return undefined;
    found[parameter.toLowerCase()] = part;
  }
  return found;
}
