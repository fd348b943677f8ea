import type { paths } from '@org/cotter-types';

const TEMPLATE = '/api/v0/token/{api_key_id}' satisfies keyof paths;

/** The path of the operations that public clients call, for one API key id. */
export function tokenPath(apiKeyId: string): string {
  // A function, because a text as replacement would read `$` in the id as a command.
  return TEMPLATE.replace('{api_key_id}', () => encodeURIComponent(apiKeyId));
}
