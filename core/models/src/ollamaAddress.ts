const port = '11434';

/**
 * The address of an `OLLAMA_HOST` (host, host:port or URL). The variable also tells the server
 * where to listen, so `0.0.0.0` occurs: a client then means this machine.
 */
export function ollamaAddress(value: unknown): unknown {
  if (typeof value !== 'string' || value === '') return value;
  const hasScheme = /^[a-z]+:\/\//i.test(value);
  const address = hasScheme ? value : `http://${value}`;
  if (!URL.canParse(address)) return value;
  const url = new URL(address);
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
  if (url.hostname === '[::]') url.hostname = '[::1]';
  if (!hasScheme && url.port === '') url.port = port;
  return url.href.replace(/\/$/, '');
}
