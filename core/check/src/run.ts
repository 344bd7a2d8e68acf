import {
  docs,
  lookInside,
  type CheckEdit,
  type CheckFinding,
  type Host,
  type OptionCatalog,
  type OptionSet,
} from '@nixai/api';
import {
  bindingFaults,
  eachDefinition,
  Lines,
  type Definition,
  type ModuleImport,
} from '@nixai/nix';
import { changedStateVersions } from './changedStateVersions.js';
import { contradictions, type Defined } from './contradictions.js';
import { ownOptions, type OwnOptions } from './declared.js';
import { formerNames } from './formerNames.js';
import { homePart } from './homeManager.js';
import { isIgnored } from './ignored.js';
import { argumentFaults, libraryNameFaults } from './library/libraryFaults.js';
import { guessClass } from './moduleClass.js';
import {
  isBroken,
  type LoadedModule,
  type MissingImport,
  type ModuleLoader,
  type SourceFile,
  lockedReleases,
  type LockedRelease,
  type LockedReleases,
} from '@nixai/machine';
import { pipesAreOn } from './pipeOperators.js';
import { judge, judgeType, oldName, pathOf, type Doubt } from './optionFindings.js';
import { reached, type Practice } from './practice/index.js';
import { shadowedPackages } from './shadowedPackages.js';

/** A finding with the edit that mends it. */
export interface Fixable {
  readonly finding: CheckFinding;
  readonly file: SourceFile;
  readonly definition: Definition;
  readonly edit: CheckEdit;
}

/** A doubt of the checker or of a rule. */
type Told = Omit<Doubt, 'rule'> &
  Pick<CheckFinding, 'rule' | 'why' | 'docs' | 'origin'> & { readonly definition?: Definition };

/** One walk over all modules. */
export class Run {
  readonly findings: CheckFinding[] = [];
  readonly fixables: Fixable[] = [];
  readonly used = new Set<OptionSet>();
  definitions = 0;
  readonly #lines = new Map<SourceFile, Lines>();
  readonly #told = new Set<string>();
  readonly #defined = new Map<LoadedModule, Defined & { readonly set: OptionSet }>();
  #locked: Promise<LockedReleases> | undefined;
  #own: OwnOptions | undefined;
  /** How many modules there were when `#own` was put together. */
  #ownOf = 0;

  constructor(
    readonly loader: ModuleLoader,
    readonly catalogs: ReadonlyMap<OptionSet, OptionCatalog>,
    readonly host: Host,
    readonly practice: Practice,
  ) {}

  async all(): Promise<void> {
    // Modules are added while they are walked: `home-manager.users.x` brings more.
    for (let at = 0; at < this.loader.loaded.modules.length; at++)
      await this.#module(this.loader.loaded.modules[at] as LoadedModule);
    for (const { file, ...doubt } of this.practice.doubts(this.loader.loaded.roots))
      this.#tell(file, doubt);
    for (const root of this.loader.loaded.roots) await this.#contradictions(reached(root));
    for (const { file, ...doubt } of await changedStateVersions(this.#defined.values(), this.host))
      this.#tell(file, doubt);
    for (const missing of this.loader.loaded.missingImports) this.#missing(missing);
    const pipes = pipesAreOn(this.#defined.values());
    for (const file of this.loader.loaded.files) {
      this.#faults(file, pipes);
      await this.#shadowed(file);
      if (!isBroken(file))
        for (const fault of libraryNameFaults(file.root, file.source)) this.#tell(file, fault);
    }
  }

  #missing({ file, at, path, nearest }: MissingImport): void {
    this.#tell(file, {
      rule: 'import-not-there',
      severity: 'error',
      message: `${path} is not there`,
      why: 'Nix stops at an import that it does not find; in a flake a file that git does not know is not there either.',
      hint: nearest === undefined ? undefined : `did you mean ${nearest}?`,
      at,
    });
  }

