import { basename } from 'node:path';
import { docs, lookInside, type OptionCatalog, type OptionSet } from '@nixai/api';
import { isBroken, type LoadedModule, type ModuleLoader, type SourceFile } from '@nixai/machine';
import { definitionSteps, type Definition, type Look } from '@nixai/nix';
import { astrayFaults } from './astray.js';
import { Breath } from './breath.js';
import { BuiltWith } from './builtWith.js';
import { callsOfNoFunction } from './callsOfNoFunction.js';
import { changedStateVersions } from './changedStateVersions.js';
import { contradictions, type Defined } from './contradictions.js';
import { fileFaults, missingImport } from './fileFaults.js';
import { flakeFaults } from './flakeFaults.js';
import { flakePartsFaults, seemsOfFlakeParts } from './flakeParts/judge.js';
import { Findings, type Told } from './findings.js';
import { innerPart, type InnerPart } from './innerModules.js';
import { leftOutByGit } from './leftOutByGit.js';
import { argumentFaults, libraryNameFaults } from './library/libraryFaults.js';
import { ownLibrary } from './library/ownLibrary.js';
import { guessClass, setsHomes } from './moduleClass.js';
import { byNixVersion, nixVersion } from './nixVersion.js';
import { ownOptions, type OwnOptions } from './options/declared.js';
import { judge, judgeType } from './options/judge.js';
import { isMovedBlock } from './options/movedBlock.js';
import { judgeReads, mayDeclareIn } from './options/judgeReads.js';
import { pathOf } from './options/names.js';
import { oldName } from './options/oldName.js';
import { unboundValue } from './options/unboundValue.js';
import { isOfNobody } from './neverBuilt.js';
import { pipesAreOn } from './pipeOperators.js';
import { reached } from './practice/index.js';
import { tidyRules } from './severities.js';
import { shadowedPackages } from './shadowedPackages.js';
import type { Measures } from './measures.js';
import { mayAllowUnfree } from './unfreeElsewhere.js';

/** One walk over all modules. */
export class Run {
  readonly findings: Findings;
  readonly used = new Set<OptionSet>();
  readonly #breath = new Breath();
  definitions = 0;
  readonly #builtWith: BuiltWith;
  readonly #defined = new Map<LoadedModule, Defined & { readonly set: OptionSet }>();
  readonly #hasRead = new Set<SourceFile>();
  #nixVersion: Promise<string | undefined> | undefined;
  /** Functions that make systems and are called somewhere. */
  readonly #called = new Set<string>();
  /** Whether the configuration's own `lib` may have a name, by the files when that was first asked. */
  #isOwnInLib: ((name: string) => boolean) | undefined;
  /** Whether a text may declare an option, by the files when that was first asked. */
  #mayDeclare: ((name: string) => boolean) | undefined;
  #own: OwnOptions | undefined;
  /** How many modules there were when `#own` was put together. */
  #ownOf = 0;

  constructor(
    readonly loader: ModuleLoader,
    readonly measures: Measures,
  ) {
    this.findings = new Findings(measures.severities, measures.exceptions);
    this.#builtWith = new BuiltWith(loader, measures.catalogs);
  }

