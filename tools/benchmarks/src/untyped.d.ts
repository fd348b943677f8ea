// What is used here of packages that come without types.

declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  interface Result {
    readonly errors: number;
    readonly timeouts: number;
    readonly non2xx: number;
    /** In seconds. */
    readonly duration: number;
  }

  interface Run extends EventEmitter, PromiseLike<Result> {
    on(
      event: 'response',
      listener: (
        client: unknown,
        status: number,
        bytes: number,
        /** From the request to its answer, in milliseconds. */
        ms: number,
      ) => void,
    ): this;
  }

  export default function autocannon(options: {
    readonly url: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly connections: number;
    /** In seconds. */
    readonly duration: number;
  }): Run;
}

declare module 'jsonwebtoken' {
  const jsonwebtoken: {
    verify(
      token: string,
      key: string,
      options: {
        readonly algorithms: readonly string[];
        readonly issuer: string;
        readonly audience: string;
      },
    ): unknown;
  };
  export default jsonwebtoken;
}

declare module 'jwk-to-pem' {
  export default function jwkToPem(jwk: {
    readonly kty: string;
    readonly crv: string;
    readonly x: string;
    readonly y: string;
  }): string;
}
