/** What routing and security need of a request. */
export interface RequestHead {
  /** As on the wire: `POST`. */
  readonly method: string;
  /** Without host and query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}
