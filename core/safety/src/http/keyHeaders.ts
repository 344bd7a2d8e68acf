const keyHeader = /^(?:cookie|(?:.*-)?(?:authorization|api-?key|key|token|secret|password|auth))$/i;

/** Whether one of the headers is a key, a token or a cookie. */
export function carriesKey(headers: Headers): boolean {
  return [...headers.keys()].some((name) => keyHeader.test(name));
}

/** The headers without those that only the first origin may see. */
export function withoutKeys(headers: Headers): Headers {
  return new Headers([...headers].filter(([name]) => !keyHeader.test(name)));
}
