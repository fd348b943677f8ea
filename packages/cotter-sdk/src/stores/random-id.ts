/** 128 random bits in hexadecimal. From WebCrypto, which every runtime has; `randomUUID` is missing on http pages. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
}
