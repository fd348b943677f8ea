const SECRET_FIELDS = new Set([
  'API_SECRET_KEY',
  'access_token',
  'id_token',
  'refresh_token',
  'signature',
]);

/** Shows a field's value for people: enough of a secret to recognise it, never enough to use it. */
export function masked(field: string, value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (!SECRET_FIELDS.has(field)) return text;
  return `${text.slice(0, Math.min(4, Math.floor(text.length / 4)))}•••••••• (${String(text.length)} characters)`;
}
