import { description } from '@org/cotter-types/description';

/** The header that holds the API key id, in lower case. */
export const API_KEY_ID =
  description.components.securitySchemes.ApiKeyId.name.toLowerCase();
