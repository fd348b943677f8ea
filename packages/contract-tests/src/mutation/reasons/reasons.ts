import type { Reason } from '../reason.ts';
import { mockClock } from './mock-clock.ts';
import { mockHandlers } from './mock-handlers.ts';
import { mockInputs } from './mock-inputs.ts';
import { mockIssuer } from './mock-issuer.ts';
import { mockKeys } from './mock-keys.ts';
import { mockState } from './mock-state.ts';
import { sdkVerify } from './sdk-verify.ts';

export const reasons: readonly Reason[] = [
  ...sdkVerify,
  ...mockClock,
  ...mockHandlers,
  ...mockInputs,
  ...mockIssuer,
  ...mockKeys,
  ...mockState,
];
