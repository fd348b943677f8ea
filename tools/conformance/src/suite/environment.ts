/** Where the checks find the mock, and what they know of it. It is JSON, so that any runtime can be given it. */
export interface Environment {
  /** The mock's address, as the SDK sees it. */
  readonly baseUrl: string;
  /**
   * Passes on what is below `/__mock/`, for pages too, which the mock itself refuses. Its `/protected` rejects each second
   * request with 401, and otherwise returns the header `Authorization`.
   */
  readonly deskUrl: string;
  readonly apiKeyId: string;
  readonly apiSecretKey: string;
  /** The Ed25519 key of identity and event tokens. */
  readonly inputPublicKey: string;
}

/** How one check went. */
export interface Result {
  readonly check: string;
  /** Absent if it passed. */
  readonly error?: string;
}
