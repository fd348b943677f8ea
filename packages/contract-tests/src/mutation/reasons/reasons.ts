import type { Reason } from '../reason.ts';
import { mockAccept } from './mock-accept.ts';
import { mockClock } from './mock-clock.ts';
import { mockCommandLine } from './mock-command-line.ts';
import { mockCommands } from './mock-commands.ts';
import { mockControl } from './mock-control.ts';
import { mockEngine } from './mock-engine.ts';
import { mockExplain } from './mock-explain.ts';
import { mockFaults } from './mock-faults.ts';
import { mockFrontAnswers } from './mock-front-answers.ts';
import { mockFrontBody } from './mock-front-body.ts';
import { mockFrontFaults } from './mock-front-faults.ts';
import { mockFrontSockets } from './mock-front-sockets.ts';
import { mockFront } from './mock-front.ts';
import { mockHandlers } from './mock-handlers.ts';
import { mockInputs } from './mock-inputs.ts';
import { mockIssuer } from './mock-issuer.ts';
import { mockKeys } from './mock-keys.ts';
import { mockMetrics } from './mock-metrics.ts';
import { mockOptions } from './mock-options.ts';
import { mockRefusal } from './mock-refusal.ts';
import { mockRequests } from './mock-requests.ts';
import { mockStart } from './mock-start.ts';
import { mockState } from './mock-state.ts';
import { sdkAxios } from './sdk-axios.ts';
import { sdkCalls } from './sdk-calls.ts';
import { sdkClient } from './sdk-client.ts';
import { sdkErrors } from './sdk-errors.ts';
import { sdkOperations } from './sdk-operations.ts';
import { sdkSessionRun } from './sdk-session-run.ts';
import { sdkSessionStores } from './sdk-session-stores.ts';
import { sdkSession } from './sdk-session.ts';
import { sdkTransport } from './sdk-transport.ts';
import { sdkVerifyClaims } from './sdk-verify-claims.ts';
import { sdkVerifyKeys } from './sdk-verify-keys.ts';
import { sdkVerifyTokens } from './sdk-verify-tokens.ts';
import { sdkVerify } from './sdk-verify.ts';
import { typesSchemas } from './types-schemas.ts';

export const reasons: readonly Reason[] = [
  ...sdkVerify,
  ...sdkVerifyKeys,
  ...sdkVerifyClaims,
  ...sdkVerifyTokens,
  ...sdkErrors,
  ...sdkSession,
  ...sdkSessionRun,
  ...sdkSessionStores,
  ...sdkCalls,
  ...sdkOperations,
  ...sdkClient,
  ...sdkTransport,
  ...sdkAxios,
  ...mockAccept,
  ...mockClock,
  ...mockCommandLine,
  ...mockCommands,
  ...mockControl,
  ...mockEngine,
  ...mockExplain,
  ...mockFaults,
  ...mockFront,
  ...mockFrontAnswers,
  ...mockFrontBody,
  ...mockFrontFaults,
  ...mockFrontSockets,
  ...mockHandlers,
  ...mockInputs,
  ...mockIssuer,
  ...mockKeys,
  ...mockMetrics,
  ...mockOptions,
  ...mockRefusal,
  ...mockRequests,
  ...mockStart,
  ...mockState,
  ...typesSchemas,
];
