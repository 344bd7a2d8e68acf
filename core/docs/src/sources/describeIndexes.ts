import { statSync } from 'node:fs';
import type { DocKind, DocSourceStatus } from '@nixai/api';
import type { Index, IndexContent, IndexPlace } from '../index/index.js';
import { thousands } from '../thousands.js';

interface Placed {
  readonly place: IndexPlace;
  readonly index: Index | undefined;
}

/** What a source can say of its indexes: releases, ages, counts, bytes. */
export function describeIndexes(placed: readonly Placed[], hint: string): DocSourceStatus {
  const usable = placed.flatMap(({ index }) => (index ? [index] : []));
  if (usable.length === 0)
    return { available: false, detail: 'nothing indexed yet', counts: {}, hint };
  const counts: Partial<Record<DocKind, number>> = {};
  for (const { meta } of usable) {
    const kind = kinds[meta.content] ?? 'option';
    counts[kind] = (counts[kind] ?? 0) + meta.count;
  }
  const dates = usable.map(({ meta }) => meta.date).sort();
  return {
    available: true,
    detail: usable.map(describeIndex).join('; '),
    release: usable.find(({ meta }) => meta.release !== undefined)?.meta.release,
    date: dates[0],
    counts,
    size: usable.reduce((sum, { path }) => sum + statSync(path).size, 0),
    hint: ageInDays(dates[0] ?? '') > 30 ? hint : undefined,
  };
}

const contents = {
  nixos: 'NixOS options',
  'home-manager': 'Home Manager options',
  'nix-darwin': 'nix-darwin options',
  packages: 'packages',
  pages: 'sections of manuals',
};

const kinds: Partial<Record<IndexContent, DocKind>> = { packages: 'package', pages: 'page' };

function describeIndex({ meta }: Index): string {
  const parts = [`${thousands(meta.count)} ${contents[meta.content]}`, age(meta)];
  return (meta.release === undefined ? parts : [meta.release, ...parts]).join(', ');
}

function age({ date, isLatest, source }: Index['meta']): string {
  const days = ageInDays(date);
  const atLeast = isLatest === true ? 'at least ' : '';
  // A file that was written today may hold what was made long ago.
  const from = source === 'file' ? 'in a file from today' : 'from today';
  if (days < 1) return from;
  return days === 1 ? `${atLeast}1 day old` : `${atLeast}${days} days old`;
}

function ageInDays(date: string): number {
  return Math.max(0, Math.floor((Date.now() - Date.parse(date)) / 86_400_000));
}
