import { join } from 'node:path';
import { expectOf, type FileChange, type Host } from '@nixai/api';
import { readRegular } from '@nixai/contributions';
import type { TemplateValue } from '@nixai/contributions';

/** What a template made once, byte for byte: never fetched or rendered anew. */
export interface Rendered {
  readonly version: string;
  readonly values: Readonly<Record<string, TemplateValue>>;
  readonly nix: string;
  /** ISO 8601. */
  readonly date: string;
}

/** A template that was put into a configuration, and as what. */
export interface Stamp {
  /** `pack/id`. */
  readonly template: string;
  readonly kind: 'nixos' | 'home-manager' | 'flake';
  /** The module it was merged into, or the file that was made of it; absolute. */
  readonly entry: string;
  /** The file of its own, where it has one. */
  readonly home?: string;
  /** Paths that the person had said already. */
  readonly adopted: readonly string[];
  /** What it made, the last one last. */
  readonly states: readonly Rendered[];
}

/** So many earlier states are kept; each is a text of some kilobytes. */
const mostStates = 20;

const stampFile = ({ paths }: Pick<Host, 'paths'>): string => join(paths.state, 'templates.json');

/** All that was put in, by nixai's own records; none where they cannot be read. */
export async function allStamps(host: Pick<Host, 'paths'>): Promise<readonly Stamp[]> {
  try {
    const raw: unknown = JSON.parse(await readRegular(stampFile(host), 'utf8'));
    const { applied } = raw as { applied?: unknown };
    return Array.isArray(applied) ? applied.filter(isStamp) : [];
  } catch {
    return [];
  }
}

const isStamp = (raw: unknown): raw is Stamp => {
  const { template, entry, states, adopted } = (raw ?? {}) as Partial<Stamp>;
  return (
    typeof template === 'string' &&
    typeof entry === 'string' &&
    Array.isArray(adopted) &&
    Array.isArray(states) &&
    states.length > 0 &&
    states.every((state) => typeof (state as Partial<Rendered>)?.nix === 'string')
  );
};

/** The record with one more state of a template, as a change that goes with the others. */
export async function stampChange(
  host: Pick<Host, 'paths'>,
  stamp: Omit<Stamp, 'states'>,
  state: Rendered,
): Promise<FileChange> {
  const all = await allStamps(host);
  const isSame = (one: Stamp) => one.template === stamp.template && one.entry === stamp.entry;
  const states = [...(all.find(isSame)?.states ?? []), state].slice(-mostStates);
  const applied = [...all.filter((one) => !isSame(one)), { ...stamp, states }];
  const before = await readRegular(stampFile(host)).catch(() => undefined);
  return {
    path: stampFile(host),
    content: `${JSON.stringify({ applied }, null, 2)}\n`,
    expect: expectOf(before),
    mode: 0o600,
  };
}

/** Whether the last state on record is what a template makes now. */
export async function isOnRecord(
  host: Pick<Host, 'paths'>,
  template: {
    readonly id: string;
    readonly pack?: string;
    readonly nix: string;
    readonly rendered?: string;
  },
  entry: string,
): Promise<boolean> {
  const known = (await allStamps(host)).find(
    (one) => one.template === `${template.pack}/${template.id}` && one.entry === entry,
  );
  return known?.states.at(-1)?.nix === (template.rendered ?? template.nix);
}

/** A plan without what is nixai's own record: it is written with the rest, and not shown. */
export function withoutRecord<P extends { readonly actions: readonly { target: string }[] }>(
  host: Pick<Host, 'paths'>,
  plan: P,
): P {
  return { ...plan, actions: plan.actions.filter(({ target }) => target !== stampFile(host)) };
}
