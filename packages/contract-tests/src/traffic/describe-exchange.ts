import { maskedHeader, maskedText } from './mask.ts';
import type { Exchange, Request } from './exchange.ts';

/** How much of a body is printed, in characters. */
const SHOWN = 1000;

/** An exchange for people, with the curl command that repeats it; secrets are masked. */
export function describeExchange(
  { request, response }: Exchange,
  baseUrl: string,
): string {
  return [
    `request: ${request.method} ${maskedText(request.path)}`,
    ...request.headers.map(
      ([name, value]) => `  ${name}: ${maskedHeader(name, value)}`,
    ),
    ...bodyLines(request.body?.toString() ?? ''),
    `answer: ${String(response.status)}`,
    ...Object.entries(response.headers).map(
      ([name, value]) => `  ${name}: ${maskedHeader(name, value)}`,
    ),
    ...bodyLines(response.body),
    curl(request, baseUrl),
  ].join('\n');
}

/**
 * The command that sends a request, for a POSIX shell. The secret key comes from the environment, and other secrets have
 * to be filled in.
 */
export function curl(request: Request, baseUrl: string): string {
  const { method, path, headers, body } = request;
  const parts = headers.map(([name, value]) =>
    name.toUpperCase() === 'API_SECRET_KEY'
      ? `-H "${name}: $COTTER_API_SECRET_KEY"`
      : `-H ${quoted(`${name}: ${maskedHeader(name, value)}`)}`,
  );
  const data =
    body === undefined || body.length === 0
      ? []
      : [`--data-raw ${quoted(cut(maskedText(body.toString())))}`];
  return [
    'curl -i --path-as-is',
    `-X ${method}`,
    quoted(baseUrl + maskedText(path)),
    ...parts,
    ...data,
  ].join(' ');
}

function bodyLines(body: string): string[] {
  return body === '' ? [] : [`  ${cut(maskedText(body))}`];
}

function cut(text: string): string {
  const more = text.length - SHOWN;
  return more > 0
    ? `${text.slice(0, SHOWN)}… (${String(more)} more characters)`
    : text;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
