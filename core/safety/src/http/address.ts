/** Whether a URL stays on this machine: `localhost`, 127.0.0.0/8 or ::1. Other names are not looked up. */
export function isLoopback({ hostname }: URL): boolean {
  // A URL has each address in its one usual form, in which `127.1` is `127.0.0.1`.
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}

/** The same, and what else a system takes for itself: no address at all, and IPv4 within IPv6. */
export const mayLeadHere = (url: URL): boolean =>
  isLoopback(url) ||
  /^(?:0\.0\.0\.0|\[::\]|\[::ffff:(?:7f[\da-f]{2}:[\da-f]{1,4}|0:0)\]|(?:.*\.)?localhost\.?)$/.test(
    url.hostname,
  );

/** A URL for messages: what it may carry of keys is left out. */
export function shown({ origin, pathname }: URL): string {
  return pathname === '/' ? origin : origin + pathname;
}
