import { isLoopback, shown } from './address.js';
import { insecureUrl, offlineFault } from './faults.js';

/**
 * Refuses an address that must not be connected to.
 * @throws NixaiError `insecure-url` or `offline`.
 */
export function checkAddress(given: string, carriesKey: boolean, offline: boolean): URL {
  if (!URL.canParse(given)) throw insecureUrl(given, 'it is no URL', 'write it as https://…');
  const url = new URL(given);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw insecureUrl(
      url.protocol,
      `"${url.protocol}" is not http or https`,
      'write it as https://…',
    );
  if (url.username !== '' || url.password !== '')
    throw insecureUrl(
      shown(url),
      'a name or password in a URL ends up in logs',
      'give the key by its environment variable or file',
    );
  if (isLoopback(url)) return url;
  if (offline) throw offlineFault(url);
  if (carriesKey && url.protocol === 'http:')
    throw insecureUrl(
      shown(url),
      'the key would cross the network in plain text',
      'use https, or a tunnel: ssh -L 8080:localhost:8080 HOST',
    );
  return url;
}
