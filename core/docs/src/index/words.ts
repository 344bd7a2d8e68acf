import { isPlaceholder } from '@nixai/nix/quoting';

/**
 * Splits a dotted path into segments; a quoted segment may hold dots. Forgiving: an unclosed quote
 * runs to the end.
 */
export function segmentsOf(path: string): string[] {
  if (!path.includes('"')) return path.split('.');
  const segments: string[] = [];
  let current = '';
  let quoted = false;
  for (let at = 0; at < path.length; at++) {
    const sign = path.charAt(at);
    if (sign === '"') quoted = !quoted;
    else if (sign === '\\' && quoted) current += unescaped(path.charAt(++at));
    else if (sign === '.' && !quoted) {
      segments.push(current);
      current = '';
    } else current += sign;
  }
  segments.push(current);
  return segments;
}

const unescaped = (sign: string): string => ({ n: '\n', r: '\r', t: '\t' })[sign] ?? sign;

const parts = /[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+\d*|[A-Z]+\d*|\d+/g;

/** The words of a segment in lower case: `allowedTCPPorts` is allowed, tcp, ports. */
export function partsOf(segment: string): string[] {
  return (segment.replaceAll('IPv', 'Ipv').match(parts) ?? []).map((part) => part.toLowerCase());
}

/** A segment without its punctuation, in lower case: `systemd-boot` is systemdboot. */
export function joinedOf(segment: string): string {
  return segment.replace(/[^a-zA-Z0-9]/g, '').toLowerCase();
}

/** The distinct words under which a path is found: each segment's parts, and each joined up. */
export function wordsOf(path: string): string[] {
  const words = new Set<string>();
  for (const segment of segmentsOf(path)) {
    if (isPlaceholder(segment)) continue;
    for (const part of partsOf(segment)) words.add(part);
    words.add(joinedOf(segment));
  }
  words.delete('');
  return [...words];
}
