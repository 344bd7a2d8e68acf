import { http, type HostWith, type HttpClient, type Locality } from '@nixai/api';
import { localityOf } from './locality.js';
import type { Patience } from './wire/exchange.js';

/** A model service, as messages speak of it. */
export interface Service {
  /** The provider's name: `ollama`. */
  readonly provider: string;
  /** What people call it: `Ollama`. */
  readonly label: string;
  /** What to do about common failures: commands. */
  readonly remedies: {
    readonly unreachable: string;
    readonly key?: string;
    missingModel(model: string): string;
  };
}

/** A model service at an address. */
export interface Endpoint extends Service {
  /** The base address, without a slash at its end. */
  readonly url: string;
  readonly locality: Locality;
  readonly patience: Patience;
  readonly userAgent: string;
  /** What carries requests; made when it is first needed. */
  http(): Promise<HttpClient>;
}

/** What a test may set that a person cannot. */
export interface EndpointOptions {
  /** Taken for the truth, so that a server on loopback can stand for a remote one. */
  readonly locality?: Locality;
  readonly patience?: Patience;
}

// A model on this machine may first have to be read from disk, which takes as long as it takes; a
// remote one that thinks may be silent for a while. `providers.NAME.timeout` bounds the whole, and
// Node's own fetch bounds connecting, to 10 s.
const usualPatience: Readonly<Record<Locality, Patience>> = {
  loopback: { start: Infinity, pause: 90_000 },
  remote: { start: 60_000, pause: 90_000 },
};

/** The endpoint of a service at this address. Connects to nothing. */
export function createEndpoint(
  host: HostWith<HttpClient>,
  service: Service,
  url: string,
  options: EndpointOptions = {},
): Endpoint {
  const locality = options.locality ?? localityOf(url);
  return {
    ...service,
    url: url.replace(/\/+$/, ''),
    locality,
    patience: options.patience ?? usualPatience[locality],
    userAgent: `nixai/${host.version}`,
    http: () => host.service(http),
  };
}
