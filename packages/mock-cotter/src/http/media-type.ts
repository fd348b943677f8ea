import { unsupportedMediaType, type ApiError } from '../api/api-error.ts';

const JSON_TYPE = 'application/json';
/** A trailing semicolon is legal (RFC 9110 section 5.6.6). */
const JSON_IN_UTF_8 =
  /^[ \t]*application\/json[ \t]*(?:;[ \t]*(?:charset=(?:"utf-8"|utf-8)[ \t]*)?)?$/i;
const MAX_SHOWN_LENGTH = 100;

/**
 * Checks that a body is declared as plain JSON in UTF-8 (RFC 8259 sections 8.1 and 11).
 *
 * @param types each value of Content-Type
 * @param encodings each value of Content-Encoding
 * @returns why not, or `undefined` if all is well
 */
export function mediaTypeProblem(
  types: readonly string[],
  encodings: readonly string[],
): ApiError | undefined {
  const [type] = types;
  if (type === undefined || type === '') {
    return unsupportedMediaType(
      `Content-Type must be ${JSON_TYPE}, but there is none.`,
    );
  }
  if (types.length > 1) {
    return unsupportedMediaType(
      `Content-Type must be ${JSON_TYPE}, but it was sent more than once.`,
    );
  }
  if (!JSON_IN_UTF_8.test(type)) {
    const quotedType =
      type.length > MAX_SHOWN_LENGTH
        ? `${type.slice(0, MAX_SHOWN_LENGTH)}…`
        : type;
    return unsupportedMediaType(
      `Content-Type must be ${JSON_TYPE}, but it is ${quotedType}.`,
    );
  }
  if (encodings.some((value) => value.toLowerCase() !== 'identity')) {
    return unsupportedMediaType(
      'Content-Encoding must be left out: the body is read as it is.',
    );
  }
  return undefined;
}
