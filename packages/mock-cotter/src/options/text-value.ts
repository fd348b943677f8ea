import type { OptionSchema } from './schema.ts';

/**
 * The value that a flag or a variable spells. What spells none is given back as it is, for the check to refuse.
 */
export function textValue(schema: OptionSchema, text: string): unknown {
  switch (schema['x-text']) {
    case 'apiKeys':
      return text.split(',').map((pair) => {
        const colon = pair.indexOf(':');
        return {
          id: pair.slice(0, Math.max(colon, 0)),
          secret: pair.slice(colon + 1),
        };
      });
    case 'rotation':
      return isInteger(text) ? { graceMs: Number(text) } : text;
    case 'time':
      return isInteger(text) ? Number(text) : text;
    case undefined:
  }
  if (schema.type === 'boolean')
    return text === 'true' || (text === 'false' ? false : text);
  return schema.type === 'integer' && isInteger(text) ? Number(text) : text;
}

function isInteger(text: string): boolean {
  return /^-?\d{1,16}$/.test(text);
}
