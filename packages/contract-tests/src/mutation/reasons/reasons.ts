import type { Reason } from '../reason.ts';
import { mockClock } from './mock-clock.ts';
import { mockInputs } from './mock-inputs.ts';
import { mockState } from './mock-state.ts';
import { sdkVerify } from './sdk-verify.ts';

export const reasons: readonly Reason[] = [
  ...sdkVerify,
  ...mockClock,
  ...mockInputs,
  ...mockState,
];
