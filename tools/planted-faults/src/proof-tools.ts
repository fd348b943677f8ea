import * as sdk from '@org/cotter-sdk';
import * as axios from '@org/cotter-sdk/axios';
import * as fileStore from '@org/cotter-sdk/file-store';
import * as session from '@org/cotter-sdk/session';
import * as verify from '@org/cotter-sdk/verify';
import * as types from '@org/cotter-types';
import { description } from '@org/cotter-types/description';
import { startMockCotter } from '@org/mock-cotter';
import { requestFor } from '@org/contract-tests/internal/contract/requests';
import {
  answerBytes,
  NEVER,
  startScriptedServer,
} from '@org/contract-tests/internal/traffic/scripted-server';
import { createSender } from '@org/contract-tests/internal/traffic/send';
import type { ProofMock, ProofTools } from './proof.ts';

/** Tools for one proof; disposing of them stops what was started. */
export function createProofTools(): ProofTools & AsyncDisposable {
  const stops: (() => unknown)[] = [];

  return {
    sdk,
    axios,
    fileStore,
    session,
    verify,
    types,
    description,

    async startMock(options = {}): Promise<ProofMock> {
      const mock = await startMockCotter({ strict: true, ...options });
      stops.push(() => mock.close());
      const sender = createSender(mock.url);
      stops.push(() => {
        sender[Symbol.dispose]();
      });
      const send: ProofMock['send'] = (operationId, parts, key = mock.apiKey) =>
        sender.send(requestFor(operationId, key, parts));
      const exchange: ProofMock['exchange'] = (...input) => {
        const identity_token = mock.mintIdentityToken(...input);
        const body = { grant_type: 'identity_token', identity_token };
        return send('exchangeToken', { body });
      };
      return {
        mock,
        send,
        sendAsIs: (request) => sender.send(request),
        exchange,
        async refresh(refresh_token) {
          const { status, body } = await send('refreshToken', {
            body: { grant_type: 'refresh_token', refresh_token },
          });
          const { refresh_token: next } = JSON.parse(body) as {
            refresh_token?: string;
          };
          return { status, next };
        },
        async login() {
          const { body } = await exchange();
          return JSON.parse(body) as types.OAuthTokens;
        },
      };
    },

    async startServer(answer) {
      const server = await startScriptedServer();
      stops.push(() => server[Symbol.asyncDispose]());
      server.answer = () => {
        if (answer === undefined) return NEVER;
        const { status, body, headers } = answer;
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        return answerBytes(status, text, headers);
      };
      return server;
    },

    async [Symbol.asyncDispose]() {
      for (const stop of stops.toReversed()) await stop();
    },
  };
}