  /** What Nix says of a file alone: of its syntax, or of its names. */
  #faults(file: SourceFile, pipesAreOn: boolean): void {
    const ofNames = (isBroken(file) ? [] : bindingFaults(file)).filter(
      ({ code }) => code !== 'undefined-variable' || !file.isPiece,
    );
    const [firstPipe] = file.errors.filter(({ code }) => code === 'pipe-operator');
    const errors = file.errors.filter(
      (error) => error.code !== 'pipe-operator' || (error === firstPipe && !pipesAreOn),
    );
    for (const { code, message, hint, start, end } of [...errors, ...ofNames])
      this.#tell(file, {
        rule: ofNames.some((fault) => fault.code === code) ? code : `syntax-${code}`,
        severity: code === 'pipe-operator' || code === 'late-merge' ? 'note' : 'error',
        message,
        hint,
        at: { start, end },
      });
  }

  async #shadowed(file: SourceFile): Promise<void> {
    for (const { name, isCertain, ...doubt } of shadowedPackages(file.root)) {
      const engine = await this.host.service(docs);
      if (isCertain || (await engine.package(name)) !== undefined) this.#tell(file, doubt);
    }
  }

  async #contradictions(modules: readonly LoadedModule[]): Promise<void> {
    const defined = modules.flatMap((module) => this.#defined.get(module) ?? []);
    const set = defined[0]?.set ?? 'nixos';
    const catalog = this.catalogs.get(set) ?? (await selected(set));
    const ofSet = defined.filter((one) => one.set === set);
    for (const { file, ...doubt } of contradictions(ofSet, catalog)) this.#tell(file, doubt);
  }

  async #module(module: LoadedModule): Promise<void> {
    const guess = module.class === undefined ? guessClass(module, this.catalogs) : undefined;
    // Half of a module's options at least are known to its set; a file of data has fewer.
    if (module.loose === true && guess !== undefined && guess.share < 0.5) return;
    const set = module.class ?? guess?.class ?? 'nixos';
    this.used.add(set);
    const { file } = module;
    const catalog = this.catalogs.get(set);
    const own = this.#ownOptions();
    const found: Definition[] = [];
    const homes: ModuleImport[] = [];
    for (const seen of module.parts.config)
      eachDefinition(seen.value, seen.scope, (definition) => {
        const home = set === 'home-manager' ? undefined : homePart(definition, file.source);
        if (home?.kind === 'above') return 'inside';
        if (home?.kind === 'modules') {
          homes.push(...home.modules);
          return 'over';
        }
        found.push(definition);
        const path = pathOf(definition);
        return catalog === undefined || own.hasBelow(path) ? 'inside' : lookInside(catalog, path);
      });
    this.definitions += found.length;
    for (const definition of found)
      for (const fault of argumentFaults(definition)) this.#tell(file, fault);
    this.practice.add(module, set, found);
    this.#defined.set(module, { module, set, found });
    await this.#judgeAll(found, set, module);
    for (const home of homes) await this.loader.loadHome(module, home);
  }

  /** What the modules declare that are known by now. */
  #ownOptions(): OwnOptions {
    const { modules } = this.loader.loaded;
    if (this.#own === undefined || this.#ownOf !== modules.length) {
      this.#own = ownOptions(modules);
      this.#ownOf = modules.length;
    }
    return this.#own;
  }

  /** The release that the configuration is built with, where its lock file says so. */
  async #builtWith(set: OptionSet): Promise<LockedRelease | undefined> {
    const { flake } = this.loader.loaded;
    if (flake === undefined) return undefined;
    return (await (this.#locked ??= lockedReleases(flake))).get(set);
  }

  /** That release, where the option set is of an older one. */
  async #newerThan({ set, release }: OptionCatalog): Promise<string | undefined> {
    const locked = (await this.#builtWith(set))?.newest;
    const own = /\d\d\.\d\d/.exec(release ?? '')?.[0];
    return locked !== undefined && (own === undefined || locked > own) ? locked : undefined;
  }

  async #judgeAll(
    found: readonly Definition[],
    set: OptionSet,
    { file, loose }: LoadedModule,
  ): Promise<void> {
    const catalog = this.catalogs.get(set);
    if (catalog === undefined) return this.#judgeSelected(found, set, { file, loose });
    const { unknownImports, isAlone } = this.loader.loaded;
    const own = this.#ownOptions();
    const locked = await this.#builtWith(set);
    const builtWith = locked?.certain;
    const { releaseHere } = await import('@nixai/docs');
    const around = {
      renameOf: await formerNames(set, builtWith),
      isOfRelease:
        locked === undefined
          ? catalog.gaps === undefined
          : catalog.release?.includes(locked.newest) === true,
      isBuiltBefore: builtWith !== undefined && builtWith < releaseHere(),
      catalog,
      others: [...this.catalogs.values()].filter((other) => other !== catalog),
      own,
      isOfSet: loose !== true,
      isOpen: loose === true || isAlone || unknownImports.length > 0 || own.computed,
      newer: await this.#newerThan(catalog),
    };
    for (const definition of found)
      for (const doubt of judge(definition, around)) this.#tell(file, { ...doubt, definition });
  }

  /** Without a complete option set the handbook still knows what was renamed, and many a type. */
  async #judgeSelected(
    found: readonly Definition[],
    set: OptionSet,
    { file, loose }: Pick<LoadedModule, 'file' | 'loose'>,
  ): Promise<void> {
    const renameOf = await formerNames(set, (await this.#builtWith(set))?.certain);
    const catalog = await selected(set);
    for (const definition of found) {
      const rename = renameOf(pathOf(definition));
      const at = definition.path.at(-1)?.attribute ?? definition.by;
      const doubt = rename && oldName(definition, rename, at);
      if (doubt !== undefined) this.#tell(file, { ...doubt, definition });
      // A file on its own may be of Home Manager, which has some names with other types.
      else if (loose !== true)
        for (const one of judgeType(definition, catalog)) this.#tell(file, { ...one, definition });
    }
  }

  #tell(
    file: SourceFile,
    { rule, severity, message, why, hint, docs: link, origin, at, edit, definition }: Told,
  ): void {
    const lines = this.#lines.get(file) ?? new Lines(file.source);
    this.#lines.set(file, lines);
    const { line, column } = lines.positionOf(at.start);
    const end = lines.positionOf(at.end);
    const key = `${file.path}:${line}:${column}:${rule}:${message}`;
    if (this.#told.has(key) || isIgnored(lines, line, rule)) return;
    this.#told.add(key);
    const finding: CheckFinding = {
      rule,
      severity,
      message,
      why,
      hint,
      docs: link,
      origin,
      fixable: edit === undefined ? undefined : true,
      file: file.path,
      line,
      column,
      endLine: end.line,
      endColumn: end.column,
    };
    this.findings.push(finding);
    if (edit !== undefined && definition !== undefined)
      this.fixables.push({ finding, file, definition, edit });
  }
}

const selected = async (set: OptionSet): Promise<OptionCatalog> =>
  (await import('@nixai/docs')).handbookCatalog(set);
