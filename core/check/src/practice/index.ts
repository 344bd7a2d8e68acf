import {
  messageOf,
  type CheckConfiguration,
  type CheckDefinition,
  type CheckEdit,
  type CheckFinding,
  type CheckParameters,
  type CheckRule,
  type DefinitionRule,
  type OptionSet,
  type ReadConfiguration,
} from '@nixai/api';
import { createCheckConfiguration, matchesOption, parametersOf } from '@nixai/contributions';
import { Lines, type Definition } from '@nixai/nix';
import type { LoadedModule, Root, SourceFile } from '@nixai/machine';
import { NotJudged } from './notJudged.js';
import { writtenDefinition } from './written.js';
import { writtenParameters } from './writtenParameters.js';
import type { CheckHost } from '../host.js';
import type { RuleFile } from '../ruleFile.js';

/** What a rule says of a place in a file. */
export interface PracticeDoubt extends Pick<
  CheckFinding,
  'rule' | 'severity' | 'message' | 'why' | 'hint' | 'docs' | 'origin'
> {
  readonly file: SourceFile;
  readonly at: { readonly start: number; readonly end: number };
  readonly edit?: CheckEdit;
  /** What the edit is of. */
  readonly definition?: Definition;
}

interface GivenRule {
  readonly rule: CheckRule;
  /** The plugin that gave it; undefined for core's own. */
  readonly origin?: string;
  /** The lists it goes by, as the settings have them. */
  readonly parameters: CheckParameters;
}

/** A definition, as rules see it and as the file has it. */
interface Entry {
  readonly seen: CheckDefinition;
  readonly definition: Definition;
  readonly file: SourceFile;
  readonly about: readonly (GivenRule & { readonly rule: DefinitionRule })[];
}

/** The rules of practice and security, held to every machine and home of a configuration. */
export class Practice {
  readonly #entries = new Map<LoadedModule, { set: OptionSet; entries: readonly Entry[] }>();
  readonly #alone: { set: OptionSet; entry: Entry }[] = [];
  readonly #failed = new Set<string>();
  readonly #notJudged = new NotJudged();
  #builtWith: ReadonlyMap<OptionSet, string> = new Map();
  readonly #byFirstName = new Map<string, GivenRule[]>();

  constructor(
    readonly rules: readonly GivenRule[],
    readonly warn: (message: string) => void,
  ) {
    for (const given of rules)
      for (const option of 'options' in given.rule ? given.rule.options : []) {
        const name = option.split('.', 1)[0] ?? '';
        const known = this.#byFirstName.get(name) ?? [];
        this.#byFirstName.set(name, known.includes(given) ? known : [...known, given]);
      }
  }

  /** The rules that core and plugins contribute; a second one of the same id is left out. */
  static async of(host: CheckHost, house: Pick<RuleFile, 'parameters'>): Promise<Practice> {
    const warn = (message: string) => host.log.warn(message);
    const rules = new Map<string, { rule: CheckRule; origin?: string }>();
    for (const { name, origin, create } of await host.checkRules.list()) {
      const given = await create().catch((error: unknown) => {
        warn(`the check rules "${name}" of ${origin} cannot be loaded: ${messageOf(error)}`);
        return [];
      });
      for (const rule of given)
        if (rules.has(rule.id)) warn(`${origin} gives a rule ${rule.id}, which is there already`);
        else rules.set(rule.id, { rule, origin: origin === 'nixai' ? undefined : origin });
    }
    const declared = new Map([...rules].map(([id, { rule }]) => [id, rule]));
    const written = await writtenParameters(host, declared, house);
    const given = [...rules.values()].map(({ rule, origin }) => ({
      rule,
      origin,
      parameters: parametersOf(rule, written.get(rule.id)),
    }));
    return new Practice(given, warn);
  }

