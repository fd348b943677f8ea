/** A token whose signature and claims were checked. */
export interface VerifiedToken<Claims> {
  /** All claims, custom ones too. Each verification returns a new object. */
  readonly claims: Claims;
  /** The id of the key that signed the token. */
  readonly kid: string;
}
