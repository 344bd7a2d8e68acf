import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import {
  emptyScope,
  flakePartsIn,
  moduleOutputs,
  readModule,
  systemsIn,
  type Expression,
  type ModuleClass,
  type ModuleImport,
  type Scope,
} from '@nixai/nix';
import { flakeAbove } from '../flakeAbove.js';
import { nixFilesIn } from '../nixFiles.js';
import { isForCopying, isOwnHardware } from './forCopying.js';
import { handedOut } from './handedOut.js';
import { bringsNothingNew, mayBeOwn } from './knownImports.js';
import type { Loaded, LoadedModule, Membership, MissingImport, Root } from './loaded.js';
import { notThere } from './notThere.js';
import { SourceFiles, isBroken, isFlake, type SourceFile } from './sourceFiles.js';
import { entries, isFile, unreadable, whyUnread } from './unreadable.js';

/** Follows the imports of a configuration from a file or a folder on. */
export class ModuleLoader {
  readonly #files: SourceFiles;
  readonly #modules: LoadedModule[] = [];
  /** Files that name modules and are none: those of flake-parts. */
  readonly #named = new Set<SourceFile>();
  readonly #seen = new Map<string, LoadedModule>();
  readonly #roots: Root[] = [];
  readonly #unknown = new Set<string>();
  readonly #missing: MissingImport[] = [];
  #isCut = false;
  #flake: string | undefined;
  #isAlone = false;
  #passedOver: readonly string[] = [];

  /** @param texts What files are to be taken to say, by their paths: before they are written. */
  constructor(texts: ReadonlyMap<string, string> = new Map()) {
    this.#files = new SourceFiles(texts);
  }

  get loaded(): Loaded {
    return {
      roots: this.#roots,
      files: this.#files.all,
      modules: this.#modules,
      unknownImports: [...this.#unknown],
      missingImports: this.#missing,
      flake: this.#flake,
      isAlone: this.#isAlone,
      passedOver: this.#passedOver.filter((path) => this.#files.known(path) === undefined),
      isCut: this.#isCut,
    };
  }

  /** @throws NixaiError `check-unreadable`. */
  async loadTarget(target: string): Promise<void> {
    const path = resolve(target);
    const stats = await stat(path).catch(async (error: unknown) => {
      throw await unreadable(target, whyUnread(error));
    });
    this.#flake = await flakeAbove(stats.isDirectory() ? path : dirname(path));
    if (stats.isDirectory()) await this.#loadFolder(path, target);
    else if (!stats.isFile()) throw await unreadable(target, 'it is no regular file');
    else {
      this.#isAlone = this.#flake !== undefined && basename(path) !== 'flake.nix';
      await this.#loadEntry(path);
    }
  }

  async #loadFolder(path: string, target: string): Promise<void> {
    for (const name of entries) {
      const entry = join(path, name);
      if (await isFile(entry)) await this.#loadEntry(entry);
      if (this.#modules.length === 0) continue;
      if (name !== 'flake.nix' && this.#buildsOutOfSight(join(path, 'flake.nix')))
        this.#isPartOfMore();
      break;
    }
    const isWhole = this.#modules.length > 0 && ![...this.#unknown].some(mayBeOwn);
    await this.#loadFlakeParts(join(path, 'flake.nix'));
    if (isWhole) {
      const begin = await Promise.all(
        entries.map(async (name) => ((await isFile(join(path, name))) ? [join(path, name)] : [])),
      );
      this.#passedOver = begin.flat();
      return;
    }
    const files = await nixFilesIn(path);
    // Modules of flake-parts build systems and hand out modules: what they name, they tell the kind of.
    for (const file of files ?? []) await this.#loadNamed(file);
    this.#isCut = files === undefined;
    if (this.#isCut && this.#files.all.length === 0)
      throw await unreadable(target, 'it holds far more than a configuration: it was not searched');
    if (files?.length === 0) throw await unreadable(target, 'it holds no .nix file');
    for (const file of files ?? []) await this.#loadLoose(file);
  }

  /** A flake builds systems in a way that cannot be followed: their other modules were not read. */
  #buildsOutOfSight(flake: string): boolean {
    const file = this.#files.known(flake);
    return file !== undefined && /\b(?:nixos|darwin|home)Configurations\b/.test(file.source);
  }

  #isPartOfMore(): void {
    this.#isAlone = true;
    for (const [at, root] of this.#roots.entries()) this.#roots[at] = { ...root, whole: false };
  }

  /** What a flake hands to flake-parts, with all that it imports. */
  async #loadFlakeParts(path: string): Promise<void> {
    const file = this.#files.known(path);
    if (file === undefined || isBroken(file)) return;
    for (const found of flakePartsIn(file.root, file.source))
      await this.#loadImport(file, found, { flakeParts: true });
  }

  /** The systems that a file builds, and the modules that it hands out. */
  async #loadNamed(path: string): Promise<void> {
    const file = await this.#files.readLoose(path);
    if (file === undefined || isBroken(file)) return;
    // Those of the flake itself were what it all began with.
    if (basename(path) !== 'flake.nix') await this.#loadSystems(file);
    for (const { class: of, module } of moduleOutputs(file.root, file.source)) {
      this.#named.add(file);
      this.#addRoot([await this.#loadImport(file, module, { class: of })], false);
    }
  }

