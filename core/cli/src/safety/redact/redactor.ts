import type { Redactor } from '@nixai/api';
import { harmless, shapes } from './shapes.js';

/**
 * A redactor of one session: the same secret always gets the same placeholder, so that an answer
 * can be mapped back on this machine.
 */
export function createRedactor(): Redactor {
  const placeholders = new Map<string, string>();
  const numbers = new Map<string, number>();

  function placeholder(kind: string, secret: string): string {
    const known = placeholders.get(secret);
    if (known !== undefined) return known;
    const number = (numbers.get(kind) ?? 0) + 1;
    numbers.set(kind, number);
    const made = `<SECRET:${kind}:${number}>`;
    placeholders.set(secret, made);
    return made;
  }

  return {
    redact(text) {
      const counts: Record<string, number> = {};
      let clean = text;
      for (const { kind, find } of shapes)
        clean = clean.replace(find, (match: string, ...rest: unknown[]) => {
          const { secret } = rest.at(-1) as { readonly secret: string };
          if (harmless.test(secret)) return match;
          counts[kind] = (counts[kind] ?? 0) + 1;
          // The secret stands last in most patterns, and nowhere before it in any.
          const at = match.lastIndexOf(secret);
          return match.slice(0, at) + placeholder(kind, secret) + match.slice(at + secret.length);
        });
      return { text: clean, counts };
    },
    restore(text) {
      let restored = text;
      for (const [secret, mark] of placeholders) restored = restored.replaceAll(mark, () => secret);
      return restored;
    },
  };
}
