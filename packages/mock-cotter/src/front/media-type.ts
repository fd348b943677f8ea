import { unsupportedMediaType, type Refusal } from '../refusal.ts';

const JSON_TYPE = 'application/json';
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
): Refusal | undefined {
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
  if (!isJson(type)) {
    const shown =
      type.length > MAX_SHOWN_LENGTH
        ? `${type.slice(0, MAX_SHOWN_LENGTH)}…`
        : type;
    return unsupportedMediaType(
      `Content-Type must be ${JSON_TYPE}, but it is ${shown}.`,
    );
  }
  if (encodings.some((value) => value.toLowerCase() !== 'identity')) {
    return unsupportedMediaType(
      'Content-Encoding must be left out: the body is read as it is.',
    );
  }
  return undefined;
}

function isJson(contentType: string): boolean {
  // As nearly every client writes it: nothing to take apart.
  if (contentType === JSON_TYPE) return true;
  const [type = '', ...parameters] = contentType
    .split(';')
    .map((part) => part.trim().toLowerCase());
  return (
    type === JSON_TYPE &&
    parameters.length <= 1 &&
    // A trailing semicolon is legal (RFC 9110 section 5.6.6).
    parameters.every((text) => /^(charset=("utf-8"|utf-8))?$/.test(text))
  );
}
