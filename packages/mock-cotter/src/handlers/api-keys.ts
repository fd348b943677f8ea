import { description } from '@org/cotter-types/description';
import { invalidRequest, missingKey, wrongKey } from '../api/api-error.ts';
import type { Call } from '../api/handler.ts';
import type { Services } from './services.ts';

const { ApiKeyId, ApiSecretKey } = description.components.securitySchemes;

/**
 * The API key id of the header. Strict mode must know it.
 *
 * @throws {ApiError} 401
 */
export function apiKeyId(
  { strict, apiKeys }: Services,
  { headers }: Call,
): string {
  // The engine answered 401 already where the header is required and missing.
  const id = headers[ApiKeyId.name.toLowerCase()] ?? '';
  if (strict && !apiKeys.some((key) => key.id === id))
    throw wrongKey(`The header ${ApiKeyId.name} holds no known API key id.`);
  return id;
}

/**
 * The API key id of the header, after a look at the secret key: there must be one, and in strict mode the right one.
 *
 * @throws {ApiError} 401
 */
export function apiKeyIdWithSecret(services: Services, call: Call): string {
  const secret = call.headers[ApiSecretKey.name.toLowerCase()];
  if (secret === undefined || secret === '')
    throw missingKey('ApiSecretKey', ApiSecretKey.name);
  const id = apiKeyId(services, call);
  if (
    services.strict &&
    !services.apiKeys.some((key) => key.id === id && key.secret === secret)
  )
    throw wrongKey(
      `The header ${ApiSecretKey.name} does not hold the secret key of this API key id.`,
    );
  return id;
}

/**
 * The API key id of the path, which must be that of the header.
 *
 * @throws {ApiError} 400 or 401
 */
export function apiKeyIdOfPath(services: Services, call: Call): string {
  const id = apiKeyId(services, call);
  const last = call.path.slice(call.path.lastIndexOf('/') + 1);
  if (decodeURIComponent(last) !== id)
    throw invalidRequest(
      `The API key id in the path must equal the header ${ApiKeyId.name}.`,
    );
  return id;
}

/**
 * Refuses a token that was issued for another API key id.
 *
 * @throws {ApiError} 400
 */
export function requireIssuedFor(
  id: string,
  field: string,
  value: string,
): void {
  if (value !== id)
    throw invalidRequest(`${field} must equal the header ${ApiKeyId.name}.`);
}
