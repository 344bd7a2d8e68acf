import { BlockList, isIP } from 'node:net';

function loopback(): BlockList {
  const addresses = new BlockList();
  addresses.addSubnet('127.0.0.0', 8, 'ipv4');
  addresses.addAddress('::1', 'ipv6');
  return addresses;
}

/** Whether a URL stays on this machine: `localhost`, 127.0.0.0/8 or ::1. Other names are not looked up. */
export function isLoopback({ hostname }: URL): boolean {
  if (hostname === 'localhost') return true;
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(address);
  return family !== 0 && loopback().check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** A URL for messages: what it may carry of keys is left out. */
export function shown({ origin, pathname }: URL): string {
  return pathname === '/' ? origin : origin + pathname;
}
