import type { PlantedFault } from '../fault.ts';
import { descriptionFaults } from './description.ts';
import { mockFormFaults } from './mock-form.ts';
import { mockSessionFaults } from './mock-session.ts';
import { mockTokenFaults } from './mock-tokens.ts';
import { sdkOutcomeFaults } from './sdk-outcomes.ts';
import { sdkWireFaults } from './sdk-wire.ts';

/** Every fault that the suite must find. */
export const faults: readonly PlantedFault[] = [
  ...descriptionFaults,
  ...mockFormFaults,
  ...mockSessionFaults,
  ...mockTokenFaults,
  ...sdkWireFaults,
  ...sdkOutcomeFaults,
];
