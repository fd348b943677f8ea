import { isBrowser } from '../runtime/browser.ts';
import type { description } from '@org/cotter-types/description';
import {
  type TransportOptions,
  isHeaderValue,
  readTransportOptions,
} from '../transport/transport-options.ts';
import { readTimeoutMs } from './call-options.ts';
import type { CotterClientEvent } from './events.ts';
import {
  readFlag,
  readInteger,
  readListener,
  refuseUnknownNames,
} from './read-option.ts';
import { PRODUCTION_BASE_URL, readBaseUrl } from './urls.ts';

/** The options of a client. */
export interface CotterClientOptions extends TransportOptions {
  /** Your API key id; public. */
  readonly apiKeyId: string;
  /**
   * Your API secret key, for exchanges and custom claims; no other call sends it. It belongs on a server: in a page or
   * a worker of a browser it is refused, where the calls that need none work without it. Default: none; the calls that
   * need it then reject.
   */
  readonly apiSecretKey?: string | undefined;
  /**
   * The origin to send requests to, without a path. It must be https, except on `localhost`,
   * `127.0.0.0/8` and `[::1]`. Default: `https://www.cotter.app`.
   */
  readonly baseUrl?: string | undefined;
  /**
   * The time for one call with all its attempts, in milliseconds, from connecting to the last byte of the answer; an
   * integer from 1 to 2147483647. Default: 10000.
   */
  readonly timeoutMs?: number | undefined;
  /**
   * How many times a call is retried after failures in which the server did not process it; an integer from 0 to 10.
   * Default: 2.
   */
  readonly maxRetries?: number | undefined;
  /** Receives each event at once and in order. Its errors are ignored. Default: none. */
  readonly onEvent?: ((event: CotterClientEvent) => void) | undefined;
  /** Sends keys and tokens unencrypted to any host. For closed networks only. Default: false. */
  readonly dangerouslyAllowHttp?: boolean | undefined;
  /** Accepts a secret key in a page, where every visitor can read it. For tests in browsers only. Default: false. */
  readonly dangerouslyAllowSecretInBrowser?: boolean | undefined;
}

/** The options after they were checked, with defaults filled in. */
export interface ClientConfig {
  readonly apiKeyId: string;
  readonly apiSecretKey: string | undefined;
  readonly baseUrl: URL;
  readonly timeoutMs: number;
  readonly maxRetries: number;
  readonly onEvent: (event: CotterClientEvent) => void;
  readonly transport: TransportOptions;
}

const NAMES: readonly (keyof CotterClientOptions)[] = [
  'apiKeyId',
  'apiSecretKey',
  'baseUrl',
  'timeoutMs',
  'maxRetries',
  'onEvent',
  'httpAgent',
  'httpsAgent',
  'proxy',
  'adapter',
  'dangerouslyAllowHttp',
  'dangerouslyAllowSecretInBrowser',
];

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_MAX_RETRIES = 2;
const MOST_RETRIES = 10;

/** @throws TypeError that names the option and never its value. */
export function readClientOptions(options: CotterClientOptions): ClientConfig {
  refuseUnknownNames(options, NAMES);
  // Read once, so that what was checked is what is used.
  const {
    apiKeyId,
    apiSecretKey,
    baseUrl = PRODUCTION_BASE_URL,
    timeoutMs = DEFAULT_TIMEOUT_MS,
    maxRetries = DEFAULT_MAX_RETRIES,
    onEvent,
  } = options;
  return {
    apiKeyId: readApiKeyId(apiKeyId),
    apiSecretKey: readSecret(
      apiSecretKey,
      readFlag(options, 'dangerouslyAllowSecretInBrowser'),
    ),
    baseUrl: readBaseUrl(baseUrl, readFlag(options, 'dangerouslyAllowHttp')),
    timeoutMs: readTimeoutMs(timeoutMs),
    maxRetries: readInteger('maxRetries', maxRetries, 0, MOST_RETRIES),
    onEvent: readListener(onEvent),
    transport: readTransportOptions(options),
  };
}

/** The described length. Its schema would load zod, which only calls need. */
const MAX_API_KEY_ID: (typeof description)['components']['schemas']['ApiKeyId']['maxLength'] = 128;

function readApiKeyId(value: unknown): string {
  const id = readKey('apiKeyId', value);
  if (Array.from(id).length > MAX_API_KEY_ID) {
    throw new TypeError('apiKeyId is too long');
  }
  // It becomes a part of paths, where these lead to another one (RFC 3986 section 5.2.4).
  if (id === '.' || id === '..') {
    throw new TypeError('apiKeyId must not be . or ..');
  }
  return id;
}

function readSecret(
  value: unknown,
  allowedInBrowser: boolean,
): string | undefined {
  if (value === undefined) return undefined;
  if (isBrowser() && !allowedInBrowser) {
    throw new TypeError(
      'apiSecretKey must stay on a server, and this looks like a browser; leave it out, or set dangerouslyAllowSecretInBrowser',
    );
  }
  return readKey('apiSecretKey', value);
}

function readKey(name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') {
    throw new TypeError(`${name} must be a string that is not empty`);
  }
  if (!isHeaderValue(value)) {
    throw new TypeError(
      `${name} must contain only visible ASCII characters, and no space at its ends`,
    );
  }
  return value;
}
