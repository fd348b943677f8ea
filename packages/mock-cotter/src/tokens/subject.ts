/** Who tokens are about, as the exchange found it. */
export interface Subject {
  /** The API key id that the tokens are for. */
  readonly apiKeyId: string;
  /** The user's id. */
  readonly userId: string;
  /** Email address or phone number; an event token does not tell it. */
  readonly identifier?: string;
  /** How the user authenticated: `OTP`, `TRUSTED_DEVICE`. */
  readonly authMethod: string;
  /** When the user authenticated, in Unix seconds, as a decimal string. */
  readonly authTime: string;
}
