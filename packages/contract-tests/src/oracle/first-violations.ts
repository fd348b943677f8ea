import { methodsOf, pathOf } from '../description/operations.ts';
import type { Exchange } from '../traffic/exchange.ts';
import { violations, violationsElsewhere } from './oracle.ts';

/** One line for each way in which an answer differs from the description. */
export function firstViolations({ request, response }: Exchange): string[] {
  // The answer to HEAD has no body (RFC 9110 section 9.3.2).
  if (request.method === 'HEAD') return [];
  const template = pathOf(request.path);
  return template !== undefined && methodsOf(template).includes(request.method)
    ? violations(template, request.method.toLowerCase(), response, {
        closed: true,
      })
    : violationsElsewhere(response);
}
