import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import {
  emptyScope,
  flakePartsIn,
  moduleOutputs,
  parse,
  readModule,
  systemsIn,
  type Expression,
  type ModuleClass,
  type ModuleImport,
  type ModuleParts,
  type Scope,
  type SyntaxFault,
} from '@nixai/nix';
import { ExitCode, messageOf, NixaiError } from '@nixai/api';
import { flakeAbove } from '../flakeAbove.js';
import { nixFilesIn } from '../nixFiles.js';
import { readRegular } from '../readRegular.js';
import { bringsNothingNew, mayBeOwn } from './knownImports.js';
import { nearestFile } from './nearestFile.js';

/** A file that was read. */
export interface SourceFile {
  readonly path: string;
  readonly source: string;
  readonly root: Expression;
  readonly errors: readonly SyntaxFault[];
  /** A set that was handed over as a text: what stands around it may bind the names that it uses. */
  readonly isPiece: boolean;
  /** It was handed over, and lies nowhere. */
  readonly isText: boolean;
}

/** How a module belongs to the configuration. */
export interface Membership {
  /** Which option set it is of, where something says so. */
  readonly class?: ModuleClass;
  /** It lies in the folder and nothing that could be followed leads to it: it may be no module. */
  readonly loose?: true;
  /** It is of a system inside of the machine: a container, a variant for a virtual machine. */
  readonly inside?: true;
  /** It is a module of flake-parts: it makes outputs of a flake, and no system. */
  readonly flakeParts?: true;
}

/** A module of a configuration. */
export interface LoadedModule extends Membership {
  readonly file: SourceFile;
  readonly parts: ModuleParts;
  readonly imports: readonly LoadedModule[];
  /** Everything that it says and imports is in sight. */
  readonly whole: boolean;
}

/** Where a machine or a home begins. */
export interface Root {
  /** What the flake calls it. */
  readonly name?: string;
  readonly modules: readonly LoadedModule[];
  /** It is a machine or a home, and no part of one, and all its first modules were found. */
  readonly whole: boolean;
}

/** An import of a file that is not there: Nix stops at it. */
export interface MissingImport {
  readonly file: SourceFile;
  readonly at: Expression;
  /** As written: `./disks.nix`. */
  readonly path: string;
  /** The file beside it that was most likely meant, as it would be written. */
  readonly nearest?: string;
}

export interface Loaded {
  readonly roots: readonly Root[];
  readonly files: readonly SourceFile[];
  readonly modules: readonly LoadedModule[];
  /** As written, imports that cannot be followed. */
  readonly unknownImports: readonly string[];
  readonly missingImports: readonly MissingImport[];
  /** The flake that it all belongs to. */
  readonly flake?: string;
  /** One file of a flake was named: what the others declare and import is out of sight. */
  readonly isAlone: boolean;
  /** There is too much in the folder to look at what nothing leads to. */
  readonly isCut: boolean;
}

/** Follows the imports of a configuration from a file or a folder on. */
export class ModuleLoader {
  readonly #files = new Map<string, SourceFile>();
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

  /** @param texts What files are to be taken to say, by their paths: before they are written. */
  constructor(readonly texts: ReadonlyMap<string, string> = new Map()) {}

  get loaded(): Loaded {
    return {
      roots: this.#roots,
      files: [...this.#files.values()],
      modules: this.#modules,
      unknownImports: [...this.#unknown],
      missingImports: this.#missing,
      flake: this.#flake,
      isAlone: this.#isAlone,
      isCut: this.#isCut,
    };
  }

  /** @throws NixaiError `check-unreadable`. */
  async loadTarget(target: string): Promise<void> {
    const path = resolve(target);
    const stats = await stat(path).catch((error: unknown) => {
      throw unreadable(target, messageOf(error));
    });
    this.#flake = await flakeAbove(stats.isDirectory() ? path : dirname(path));
    if (stats.isDirectory()) await this.#loadFolder(path, target);
    else if (!stats.isFile()) throw unreadable(target, 'it is no regular file');
    else {
      this.#isAlone = this.#flake !== undefined && basename(path) !== 'flake.nix';
      await this.#loadEntry(path);
    }
  }

  async #loadFolder(path: string, target: string): Promise<void> {
    for (const name of entries) {
      const entry = join(path, name);
      if (await isFile(entry)) await this.#loadEntry(entry);
      if (this.#modules.length > 0) break;
    }
    const isWhole = this.#modules.length > 0 && ![...this.#unknown].some(mayBeOwn);
    await this.#loadFlakeParts(join(path, 'flake.nix'));
    if (isWhole) return;
    const files = await nixFilesIn(path);
    // Modules of flake-parts build systems and hand out modules: what they name, they tell the kind of.
    for (const file of files ?? []) await this.#loadNamed(file);
    this.#isCut = files === undefined;
    if (this.#isCut && this.#files.size === 0)
      throw unreadable(target, 'it holds far more than a configuration: it was not searched');
    if (files?.length === 0) throw unreadable(target, 'it holds no .nix file');
    for (const file of files ?? []) await this.#loadLoose(file);
  }

  /** What a flake hands to flake-parts, with all that it imports. */
  async #loadFlakeParts(path: string): Promise<void> {
    const file = this.#files.get(path);
    if (file === undefined || isBroken(file)) return;
    for (const found of flakePartsIn(file.root, file.source))
      await this.#loadImport(file, found, { flakeParts: true });
  }

  /** The systems that a file builds, and the modules that it hands out. */
  async #loadNamed(path: string): Promise<void> {
    const file = await this.#readLoose(path);
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
    const file = await this.#readLoose(path);
    if (file === undefined || this.#modules.some((module) => module.file === file)) return;
    if (!isFlake(file) && !this.#named.has(file))
      this.#addRoot([await this.#loadModule(file, { loose: true })], false);
  }

  /** Nothing leads to it; where nothing is in it either, its place is kept for later. */
  async #readLoose(path: string): Promise<SourceFile | undefined> {
    const isNew = !this.#files.has(path);
    const file = await this.#read(path);
    if (!isNew || file?.source.trim() !== '') return file;
    this.#files.delete(path);
    return undefined;
  }

  async loadText(name: string, text: string): Promise<void> {
    this.#addRoot([await this.#loadModule(this.#add(name, text, true), {})], false);
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
    // Modules that inputs give to flake-parts declare nothing for a system.
    if (as.flakeParts !== true) this.#cannotFollow(found.text);
    return undefined;
  }

  #cannotFollow(written: string): void {
    const text = written.replace(/\s+/g, ' ');
    if (!bringsNothingNew(text)) this.#unknown.add(text);
  }

  /** What is not there declares nothing: it leaves nothing open. */
  #isMissing(file: SourceFile, found: ModuleImport): boolean {
    return (
      found.kind === 'path' && this.#missing.some((one) => one.file === file && one.at === found.at)
    );
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
      else if (!isHardwareProfile(found) && !this.#isMissing(file, found)) loaded.whole = false;
    }
    return loaded;
  }

