// SDKs add a dozen headers that tell of this machine (`x-stainless-os`, …): only these leave it.
const sent = [
  'accept',
  'authorization',
  'content-type',
  'openai-organization',
  'openai-project',
  'x-goog-api-key',
];

/** The headers of an SDK's request as they leave this machine. */
export function outgoingHeaders(
  given: RequestInit['headers'],
  {
    userAgent,
    anonymous,
    meant = [],
  }: {
    readonly userAgent: string;
    readonly anonymous: boolean;
    /** Names beside those that every service may get. */
    readonly meant?: readonly string[];
  },
): Record<string, string> {
  const all = new Headers(given);
  const headers: Record<string, string> = { 'user-agent': userAgent };
  for (const name of [...sent, ...meant]) {
    const value = all.get(name);
    if (value !== null && !(anonymous && name === 'authorization')) headers[name] = value;
  }
  return headers;
}

/** The key among the headers. */
export function keyIn(headers: Readonly<Record<string, string>>): string | undefined {
  return headers['x-goog-api-key'] ?? headers['authorization']?.replace(/^Bearer /, '');
}
