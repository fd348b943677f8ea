/**
 * Whether a host is the own machine, to which http is as safe as https. As the URL parser writes hosts: every IPv4
 * address in full and every IPv6 address in its short form.
 */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|\[::1]|127(\.\d+){3})$/.test(hostname);
}
