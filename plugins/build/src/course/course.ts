import type { NixBuildEvent } from '@nixai/api';
import type { BuildTimes, Built } from '../results/built.js';
import { nameOf } from '../storeName.js';
import { Ends, type End } from './ends.js';

/** A build that has begun. */
export interface Begun {
  readonly id: string;
  readonly derivation: string;
  readonly from?: string;
  /** Milliseconds since 1970, as all times here. */
  readonly started: number;
  ended?: number;
  readonly phases: { readonly name: string; readonly started: number }[];
  /** The end of its log. */
  readonly lines: string[];
}

interface Fetch {
  readonly path: string;
  readonly from?: string;
  readonly started: number;
  ended?: number;
  bytes: number;
}

/** What is known when Nix has ended. */
export interface AtTheEnd {
  /** Derivations of which Nix says that their build failed. */
  readonly failed: readonly string[];
  /** Those of which the store has all outputs, as far as that was in question. */
  readonly built: ReadonlySet<string>;
}

/** What is kept of each log: what Nix keeps itself is read from there. */
const mostLines = 200;
const longestLine = 2_000;
/** What was before the first phase that a builder named. */
const unnamed = 'before';

/** What happened in a build, from its events: memory does not grow with the lines of its logs. */
export class Course {
  readonly builds = new Map<string, Begun>();
  readonly #fetches = new Map<string, Fetch>();
  readonly #ends: Ends;
  readonly #ended = new Map<string, End>();

  /** @param isBrokenOff whether the person had it broken off. */
  constructor(isBrokenOff: () => boolean) {
    this.#ends = new Ends(isBrokenOff);
  }

  /** @returns the builds of which it is known now how they ended, by their ids. */
  take(event: NixBuildEvent): ReadonlyMap<string, End> {
    if (event.type === 'start') this.#start(event);
    else if (event.type === 'phase')
      this.builds.get(event.id)?.phases.push({ name: event.phase, started: event.at });
    else if (event.type === 'log') this.#log(event.id, event.line);
    else if (event.type === 'progress') {
      const fetch = this.#fetches.get(event.id);
      if (fetch !== undefined) fetch.bytes = event.done;
    } else if (event.type === 'stop') {
      const ended = this.builds.get(event.id) ?? this.#fetches.get(event.id);
      if (ended !== undefined) ended.ended = event.at;
    }
    const ended = this.#ends.take(event);
    for (const [id, end] of ended) this.#ended.set(id, end);
    return ended;
  }

  #start({ what, id, of, from, at }: Extract<NixBuildEvent, { type: 'start' }>): void {
    if (what === 'build')
      this.builds.set(id, { id, derivation: of, from, started: at, phases: [], lines: [] });
    if (what === 'copy') this.#fetches.set(id, { path: of, from, started: at, bytes: 0 });
  }

  #log(id: string, line: string): void {
    const lines = this.builds.get(id)?.lines;
    if (lines === undefined) return;
    lines.push(line.slice(0, longestLine));
    // Not at each line: what is taken off the front moves all that is behind it.
    if (lines.length > 2 * mostLines) lines.splice(0, lines.length - mostLines);
  }

  /** What is built, by its name: `hello-2.12`. */
  nameOf(id: string): string {
    return nameOf(this.builds.get(id)?.derivation ?? '');
  }

  /** The end of a derivation's log, as it was seen. */
  logOf(derivation: string): readonly string[] {
    const all = [...this.builds.values()].filter((one) => one.derivation === derivation);
    return (all.at(-1)?.lines ?? []).slice(-mostLines);
  }

  /** Derivations of which Nix has not told how their build ended. */
  unsure(): string[] {
    return [...this.builds.values()].flatMap(({ id, derivation }) =>
      this.#ended.has(id) ? [] : [derivation],
    );
  }

  /** How each build ended, by its id, once all is over. */
  ends({ failed, built }: AtTheEnd): Map<string, End> {
    return new Map(
      [...this.builds.values()].map(({ id, derivation }) => {
        if (failed.includes(derivation)) return [id, 'failed'];
        return [id, this.#ended.get(id) ?? (built.has(derivation) ? 'built' : 'interrupted')];
      }),
    );
  }

  /** @param since when all of it began. */
  times(atTheEnd: AtTheEnd, { since, now }: { since: number; now: number }): BuildTimes[] {
    const ends = this.ends(atTheEnd);
    return [...this.builds.values()].map((one) => ({
      derivation: one.derivation,
      outcome: ends.get(one.id) ?? 'interrupted',
      ...(one.from !== undefined && { from: one.from }),
      at: (one.started - since) / 1000,
      seconds: ((one.ended ?? now) - one.started) / 1000,
      phases: phasesOf(one, one.ended ?? now),
    }));
  }

  /** Bytes as far as Nix has told: a piece less than there are, and nothing of a small one. */
  fetched(now: number): Built['fetched'] {
    return [...this.#fetches.values()].map(({ path, from, bytes, started, ended = now }) => ({
      ...{ path, bytes, seconds: (ended - started) / 1000 },
      ...(from !== undefined && { from }),
    }));
  }
}

/** Each phase until the next one; together they are the whole time. */
function phasesOf({ started, phases }: Begun, ended: number): BuildTimes['phases'] {
  const all = [{ name: unnamed, started }, ...phases];
  const times = all.map(({ name, started: from }, at) => ({
    name,
    seconds: ((all[at + 1]?.started ?? ended) - from) / 1000,
  }));
  return times.filter(({ name, seconds }) => name !== unnamed || seconds > 0);
}
