import {
  docs,
  type DocsEngine,
  type OptionCatalog,
  type OptionSet,
  type OptionVerdict,
  type PackageVerdict,
} from '@nixai/api';
import { optionPathText } from '@nixai/nix/quoting';
import { loadTopicNames } from '@nixai/docs/topics';
import { otherModuleOf } from '../options/otherModules.js';
import { createPackageJudge } from './packageJudge.js';
import type { CheckHost } from '../host.js';

/** What is known of the options that an answer names. */
export interface Judge {
  /** Against what: "nixos-25.05 (channel, 20,919 options)". */
  readonly against: string;
  /** Whether a path starts like an option at all. */
  hasRoot(segment: string): boolean;
  verdictOn(
    segments: readonly (string | undefined)[],
    around?: AroundOption,
  ): Promise<OptionVerdict>;
  /** Whether a set has the path, or takes anything there. */
  isKnown(path: readonly string[]): boolean;
  /**
   * How much of a path below `config` names an option, as far as that is certain: what is in the value
   * of an option no set lists. Undefined where there is nothing to judge.
   */
  optionRead(path: readonly string[]): readonly string[] | undefined;
  /** Undefined where nothing at hand can tell. */
  packageVerdictOn(attribute: string): Promise<PackageVerdict | undefined>;
}

export interface AroundOption {
  readonly set?: OptionSet;
  /** The answer imports a module that nobody can see: it may declare more. */
  readonly isOpen?: boolean;
}

type OptionJudge = Omit<Judge, 'against' | 'packageVerdictOn'>;

/** What an answer is checked against, in words; nix-darwin is looked at where a name is its own. */
const sets: readonly OptionSet[] = ['nixos', 'home-manager'];
const mostNearest = 3;

export async function createJudge(host: CheckHost): Promise<Judge> {
  const engine = await host.service(docs);
  const found = await Promise.all(sets.map((set) => engine.catalog(set)));
  const catalogs = found.filter((catalog) => catalog !== undefined);
  const described = await Promise.all(
    sets.map(async (set) => (await engine.optionSetDescription(set)).text),
  );
  const judge =
    catalogs.length === 0
      ? (await import('./handbookJudge.js')).createHandbookJudge()
      : catalogJudge(engine, catalogs);
  return {
    against: [...new Set(described)].join(' and '),
    ...judge,
    packageVerdictOn: createPackageJudge(engine),
  };
}

function catalogJudge(engine: DocsEngine, catalogs: readonly OptionCatalog[]): OptionJudge {
  return {
    hasRoot: (segment) => catalogs.some((one) => isKnown(one, [segment])),
    isKnown: (path) => catalogs.some((one) => isKnown(one, path)),
    async verdictOn(segments, { set, isOpen = false } = {}) {
      const path = segments.map((segment) => segment ?? '<name>');
      const name = optionPathText(path);
      const asked = catalogs.filter((one) => set === undefined || one.set === set);
      const holder = asked.find((one) => isKnown(one, path));
      if (holder !== undefined) return { name, set: holder.set, verdict: 'known' };
      const open = segments.indexOf(undefined);
      // `services.<name>.enable` stands for many options: only what is before the gap can be wrong.
      if (open === 0) return { name, verdict: 'unsure' };
      if (open > 0 && asked.some((one) => isKnown(one, path.slice(0, open))))
        return { name, verdict: 'unsure' };
      const found = await lookedUp(engine, name, set);
      if (found.verdict !== 'unknown' && found.verdict !== 'unsure') return found;
      const module = otherModuleOf(segments);
      if (module !== undefined) return { name, verdict: 'unsure', module };
      // A set may be older than what the handbook tells, whose names are held by tests.
      if (loadTopicNames().includes(name)) return { name, verdict: 'known' };
      // A module that is imported brings its own below `services`, and nothing into those of others.
      const ofKnownModule = asked.some((one) => isKnown(one, path.slice(0, 2)));
      return isOpen && !ofKnownModule
        ? { name, verdict: 'unsure' }
        : { ...found, verdict: 'unknown' };
    },
    optionRead(path) {
      const [root = ''] = path;
      for (let length = 1; length <= path.length; length++) {
        const prefix = path.slice(0, length);
        const matches = catalogs.map((one) => ({ one, match: one.match(prefix) }));
        if (matches.every(({ match }) => match.outcome === 'unknown'))
          return length > 1 && this.hasRoot(root) ? prefix : undefined;
        const isValue = matches.some(
          ({ one, match: { outcome } }) =>
            outcome === 'inside' || (outcome === 'option' && one.below(prefix, 1).length === 0),
        );
        if (isValue) return undefined;
      }
      return undefined;
    },
  };
}

const isKnown = (catalog: OptionCatalog, path: readonly string[]): boolean =>
  catalog.match(path).outcome !== 'unknown';

async function lookedUp(engine: DocsEngine, name: string, set?: OptionSet): Promise<OptionVerdict> {
  const found = await engine.option(name, set);
  switch (found.outcome) {
    case 'found':
      return { name, set: found.option.set, verdict: 'known' };
    case 'renamed':
      return { name, verdict: 'renamed', instead: found.to };
    case 'removed':
      return { name, verdict: 'removed' };
    default:
      return { name, verdict: found.outcome, instead: found.nearest.slice(0, mostNearest) };
  }
}
