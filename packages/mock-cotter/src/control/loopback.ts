/** Whether a host name or address, as an option or a URL has it, means the own machine (RFC 1122, RFC 6761). */
export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    host === '::1' ||
    host === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(host)
  );
}
