import type {
  ChatExchange,
  ChatRequest,
  HostWith,
  HttpClient,
  ModelServer,
  ProviderKit,
  SaidByModel,
} from '@nixai/api';
import { createEndpoint, type Endpoint } from '../endpoint.js';
import { noKey } from '../failure/failures.js';
import { keyFrom } from '../key.js';
import { localityOf } from '../locality.js';
import { converse } from '../providers/converse.js';
import { getJson } from '../providers/getJson.js';
import { statusOf, statusTimeout } from '../providers/statusOf.js';
import { openExchange } from '../wire/exchange.js';
import { messagesOf } from './messages.js';

/** What our own providers are made of, for those of plugins. */
export function createProviderKit(host: HostWith<HttpClient>): ProviderKit {
  const endpointOf = (server: ModelServer): Endpoint => createEndpoint(host, server, server.url);
  return {
    locality: localityOf,
    key: (places) => keyFrom(places, host),
    keyMissing: noKey,
    json: (server, path, options) => getJson(endpointOf(server), path, options),
    status: (look) => statusOf(() => look(statusTimeout)),
    chat<M>(
      server: ModelServer,
      { model }: ChatRequest,
      { path, body, headers, framing, key }: ChatExchange,
      read: (message: M) => SaidByModel,
      signal?: AbortSignal,
    ) {
      const endpoint = endpointOf(server);
      const meant = Object.keys(headers ?? {});
      const asked = { endpoint, model, key };
      const exchange = openExchange(asked, { framing, headers: meant, signal });
      const call = async () =>
        messagesOf<M>(
          await exchange.fetch(`${endpoint.url}${path}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', ...headers },
            body: JSON.stringify(body),
          }),
        );
      return converse(endpoint, exchange, call, read);
    },
  };
}
