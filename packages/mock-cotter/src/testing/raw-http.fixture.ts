import { connect } from 'node:net';

/** An answer as it came over the socket. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends bytes as they are, which no HTTP client would, and reads until the other side closes. */
export function exchangeRaw(
  url: string,
  ...parts: readonly (string | Buffer)[]
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => {
      for (const part of parts) socket.write(part);
    });
    socket.on('data', (chunk) => chunks.push(chunk));
    // A reset after the answer is the other side's right; without an answer, the exchange fails.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const text = Buffer.concat(chunks).toString();
      const answer = parse(text);
      if (answer === undefined) reject(new Error(`No answer in '${text}'`));
      else resolve(answer);
    });
  });
}

/** Sends bytes and leaves without waiting for an answer. */
export function sendAndLeave(url: string, bytes: Buffer): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(bytes, () => socket.resetAndDestroy());
    });
    socket.on('close', () => {
      resolve();
    });
  });
}

/** A body of one chunk, as `Transfer-Encoding: chunked` wants it. */
export function chunked(content: string): string {
  return `${content.length.toString(16)}\r\n${content}\r\n0\r\n\r\n`;
}

/** One request as text, closed after its answer. A body gets its length unless a framing header is given. */
export function request(
  method: string,
  target: string,
  headers: readonly string[] = [],
  body: string | Buffer = '',
): Buffer {
  const framed = headers.some((line) =>
    /^(content-length|transfer-encoding):/i.test(line),
  );
  const lines = [
    `${method} ${target} HTTP/1.1`,
    'Host: mock',
    'Connection: close',
    ...headers,
    ...(framed ? [] : [`Content-Length: ${String(Buffer.byteLength(body))}`]),
  ];
  return Buffer.concat([
    Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'),
    Buffer.from(body),
  ]);
}

function parse(text: string): RawAnswer | undefined {
  const end = text.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1];
  if (status === undefined) return undefined;
  return {
    status: Number(status),
    headers: Object.fromEntries(
      lines.map((line) => {
        const [name = '', ...value] = line.split(':');
        return [name.toLowerCase(), value.join(':').trim()];
      }),
    ),
    body: text.slice(end + 4),
  };
}
