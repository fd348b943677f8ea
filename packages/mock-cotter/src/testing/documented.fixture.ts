import { description } from '@org/cotter-types/description';

export const TOKEN_PATH = '/api/v0/token';

const operation = description.paths[TOKEN_PATH].post;

/** The documented requests, by example name. */
export const requests = {
  identityToken:
    operation.requestBody.content['application/json'].examples.identityToken
      .value,
  eventToken:
    operation.requestBody.content['application/json'].examples.eventToken.value,
};

/** The documented answers, by example name. */
export const answers = {
  identityToken:
    operation.responses['200'].content['application/json'].examples
      .identityToken.value,
  eventToken:
    operation.responses['200'].content['application/json'].examples.eventToken
      .value,
};

/** What no answer and no log line may hold. */
export const CANARY = 'canary-api-secret-key';

/** Both keys, as headers; the key id is that of the documented requests. */
export const keys = {
  API_KEY_ID: requests.identityToken.identity_token.receiver,
  API_SECRET_KEY: CANARY,
};
