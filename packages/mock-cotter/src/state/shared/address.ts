/** Whether a value of the option `state` names a server, not a file. */
export function isServer(state: string): boolean {
  return /^(?:redis|valkey)s?:\/\//i.test(state);
}

/** The address as it may be shown: without user, password and database. */
export function withoutPassword(address: string): string {
  if (!URL.canParse(address)) return 'Redis';
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}
