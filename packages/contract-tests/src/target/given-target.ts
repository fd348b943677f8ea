import type { Target } from './target.ts';

/** The variables that give the suite a target. */
export const TARGET_VARIABLES = {
  baseUrl: 'CONTRACT_BASE_URL',
  id: 'COTTER_API_KEY_ID',
  secret: 'COTTER_API_SECRET_KEY',
} as const;

let given: Target | undefined;

/** Has the suite run against this target. */
export function giveTarget(target: Target): void {
  given = target;
}

/**
 * The target that the suite was given, in code or by the environment; `undefined` if none was, and the suite starts its
 * own.
 *
 * @throws {Error} if a base URL is given that is no origin, or that comes without a key pair
 */
export function givenTarget(
  environment: NodeJS.ProcessEnv = process.env,
): Target | undefined {
  if (given !== undefined) return given;
  const baseUrl = environment[TARGET_VARIABLES.baseUrl];
  if (baseUrl === undefined || baseUrl === '') return undefined;
  const id = environment[TARGET_VARIABLES.id];
  const secret = environment[TARGET_VARIABLES.secret];
  if (id === undefined || id === '' || secret === undefined || secret === '')
    throw new Error(
      `A base URL needs a key pair: set ${TARGET_VARIABLES.id} and ${TARGET_VARIABLES.secret}.`,
    );
  return { baseUrl: originOf(baseUrl), apiKey: { id, secret } };
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    url === undefined ||
    !/^https?:$/.test(url.protocol) ||
    `${url.origin}/` !== url.href
  )
    throw new Error(
      'The base URL must be an origin, such as http://127.0.0.1:4010: scheme, host and port, and nothing else.',
    );
  return url.origin;
}
