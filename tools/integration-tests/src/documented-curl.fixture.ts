import { readFileSync } from 'node:fs';

/** A request as the vendor's documentation prints it, taken apart. */
export interface DocumentedCurl {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as printed, with its `//` comment. */
  readonly body: string;
  /** The body with the comment removed and nothing else changed. */
  readonly bodyWithoutComment: string;
}

/** Reads one of the documented curl commands, kept to the letter in `fixtures/`. */
export function documentedCurl(
  name: 'identity-token' | 'event-token',
): DocumentedCurl {
  const command = readFileSync(
    new URL(`../fixtures/${name}.curl.txt`, import.meta.url),
    'utf8',
  );
  const headers = [...command.matchAll(/-H (['"])(.*?): (.*?)\1/g)].map(
    ([, , key = '', value = '']) => [key, value] as const,
  );
  const body = /-d '(.*?)'/s.exec(command)?.[1] ?? '';
  return {
    url: new URL(/'(https:[^']*)'\s*$/.exec(command)?.[1] ?? ''),
    method: /-X(\w+)/.exec(command)?.[1] ?? '',
    headers: Object.fromEntries(headers),
    body,
    bodyWithoutComment: body.replace(/\s*\/\/.*$/m, ''),
  };
}
