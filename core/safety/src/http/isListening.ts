import { connect } from 'node:net';

/**
 * Whether something takes connections at an address of this machine. Asks nothing of it: where there
 * is nothing, which is the usual case, an HTTP client need not even be loaded.
 * @param timeout Milliseconds.
 */
export function isListening(url: string, timeout: number): Promise<boolean> {
  const { hostname, port, protocol } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: Number(port) || (protocol === 'https:' ? 443 : 80),
      timeout,
    });
    const end = (isThere: boolean) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
