/** The settings of a session that never change. */
export interface MachineConfig {
  /** How long before its end an access token is refreshed, in milliseconds. */
  readonly earlyMs: number;
  /** How long an attempt may take, from its mark to the stored response, in milliseconds. */
  readonly attemptMs: number;
  /** Whether a refresh token whose response was lost is sent again without being asked. */
  readonly retriesUnknown: boolean;
  /** Names this session in the marks of its attempts. */
  readonly owner: string;
}
