import { description } from '@org/cotter-types/description';
import { invalidRequest, missingKey, wrongKey } from '../api/api-error.ts';
import type { Call } from '../api/handler.ts';
import type { Services } from './services.ts';

const { ApiKeyId, ApiSecretKey } = description.components.securitySchemes;

/**
 * The API key id of the header. It must be one of the mock's, if the mock accepts no others.
 *
 * @throws {ApiError} 401
 */
export function apiKeyId(
  { acceptsUnknownKeys, apiKeys }: Services,
  { headers }: Call,
): string {
  // The engine answered 401 already where the header is required and missing.
  const id = headers[ApiKeyId.name.toLowerCase()] ?? '';
  if (!acceptsUnknownKeys && !apiKeys.some((key) => key.id === id))
    throw wrongKey(
      `The header ${ApiKeyId.name} is not one of this mock's API key ids.`,
    );
  return id;
}

/**
 * The API key id of the header, after a check of the secret key: it must be there, and be the right one for an id of the
 * mock.
 *
 * @throws {ApiError} 401
 */
export function apiKeyIdWithSecret(services: Services, call: Call): string {
  const secret = call.headers[ApiSecretKey.name.toLowerCase()];
  if (secret === undefined || secret === '')
    throw missingKey('ApiSecretKey', ApiSecretKey.name);
  const id = apiKeyId(services, call);
  const known = services.apiKeys.filter((key) => key.id === id);
  if (known.length > 0 && !known.some((key) => key.secret === secret))
    throw wrongKey(
      `The header ${ApiSecretKey.name} is not the secret key of this API key id.`,
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
