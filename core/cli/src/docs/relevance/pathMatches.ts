import { isPlaceholder, segmentsOf, type Index } from '../index/index.js';
import { leafPrior, standing } from './priors.js';

interface PathMatch {
  readonly id: number;
  readonly value: number;
  readonly why: string;
}

/**
 * Options that a path leads to: the exact name (whatever its case), what lies below it, and names
 * that begin with it. Nothing for a query that is no path.
 */
export function pathMatches(index: Index, text: string): PathMatch[] {
  if (/\s/.test(text)) return [];
  const path = text.replace(/\.+$/, '');
  const wanted = comparable(path);
  const found: PathMatch[] = [];
  index.names.forEach((name, id) => {
    // Most names are sorted out by their length and first letter.
    if (name.length < path.length || lower(name, 0) !== lower(path, 0)) return;
    const own = comparable(name);
    if (!own.startsWith(wanted)) return;
    if (own.length === wanted.length) found.push({ id, value: 2, why: 'exact name' });
    else if (own.charAt(wanted.length) === '.')
      found.push({ id, value: 1 + nearness(index, name, path), why: `below ${path}` });
    else if (text.includes('.'))
      found.push({ id, value: 0.5 + nearness(index, name, path) / 2, why: 'beginning of a name' });
  });
  // A single word that is also the first segment of paths ("services") is no path.
  return text.includes('.') || found.some(({ value }) => value === 2) ? found : [];
}

/** 0 to 1: how soon someone who looks below a path wants that option. */
function nearness(index: Index, name: string, path: string): number {
  const below = segmentsOf(name).slice(segmentsOf(path).length);
  const steps = below.length - 1;
  const placeholders = below.filter(isPlaceholder).length;
  const leaf = leafPrior(index, below.at(-1) ?? '');
  return Math.max(0, 0.9 - 0.2 * steps - 0.1 * placeholders - 0.3 * (1 - leaf) + standing(name));
}

function comparable(path: string): string {
  return path.replaceAll('"', '').replaceAll('<name>', '*').toLowerCase();
}

function lower(text: string, at: number): string {
  return text.charAt(at).toLowerCase();
}

