import type * as Sdk from '@org/cotter-sdk';
import type * as Axios from '@org/cotter-sdk/axios';
import type * as FileStore from '@org/cotter-sdk/file-store';
import type * as Session from '@org/cotter-sdk/session';
import type * as Verify from '@org/cotter-sdk/verify';
import type * as Types from '@org/cotter-types';
import type { description } from '@org/cotter-types/description';
import type { MockCotter, MockCotterOptions } from '@org/mock-cotter';
import type { RequestParts } from '@org/contract-tests/internal/contract/requests';
import type { ObservedResponse } from '@org/contract-tests/internal/oracle/oracle';
import type { ApiKey } from '@org/contract-tests/internal/target/target';
import type { Request } from '@org/contract-tests/internal/traffic/exchange';
import type { ScriptedServer } from '@org/contract-tests/internal/traffic/scripted-server';

/** One request or call; what it yields is compared as JSON, so it must hold nothing that differs from run to run. */
export type Proof = (tools: ProofTools) => unknown;

/** What proofs work with. Everything that they start is stopped for them. */
export interface ProofTools {
  readonly sdk: typeof Sdk;
  readonly axios: typeof Axios;
  readonly fileStore: typeof FileStore;
  readonly session: typeof Session;
  readonly verify: typeof Verify;
  readonly types: typeof Types;
  readonly description: typeof description;
  /** A mock of the proof's own, strict unless told otherwise. */
  readonly startMock: (options?: MockCotterOptions) => Promise<ProofMock>;
  /** A server that answers every request alike and remembers it. */
  readonly startServer: (
    answer: ScriptedAnswer,
  ) => Promise<Pick<ScriptedServer, 'requests' | 'url'>>;
}

export interface ProofMock {
  readonly mock: MockCotter;
  /** Sends a request with the mock's keys, or with others. */
  readonly send: (
    operationId: string,
    parts?: RequestParts,
    apiKey?: ApiKey,
  ) => Promise<ObservedResponse>;
  /** Sends a request as it is. */
  readonly sendAsIs: (request: Request) => Promise<ObservedResponse>;
  /** Exchanges an identity token. */
  readonly exchange: (
    ...input: Parameters<MockCotter['mintIdentityToken']>
  ) => Promise<ObservedResponse>;
  /** Spends a refresh token; yields the status, and the next refresh token if there is one. */
  readonly refresh: (
    refreshToken: string,
  ) => Promise<{ readonly status: number; readonly next: string | undefined }>;
  /** The tokens of a new session. */
  readonly login: () => Promise<Types.OAuthTokens>;
}

/** An answer of a scripted server; `undefined` in place of one leaves the request without an answer. */
export type ScriptedAnswer =
  | {
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | undefined;