  async all(): Promise<void> {
    const { host, practice } = this.measures;
    // Modules are added while they are walked: `home-manager.users.x` brings more.
    for (let at = 0; at < this.loader.loaded.modules.length; at++)
      await this.#module(this.loader.loaded.modules[at] as LoadedModule);
    const { roots, files, unknownImports } = this.loader.loaded;
    const isFreeElsewhere = mayAllowUnfree(files);
    const isOpen = unknownImports.length > 0;
    const releases = await this.#builtWith.releases();
    await this.#breath.take();
    for (const { file, ...doubt } of practice.doubts(roots, isOpen, releases))
      if (doubt.rule !== 'unfree-not-allowed' || !isFreeElsewhere) this.findings.tell(file, doubt);
    for (const root of roots) await this.#contradictions(reached(root));
    for (const { file, ...doubt } of await changedStateVersions(this.#defined.values(), host))
      this.findings.tell(file, doubt);
    for (const missing of this.loader.loaded.missingImports)
      this.findings.tell(missing.file, missingImport(missing, await leftOutByGit(missing)));
    const pipes = pipesAreOn(files);
    for (const file of files) {
      await this.#breath.take();
      await this.#file(file, pipes);
    }
  }

  async #file(file: SourceFile, pipes: boolean): Promise<void> {
    for (const fault of fileFaults(file, pipes)) {
      const told =
        fault.rule === 'undefined-variable'
          ? { ...fault, hint: fault.hint ?? this.#unboundValue(file, fault) }
          : await byNixVersion(fault, () => (this.#nixVersion ??= nixVersion(this.measures.host)));
      if (told !== undefined) this.findings.tell(file, told);
    }
    for (const { name, isCertain, ...doubt } of shadowedPackages(file.root)) {
      const engine = await this.measures.host.service(docs);
      if (isCertain || (await engine.package(name)) !== undefined) this.findings.tell(file, doubt);
    }
    if (isBroken(file)) return;
    for (const fault of flakeFaults(file)) this.findings.tell(file, fault);
    if (tidyRules.some((rule) => this.measures.severities.isOn(rule))) {
      const { tidyFaults } = await import('./tidy/tidyFaults.js');
      for (const fault of tidyFaults(file.root, this.measures.severities))
        this.findings.tell(file, { ...fault, severity: 'note' });
    }
    for (const fault of callsOfNoFunction(file.root, file.source)) this.findings.tell(file, fault);
    this.#isOwnInLib ??= ownLibrary(this.loader.loaded.files);
    for (const fault of libraryNameFaults(file.root, file.source, this.#isOwnInLib))
      this.findings.tell(file, fault);
  }

  #unboundValue(file: SourceFile, { at }: Told): string | undefined {
    for (const { module, found, set } of this.#defined.values()) {
      const catalog = this.measures.catalogs.get(set);
      if (module.file !== file || catalog === undefined) continue;
      const hint = unboundValue(at, found, catalog);
      if (hint !== undefined) return hint;
    }
    return undefined;
  }

  async #contradictions(modules: readonly LoadedModule[]): Promise<void> {
    const defined = modules.flatMap((module) => this.#defined.get(module) ?? []);
    const set = defined[0]?.set ?? 'nixos';
    const catalog = this.measures.catalogs.get(set) ?? (await selected(set));
    const ofSet = defined.filter((one) => one.set === set);
    const doubts = await contradictions(ofSet, catalog, this.#breath);
    for (const { file, ...doubt } of doubts) this.findings.tell(file, doubt);
  }

  async #module(module: LoadedModule): Promise<void> {
    const { catalogs, practice, usual } = this.measures;
    if (isOfNobody(module, this.loader.loaded, this.#called)) return;
    const isOfFlakeParts =
      module.flakeParts === true || (module.loose === true && seemsOfFlakeParts(module));
    if (isOfFlakeParts) {
      for (const doubt of flakePartsFaults(module, this.#ownOptions(), this.loader.loaded.files))
        this.findings.tell(module.file, doubt);
      return;
    }
    await this.#breath.take();
    const stated = module.class ?? usual;
    const told = stated === 'home-manager' && setsHomes(module) ? undefined : stated;
    const guess = told === undefined ? guessClass(module, catalogs) : undefined;
    // Half of a module's options at least are known to its set; a file of data has fewer.
    if (module.loose === true && guess !== undefined && guess.share < 0.5) return;
    const set = told ?? guess?.class ?? 'nixos';
    this.used.add(set);
    await this.#breath.take();
    const { file } = module;
    const catalog = catalogs.get(set);
    const own = this.#ownOptions();
    const found: Definition[] = [];
    const inner: Extract<InnerPart, { kind: 'modules' }>[] = [];
    const visit = (definition: Definition): Look => {
      const part = set === 'home-manager' ? undefined : innerPart(definition, file.source);
      if (part?.kind === 'above') return 'inside';
      if (part?.kind === 'modules') {
        inner.push(part);
        return 'over';
      }
      const path = pathOf(definition);
      if (catalog !== undefined && isMovedBlock(definition, path, catalog)) return 'inside';
      found.push(definition);
      return catalog === undefined || own.hasBelow(path) ? 'inside' : lookInside(catalog, path);
    };
    for (const seen of module.parts.config) {
      const steps = definitionSteps(seen.value, seen.scope, visit, seen);
      while (steps.next().done !== true) await this.#breath.take();
    }
    this.definitions += found.length;
    for (const fault of module.loose === true ? [] : astrayFaults(module.parts.astray))
      this.findings.tell(file, fault);
    for (const definition of found) {
      await this.#breath.take();
      for (const fault of argumentFaults(definition)) this.findings.tell(file, fault);
    }
    if (module.inside !== true) practice.add(module, set, found);
    await this.#breath.take();
    this.#defined.set(module, { module, set, found });
    await this.#judgeAll(found, set, module);
    for (const { modules, isInside, class: of } of inner)
      for (const found of modules) await this.loader.loadInner(module, found, of, isInside);
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

  async #judgeAll(
    found: readonly Definition[],
    set: OptionSet,
    { file, loose }: LoadedModule,
  ): Promise<void> {
    const catalog = this.measures.catalogs.get(set);
    if (catalog === undefined) return this.#judgeSelected(found, set, { file, loose });
    const own = this.#ownOptions();
    const around = await this.#builtWith.surroundings(catalog, own, loose === true);
    for (const definition of found) {
      await this.#breath.take();
      for (const doubt of judge(definition, around))
        this.findings.tell(file, { ...doubt, definition });
    }
    if (this.#hasRead.has(file) || basename(file.path) === 'flake.nix') return;
    this.#hasRead.add(file);
    const { files } = this.loader.loaded;
    this.#mayDeclare ??= mayDeclareIn(files.map(({ source }) => source));
    for (const doubt of judgeReads(file.root, around, this.#mayDeclare))
      this.findings.tell(file, doubt);
  }

  /** Without a complete option set the handbook still knows what was renamed, and many a type. */
  async #judgeSelected(
    found: readonly Definition[],
    set: OptionSet,
    { file, loose }: Pick<LoadedModule, 'file' | 'loose'>,
  ): Promise<void> {
    const renameOf = await this.#builtWith.formerNames(set);
    const catalog = await selected(set);
    for (const definition of found) {
      await this.#breath.take();
      const rename = renameOf(pathOf(definition));
      const at = definition.path.at(-1)?.attribute ?? definition.by;
      const doubt = rename && oldName(definition, rename, at);
      if (doubt !== undefined) this.findings.tell(file, { ...doubt, definition });
      // A file on its own may be of Home Manager, which has some names with other types.
      else if (loose !== true)
        for (const one of judgeType(definition, catalog))
          this.findings.tell(file, { ...one, definition });
    }
  }
}

const selected = async (set: OptionSet): Promise<OptionCatalog> =>
  (await import('@nixai/docs')).handbookCatalog(set);