  /** The definitions of a module. */
  add(module: LoadedModule, set: OptionSet, found: readonly Definition[]): void {
    this.#entries.set(module, {
      set,
      entries: found.map((one) => this.#entry(module.file, set, one)),
    });
  }

  /** A definition of which nothing more is known: `home-manager.users.ada.programs.x = …`. */
  addAlone(file: SourceFile, set: OptionSet, definition: Definition): void {
    this.#alone.push({ set, entry: this.#entry(file, set, definition) });
  }

  #entry(file: SourceFile, set: OptionSet, definition: Definition): Entry {
    const names = definition.path.map(({ name }) => name);
    const candidates = [names[0] ?? '', '*'].flatMap((name) => this.#byFirstName.get(name) ?? []);
    const about = candidates.filter(
      (given): given is Entry['about'][number] =>
        'options' in given.rule &&
        given.rule.set === set &&
        given.rule.options.some((option) => matchesOption(option, names)),
    );
    return { seen: writtenDefinition(definition), definition, file, about };
  }

  /**
   * What the rules tell of. A module that several machines share is asked about in each.
   * @param isOpen some import could not be followed.
   * @param builtWith the releases that the sets are locked to.
   */
  doubts(
    roots: readonly Root[],
    isOpen: boolean,
    builtWith: ReadonlyMap<OptionSet, string> = new Map(),
  ): PracticeDoubt[] {
    this.#builtWith = builtWith;
    const found = roots.flatMap((root) => this.#ofRoot(root, isOpen));
    const alone = this.#alone.flatMap(({ set, entry }) =>
      this.#ofEntries([entry], createCheckConfiguration(set, false, [entry.seen]), isOpen),
    );
    return [...found, ...alone];
  }

  /** Rules that said nothing because not all of the configuration is in sight. */
  get notJudged(): readonly CheckRule[] {
    return this.rules.map(({ rule }) => rule).filter(({ id }) => this.#notJudged.rules.has(id));
  }

  /** What each machine and home says. */
  configurations(roots: readonly Root[]): readonly ReadConfiguration[] {
    return roots.flatMap((root): readonly ReadConfiguration[] => {
      const { first, entries, configuration } = this.#read(root);
      if (first === undefined) return [];
      const bySeen = new Map(entries.map((entry) => [entry.seen, entry]));
      return [
        {
          ...(root.name !== undefined && { name: root.name }),
          configuration,
          placeOf(seen) {
            const entry = bySeen.get(seen);
            if (entry === undefined) return undefined;
            const { path, source } = entry.file;
            const { line } = new Lines(source).positionOf(entry.definition.by.start);
            return { file: path, line };
          },
          all: entries.map((entry) => entry.seen),
          textOf(seen) {
            const entry = bySeen.get(seen);
            if (entry === undefined) return undefined;
            const { start, end } = entry.definition.value;
            return entry.file.source.slice(start, end);
          },
        },
      ];
    });
  }

  #read(root: Root) {
    const modules = reached(root);
    const [first] = modules;
    const { set } = (first && this.#entries.get(first)) ?? { set: 'nixos' };
    const entries = modules.flatMap((module) => this.#entries.get(module)?.entries ?? []);
    const complete = root.whole && modules.every(({ whole }) => whole);
    const seen = entries.map((entry) => entry.seen);
    return { first, entries, configuration: createCheckConfiguration(set, complete, seen) };
  }

  #ofRoot(root: Root, isOpen: boolean): PracticeDoubt[] {
    const { first, entries, configuration: read } = this.#read(root);
    if (first === undefined) return [];
    const { set, complete } = read;
    const configuration = this.#notJudged.watching(read);
    const missing = this.rules.flatMap((given): PracticeDoubt[] => {
      const { rule } = given;
      if ('options' in rule || rule.set !== set) return [];
      // Of a part of a machine nobody expects what the whole has.
      if (!complete && root.whole && !this.#isLater(rule)) this.#notJudged.rules.add(rule.id);
      if (!complete) return [];
      if (!this.#asked(given, () => rule.appliesTo(configuration, given.parameters))) return [];
      return [{ ...toldBy(given), file: first.file, at: { start: 0, end: 1 } }];
    });
    return [...this.#ofEntries(entries, configuration, isOpen), ...missing];
  }

  #ofEntries(
    entries: readonly Entry[],
    configuration: CheckConfiguration,
    isOpen: boolean,
  ): PracticeDoubt[] {
    return entries.flatMap(({ seen, definition, file, about }) =>
      about.length === 0 || mayBeOverridden(seen, configuration, isOpen)
        ? []
        : about
            .filter((given) =>
              this.#asked(given, () => given.rule.applies(seen, configuration, given.parameters)),
            )
            .map((given) => ({
              ...toldBy(given),
              ...(this.#dependsOnValue(given, seen, configuration) && { severity: 'note' }),
              hint: given.rule.fixFor?.(seen, given.parameters) ?? given.rule.fix,
              file,
              at: definition.by,
              definition,
              edit: this.#asked(given, () => given.rule.edit?.(seen)),
            })),
    );
  }

  /** What it tells is not so yet in the release that the configuration is locked to. */
  #isLater({ set, since }: CheckRule): boolean {
    const release = this.#builtWith.get(set);
    return since !== undefined && release !== undefined && release < since;
  }

  /** `if debug then false else true`: it is so in one of the cases, and not in another. */
  #dependsOnValue(
    { rule, parameters }: Entry['about'][number],
    seen: CheckDefinition,
    configuration: CheckConfiguration,
  ): boolean {
    if (seen.values.length < 2) return false;
    const { path, conditional, priority } = seen;
    return !seen.values.every((value) =>
      rule.applies({ path, conditional, priority, values: [value] }, configuration, parameters),
    );
  }

  /** A rule that throws is named once, and counts as silent. */
  #asked<T>({ rule, origin }: GivenRule, ask: () => T): T | undefined {
    if (this.#failed.has(rule.id) || this.#isLater(rule)) return undefined;
    try {
      return this.#notJudged.during(rule.id, ask);
    } catch (error) {
      this.#failed.add(rule.id);
      this.warn(`the check rule ${rule.id} of ${origin ?? 'nixai'} fails: ${messageOf(error)}`);
      return undefined;
    }
  }
}

/**
 * Another definition is stronger, and certain to be there; or what is out of sight may well be stronger,
 * as any plain definition is than a `mkDefault`.
 */
function mayBeOverridden(
  definition: CheckDefinition,
  configuration: CheckConfiguration,
  isOpen: boolean,
): boolean {
  if (definition.priority > 100 && isOpen && !configuration.complete) return true;
  return configuration
    .definitions(definition.path)
    .some(({ conditional, priority }) => !conditional && priority < definition.priority);
}

const toldBy = ({ rule, origin }: GivenRule) => ({
  rule: rule.id,
  severity: rule.severity,
  message: rule.message,
  why: rule.why,
  hint: rule.fix,
  docs: rule.docs,
  origin,
});

/** The modules of a root with all that they import, each once. */
export function reached({ modules }: Root): LoadedModule[] {
  const found = new Set(modules);
  for (const module of found) for (const imported of module.imports) found.add(imported);
  return [...found];
}
