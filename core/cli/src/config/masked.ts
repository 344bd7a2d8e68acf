/**
 * A secret as it may be shown: its last four characters tell keys apart, where it is long enough
 * that they give nothing away.
 */
export function masked(secret: unknown): string | undefined {
  if (typeof secret !== 'string') return undefined;
  return secret.length < 20 ? '********' : `********${secret.slice(-4)}`;
}
