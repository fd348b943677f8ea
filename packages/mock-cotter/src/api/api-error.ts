import type { CotterErrorBody } from '@org/cotter-types';
import { description } from '@org/cotter-types/description';

const { responses } = description.components;
const badRequest = examplesOf(responses.BadRequest);
const unauthorized = examplesOf(responses.Unauthorized);
const tooLarge = examplesOf(responses.PayloadTooLarge);
const mediaType = examplesOf(responses.UnsupportedMediaType);
const internal = examplesOf(responses.InternalError);
const other = examplesOf(responses.OtherError);

/** Thrown when a request cannot be granted; the server sends it in the API's envelope. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly body: CotterErrorBody;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    body: CotterErrorBody,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(body.msg);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/**
 * 404: no operation has this path.
 *
 * @param nearest the operation whose path is most like it
 */
export function notFound(nearest?: string): ApiError {
  const { msg, type } = other.notFound.value;
  return new ApiError(404, {
    msg: nearest === undefined ? msg : `${msg} Did you mean ${nearest}?`,
    type,
  });
}

/** 405, with the methods that the path does have (RFC 9110 section 15.5.6). */
export function methodNotAllowed(
  method: string,
  allowed: readonly string[],
): ApiError {
  const allow = allowed.join(', ');
  return new ApiError(
    405,
    {
      msg: `The method ${method} is not allowed here; allowed: ${allow}.`,
      type: other.methodNotAllowed.value.type,
    },
    { allow },
  );
}

/** 401 for a key that is missing or empty; `scheme` is the name of its security scheme in the description. */
export function missingKey(scheme: string, header: string): ApiError {
  const described: Readonly<Record<string, { value: CotterErrorBody }>> =
    unauthorized;
  return new ApiError(
    401,
    described[`missing${scheme}`]?.value ?? {
      msg: `The header ${header} is missing or empty.`,
      type: unauthorized.missingApiKeyId.value.type,
    },
  );
}

/** 401 for a key that was sent twice, so that nobody can tell which one counts. */
export function repeatedKey(header: string): ApiError {
  return new ApiError(401, {
    msg: `The header ${header} was sent more than once.`,
    type: unauthorized.missingApiKeyId.value.type,
  });
}

/** 401 for a key that is there but is not the right one. */
export function wrongKey(msg: string): ApiError {
  return new ApiError(401, {
    msg,
    type: unauthorized.missingApiKeyId.value.type,
  });
}

/** 413: the body is over the limit. */
export function payloadTooLarge(limitBytes: number): ApiError {
  return new ApiError(413, {
    msg: `The body is larger than ${String(limitBytes)} bytes.`,
    type: tooLarge.tooLarge.value.type,
  });
}

/** 415: the body is declared as something that this API does not read. */
export function unsupportedMediaType(msg: string): ApiError {
  return new ApiError(415, { msg, type: mediaType.form.value.type });
}

/** 400: the body is not JSON. */
export function invalidJson(msg: string): ApiError {
  return new ApiError(400, { msg, type: badRequest.invalidJson.value.type });
}

/** 400: the request can be read but does not hold what the description asks for. */
export function invalidRequest(msg: string): ApiError {
  return new ApiError(400, { msg, type: badRequest.missingField.value.type });
}

/** 400: `grant_type` names no grant of this API. */
export function unsupportedGrant(known: readonly string[]): ApiError {
  return new ApiError(400, {
    msg: `grant_type must be one of: ${known.join(', ')}.`,
    type: badRequest.unsupportedGrant.value.type,
  });
}

/** 400: an identity or event token does not stand up to a check. */
export function inputNotValid(msg: string): ApiError {
  return new ApiError(400, {
    msg,
    type: badRequest.refreshTokenNotValid.value.type,
  });
}

/** 400: a refresh token that is no longer valid; published clients look for the words `not valid`. */
export function refreshTokenNotValid(reason: string): ApiError {
  const { msg, type } = badRequest.refreshTokenNotValid.value;
  return new ApiError(400, {
    msg: `${msg.replace(/\.$/, '')}: ${reason}.`,
    type,
  });
}

/** 500: a fault of the mock itself. */
export function internalError(): ApiError {
  return new ApiError(500, internal.internal.value);
}

function examplesOf<Examples>(response: {
  readonly content: {
    readonly 'application/json': { readonly examples: Examples };
  };
}): Examples {
  return response.content['application/json'].examples;
}
