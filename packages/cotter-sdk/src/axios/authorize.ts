import type {
  AxiosInstance,
  AxiosResponse,
  InternalAxiosRequestConfig,
} from 'axios';
import { discard, isReplayable } from './replayable.ts';
import { hideSentRequest } from './sent-request.ts';
import { originOf, readTrustedOrigins } from './trusted-origins.ts';

/** What `authorize` needs of a session. */
export interface TokenSource {
  /** Yields a token that is good now, or rejects if there is none; rejects early once the signal fires. */
  getAccessToken(options?: {
    readonly signal?: AbortSignal | undefined;
  }): Promise<string>;
  /** Reports that a server rejected this access token. Never throws. */
  invalidate(accessToken: string): void;
}

/** Options of `authorize`. */
export interface AuthorizeOptions {
  /** Origins that the token may be sent to, in addition to that of the instance's `baseURL`. Default: none. */
  readonly allowOrigins?: readonly string[] | undefined;
}

/** What was added to a request, by its headers: other interceptors may copy a config, but hand its headers on. */
interface Grant {
  readonly token: string;
  /** The body as the caller gave it. */
  readonly data: unknown;
}

/** A replay is marked in its config. Axios keeps properties that it does not know. */
type Config = InternalAxiosRequestConfig & { cotterReplay?: true };

/**
 * Adds the session's access token to the requests of an axios instance, as `Authorization: Bearer` (RFC 6750 section 2.1).
 *
 * - The token is sent only to the origin of the instance's current `baseURL` and to `allowOrigins`, even if a request has
 *   an absolute address or is redirected. A request with its own `Authorization` header is not changed.
 * - After a 401, the token is refreshed and the request is sent once more, unless its body is a stream. The second
 *   response is final.
 * - If there is no token, the request rejects with the session's error.
 * - Once a request is answered, the token is gone from its config, and `request` on the response or error is a summary
 *   without headers, so that no log shows the token.
 *
 * Call it before you add request interceptors that change addresses: axios runs those added first last. Not for the
 * instance that the session's own client uses, if that is yours: its requests would wait for themselves.
 *
 * @returns a function that undoes it.
 * @throws TypeError if no origin is known that may see the token.
 */
export function authorize(
  instance: AxiosInstance,
  session: TokenSource,
  { allowOrigins = [] }: AuthorizeOptions = {},
): () => void {
  const trusted = readTrustedOrigins(instance.defaults.baseURL, allowOrigins);
  const grants = new WeakMap<object, Grant>();

  const onRequest = async (config: Config) => {
    const { headers } = config;
    if (headers.has('Authorization')) return config;
    if (!trusted.has(originOf(addressOf(instance, config)) ?? '')) {
      return config;
    }
    const token = await tokenFor(session, config);
    if (token === undefined) return config;
    headers.set('Authorization', `Bearer ${token}`);
    grants.set(headers, { token, data: config.data });
    config.beforeRedirect = guardRedirects(config.beforeRedirect, trusted);
    return config;
  };

  /** Sends a request again that was answered 401; undefined if that answer is final. */
  const replay = async (
    config: Config,
    answer: AxiosResponse | undefined,
  ): Promise<AxiosResponse | undefined> => {
    const grant = grants.get(config.headers);
    if (grant === undefined) return undefined;
    grants.delete(config.headers);
    hideSentRequest(answer);
    config.headers.delete('Authorization');
    const wasReplay = config.cotterReplay === true;
    delete config.cotterReplay;
    if (answer?.status !== 401 || wasReplay) return undefined;
    session.invalidate(grant.token);
    if (!isReplayable(config.data)) return undefined;
    const token = await tokenFor(session, config);
    if (token === undefined || token === grant.token) return undefined;
    discard(answer.data);
    const again = { ...config, data: grant.data, cotterReplay: true };
    return instance.request(again);
  };

  const onAnswer = async (answer: AxiosResponse) =>
    (await replay(answer.config, answer)) ?? answer;

  const onFailure = async (failure: unknown) => {
    const { config, response } = partsOf(failure);
    if (config !== undefined && grants.has(config.headers))
      hideSentRequest(failure);
    const answer =
      config === undefined ? undefined : await replay(config, response);
    if (answer !== undefined) return answer;
    throw failure;
  };

  const { request, response } = instance.interceptors;
  const added = [
    request.use(onRequest),
    response.use(onAnswer, onFailure),
  ] as const;
  return () => {
    request.eject(added[0]);
    response.eject(added[1]);
  };
}

/** The whole address as the adapter will use it; undefined if there is none. */
function addressOf(instance: AxiosInstance, config: Config): unknown {
  try {
    return instance.getUri(config);
  } catch {
    return undefined;
  }
}

/** The token; undefined when the request was aborted meanwhile, which axios then reports in its own way. */
async function tokenFor(
  session: TokenSource,
  { signal }: Config,
): Promise<string | undefined> {
  const own = signal instanceof AbortSignal ? signal : undefined;
  try {
    return await session.getAccessToken({ signal: own });
  } catch (error) {
    if (own?.aborted === true) return undefined;
    throw error;
  }
}

type BeforeRedirect = NonNullable<Config['beforeRedirect']>;

/** Takes the token off a request that is redirected: on its own, Node's adapter lets it go to any subdomain. */
function guardRedirects(
  own: BeforeRedirect | undefined,
  trusted: ReadonlySet<string>,
): BeforeRedirect {
  return (options, ...details) => {
    const { headers, href } = options as {
      headers?: Record<string, unknown>;
      href?: unknown;
    };
    if (headers !== undefined && !trusted.has(originOf(href) ?? '')) {
      for (const name of Object.keys(headers)) {
        if (/^authorization$/i.test(name)) {
          Reflect.deleteProperty(headers, name);
        }
      }
    }
    own?.(options, ...details);
  };
}

/** Recognised by its fields, because the application's axios may be another copy. */
function partsOf(failure: unknown): {
  readonly config?: Config;
  readonly response?: AxiosResponse;
} {
  if (typeof failure !== 'object' || failure === null) return {};
  const { config, response } = failure as {
    config?: Config;
    response?: AxiosResponse;
  };
  return {
    ...(config?.headers === undefined ? {} : { config }),
    ...(response === undefined ? {} : { response }),
  };
}