  async #loadEntry(path: string): Promise<void> {
    const file = await this.#read(path);
    if (file === undefined) throw unreadable(path, 'it cannot be read');
    await this.#loadSystems(file);
    if (isFlake(file)) return;
    const isWhole = /^(?:configuration|home)\.nix$/.test(basename(path));
    this.#addRoot([await this.#loadModule(file, {})], isWhole);
  }

  async #loadSystems(file: SourceFile): Promise<void> {
    for (const system of systemsIn(file.root, file.source)) {
      const modules: (LoadedModule | undefined)[] = [];
      for (const found of system.modules)
        modules.push(await this.#loadImport(file, found, { class: system.class }));
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
    const file = (await this.#read(path)) ?? (await this.#read(join(path, 'default.nix')));
    if (file !== undefined) return this.#loadModule(file, as);
    // Where a text lies nobody knows, and a path of another machine may be there.
    const isElsewhere = from.isText || conditional || /^[/~]/.test(written);
    if (isElsewhere || (await isThere(path))) this.#cannotFollow(written);
    else
      this.#missing.push({
        file: from,
        at,
        path: written,
        nearest: await nearestFile(path, written),
      });
    return undefined;
  }

  async #read(path: string): Promise<SourceFile | undefined> {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const text = this.texts.get(path) ?? (await readRegular(path));
    // git-crypt leaves the bytes of a secret where its text was.
    return text === undefined || text.includes('\0') ? undefined : this.#add(path, text);
  }

  #add(path: string, source: string, isText = false): SourceFile {
    const strict = parse(source);
    const { errors } = strict;
    const { tree } = errors.length > 0 && !isBroken({ errors }) ? parse(source, pipes) : strict;
    const isPiece = isText && tree.root.kind === 'set';
    const file = { path, source, root: tree.root, errors, isPiece, isText };
    this.#files.set(path, file);
    return file;
  }
}

const pipes = { pipeOperators: true };

/** Pipes are Nix where its experimental feature is on: such a file is read on. */
export const isBroken = ({ errors }: Pick<SourceFile, 'errors'>): boolean =>
  errors.some(({ code }) => code !== 'pipe-operator');

/** What `nixos-generate-config` imports from nixpkgs: it loads drivers, and sets no other option. */
function isHardwareProfile(found: ModuleImport): boolean {
  return (
    found.kind === 'unknown' &&
    /\bmodulesPath\b.*\/(?:not-detected|qemu-guest)\.nix/.test(found.text)
  );
}

/** Where the configuration in a folder begins; the first that leads to a module. */
const entries = ['flake.nix', 'configuration.nix', 'home.nix'];

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => !stats.isDirectory(),
    () => false,
  );

const isFlake = ({ root, source }: SourceFile): boolean =>
  root.kind === 'set' &&
  root.bindings.some(
    (binding) =>
      binding.kind === 'binding' &&
      source.slice(binding.path.start, binding.path.end) === 'outputs',
  );

function unreadable(target: string, why: string): NixaiError {
  return new NixaiError({
    code: 'check-unreadable',
    what: `there is nothing to check in ${target}`,
    why,
    hint: 'nixai check /etc/nixos',
    exitCode: ExitCode.refused,
  });
}
