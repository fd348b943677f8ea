import { expect } from 'vitest';
import type { AnyCotterError } from '../index.ts';
import { rejection } from './rejection.fixture.ts';
import { startServer, type Answer } from './scripted-server.fixture.ts';
import { clientFor, identityToken } from './tokens.fixture.ts';

/** The error that an exchange rejects with when the server answers so. */
export async function failure(answer: Answer): Promise<AnyCotterError> {
  const server = await startServer(answer);
  const error = await rejection(
    clientFor(server).exchangeIdentityToken(identityToken),
  );
  // Whatever the outcome, a call is one request.
  expect(server.requests).toHaveLength(1);
  return error;
}
