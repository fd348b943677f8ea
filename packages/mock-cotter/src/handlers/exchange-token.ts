import type { TokenRequest } from '@org/cotter-types';
import { description } from '@org/cotter-types/description';
import type { Answer } from '../engine/answer.ts';
import { invalidRequest } from '../refusal.ts';
import type { Call } from './handler.ts';

const { examples } =
  description.paths['/api/v0/token'].post.requestBody.content[
    'application/json'
  ];
const { ApiKeyId } = description.components.securitySchemes;

/** Answers each grant with the documented answer: the 200 example that has the name of the grant's request example. */
export function exchangeToken({ headers, body, example }: Call): Answer {
  const request = body as TokenRequest;
  const issuedFor =
    request.grant_type === 'identity_token'
      ? {
          field: 'identity_token.receiver',
          id: request.identity_token.receiver,
        }
      : { field: 'event_token.issuer', id: request.event_token.issuer };
  if (issuedFor.id !== headers[ApiKeyId.name.toLowerCase()]) {
    throw invalidRequest(
      `${issuedFor.field} must equal the header ${ApiKeyId.name}.`,
    );
  }
  return example(exampleKeyOf(request.grant_type));
}

function exampleKeyOf(grant: TokenRequest['grant_type']): string {
  const found = Object.entries(examples).find(
    ([, { value }]) => value.grant_type === grant,
  );
  if (found === undefined)
    throw new Error(`The description has no example of the grant ${grant}.`);
  return found[0];
}
