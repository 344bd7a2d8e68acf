/** Whether an address is this machine: 127.0.0.0/8, ::1 or localhost. */
export function localityOf(url: string): 'loopback' | 'remote' {
  const { hostname } = new URL(url);
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname) ? 'loopback' : 'remote';
}
