import type { Locality } from '@nixai/api';
import { isLoopback } from '@nixai/safety';

/** Whether what is sent to an address leaves this machine; an address that is none counts as away. */
export function localityOf(url: string): Locality {
  return URL.canParse(url) && isLoopback(new URL(url)) ? 'loopback' : 'remote';
}