  /** A file that nothing leads to. */
  async #loadLoose(path: string): Promise<void> {
    const file = await this.#files.readLoose(path);
    if (file === undefined || this.#modules.some((module) => module.file === file)) return;
    if (!isFlake(file) && !this.#named.has(file))
      this.#addRoot([await this.#loadModule(file, { loose: true })], false);
  }

  async loadText(name: string, text: string): Promise<void> {
    if (text.includes('\0')) throw await unreadable(name, 'it is binary data, not text');
    this.#addRoot([await this.#loadModule(this.#files.add(name, text, true), {})], false);
  }

  /**
   * Loads a home or a system that a definition of a module names: `home-manager.users.ada = ./home.nix;`,
   * `containers.web.config = { … };`.
   * @param isInside it runs inside of the machine.
   */
  async loadInner(
    { file, loose }: LoadedModule,
    found: ModuleImport,
    of: ModuleClass,
    isInside: boolean,
  ): Promise<void> {
    const as = { class: of, loose, ...(isInside && { inside: true as const }) };
    this.#addRoot([await this.#loadImport(file, found, as)], false);
  }

  async #loadImport(
    from: SourceFile,
    found: ModuleImport,
    as: Membership,
  ): Promise<LoadedModule | undefined> {
    if (found.kind === 'inline') return this.#loadInline(from, found.module, found.scope, as);
    if (found.kind === 'path') return this.#loadPath(from, found, as);
    const flake = this.#files.known(join(this.#flake ?? '', 'flake.nix'));
    const own = flake && handedOut(flake, found.text);
    if (flake !== undefined && own !== undefined) return this.#loadImport(flake, own, as);
    // Modules that inputs give to flake-parts declare nothing for a system.
    if (as.flakeParts !== true) this.#cannotFollow(found.text);
    return undefined;
  }

  #cannotFollow(written: string): void {
    const text = written.replace(/\s+/g, ' ');
    if (!bringsNothingNew(text)) this.#unknown.add(text);
  }

  #addRoot(found: readonly (LoadedModule | undefined)[], isWhole: boolean, name?: string): void {
    const modules = found.filter((module) => module !== undefined);
    const whole = isWhole && modules.length === found.length;
    if (modules.length > 0) this.#roots.push({ name, modules, whole });
  }

  /** Takes an expression of a file for a module. */
  async #loadInline(
    file: SourceFile,
    module: Expression,
    scope: Scope,
    as: Membership,
  ): Promise<LoadedModule> {
    const key = `${file.path}:${module.start}:${as.class ?? ''}`;
    const known = this.#seen.get(key);
    if (known !== undefined) return known;
    const parts = readModule(file.source, module, scope);
    const imports: LoadedModule[] = [];
    const loaded = { file, parts, ...as, imports, whole: !parts.partial };
    this.#seen.set(key, loaded);
    this.#modules.push(loaded);
    for (const found of parts.imports) {
      const imported = await this.#loadImport(file, found, as);
      if (imported !== undefined) imports.push(imported);
      // What is not there would have said something, too.
      else if (!isHardwareProfile(found)) loaded.whole = false;
    }
    return loaded;
  }

  async #loadEntry(path: string): Promise<void> {
    const file = await this.#files.read(path);
    if (file === undefined) throw await unreadable(path, 'it is no text, or may not be read');
    await this.#loadSystems(file);
    if (isFlake(file)) return;
    const isWhole = /^(?:configuration|home)\.nix$/.test(basename(path));
    this.#addRoot([await this.#loadModule(file, {})], isWhole);
  }

  async #loadSystems(file: SourceFile): Promise<void> {
    for (const system of systemsIn(file.root, file.source)) {
      const modules: (LoadedModule | undefined)[] = [];
      for (const found of system.modules)
        modules.push(
          await this.#loadImport(file, found, { class: system.class, maker: system.maker }),
        );
      this.#addRoot(modules, true, system.name);
    }
  }

  async #loadModule(file: SourceFile, as: Membership): Promise<LoadedModule | undefined> {
    if (isBroken(file)) return undefined;
    return this.#loadInline(file, file.root, emptyScope, as);
  }

  async #loadPath(
    from: SourceFile,
    { path: written, at, conditional }: Extract<ModuleImport, { kind: 'path' }>,
    as: Membership,
  ): Promise<LoadedModule | undefined> {
    const path = resolve(dirname(from.path), written);
    const file =
      (await this.#files.read(path)) ?? (await this.#files.read(join(path, 'default.nix')));
    if (file !== undefined) return this.#loadModule(file, as);
    // Where a text lies nobody knows, and a path of another machine may be there.
    const isElsewhere = from.isText || conditional || /^[/~]/.test(written);
    if (isElsewhere || (await isLocked(path))) this.#cannotFollow(written);
    // What a template or an example imports lies where it will be copied to; what a machine writes itself
    // beside a file that nothing here leads to, on that machine.
    else if (as.loose !== true || !(isForCopying.test(from.path) || isOwnHardware(written)))
      this.#missing.push({
        file: from,
        at,
        ...(await notThere(path, written)),
      });
    return undefined;
  }
}

/** What `nixos-generate-config` imports from nixpkgs: it loads drivers, and sets no other option. */
function isHardwareProfile(found: ModuleImport): boolean {
  return (
    found.kind === 'unknown' &&
    /\bmodulesPath\b.*\/(?:not-detected|qemu-guest)\.nix/.test(found.text)
  );
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => !stats.isDirectory(),
    () => false,
  );

/** It is there, and was not read: git-crypt has locked it. */
const isLocked = async (path: string): Promise<boolean> =>
  (await isThere(path)) || isThere(join(path, 'default.nix'));
