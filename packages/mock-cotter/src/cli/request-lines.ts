import { styleText } from 'node:util';
import type { Report } from '../request-log/request-log.ts';

/** How requests are shown: as text, perhaps coloured, or as JSON. */
export interface RequestLineOptions {
  readonly json: boolean;
  readonly colour: boolean;
  /** Takes one or more lines, joined. */
  readonly print: (lines: string) => void;
}

/** Prints one line for each request. Those of one turn are printed together. */
export function createRequestLines({
  json,
  colour,
  print,
}: RequestLineOptions): Report {
  let lines: string[] = [];
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  return ({ method, path, operation, apiKeyId, why, fault }, status, ms) => {
    const time = new Date().toISOString();
    const rounded = Math.round(ms * 10) / 10;
    const notes = [
      ...(fault === undefined ? [] : [`fault ${fault}`]),
      // A warning is in the log, once.
      ...(why === undefined || (status ?? 0) < 400 ? [] : [why]),
    ].join('; ');
    lines.push(
      json
        ? JSON.stringify({
            event: 'request',
            time,
            method,
            path,
            operation,
            apiKeyId,
            status,
            ms: rounded,
            why,
            fault,
          })
        : [
            paint('dim', time.slice(11, 19)),
            paint(colourOf(status), String(status ?? '---')),
            method,
            path,
            paint('dim', `${String(rounded)} ms`),
            ...(notes === '' ? [] : [paint('yellow', notes)]),
          ].join(' '),
    );
    if (lines.length > 1) return;
    setImmediate(() => {
      print(lines.join('\n'));
      lines = [];
    });
  };
}

function colourOf(status = 500): 'green' | 'red' | 'yellow' {
  if (status < 400) return 'green';
  return status < 500 ? 'yellow' : 'red';
}
