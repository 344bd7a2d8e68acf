import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import {
  emptyScope,
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

/** A file that was read. */
export interface SourceFile {
  readonly path: string;
  readonly source: string;
  readonly root: Expression;
  readonly errors: readonly SyntaxFault[];
}

/** A module of a configuration, and which option set it is of where something says so. */
export interface LoadedModule {
  readonly file: SourceFile;
  readonly parts: ModuleParts;
  readonly class?: ModuleClass;
  readonly imports: readonly LoadedModule[];
  /** Everything that it says and imports is in sight. */
  readonly whole: boolean;
}

/** Where a machine or a home begins. */
export interface Root {
  readonly modules: readonly LoadedModule[];
  /** It is a machine or a home, and no part of one, and all its first modules were found. */
  readonly whole: boolean;
}

export interface Loaded {
  readonly roots: readonly Root[];
  readonly files: readonly SourceFile[];
  readonly modules: readonly LoadedModule[];
  /** As written, imports that cannot be followed. */
  readonly unknownImports: readonly string[];
}

/** Follows the imports of a configuration from a file or a folder on. */
export class ModuleLoader {
  readonly #files = new Map<string, SourceFile>();
  readonly #modules: LoadedModule[] = [];
  readonly #seen = new Map<string, LoadedModule>();
  readonly #roots: Root[] = [];
  readonly #unknown = new Set<string>();

  get loaded(): Loaded {
    return {
      roots: this.#roots,
      files: [...this.#files.values()],
      modules: this.#modules,
      unknownImports: [...this.#unknown],
    };
  }

  /** @throws NixaiError `check-unreadable`. */
  async loadTarget(target: string): Promise<void> {
    const path = resolve(target);
    const stats = await stat(path).catch((error: unknown) => {
      throw unreadable(target, messageOf(error));
    });
    const entries = stats.isDirectory() ? await entriesIn(path) : [path];
    if (entries.length === 0) throw unreadable(target, 'it holds no .nix file');
    for (const entry of entries) await this.#loadEntry(entry);
  }

  async loadText(name: string, text: string): Promise<void> {
    this.#addRoot([await this.#loadModule(this.#add(name, text), undefined)], false);
  }

  /** Loads a home that a definition names: `home-manager.users.ada = ./home.nix;`. */
  async loadHome(from: SourceFile, found: ModuleImport): Promise<void> {
    this.#addRoot([await this.#loadImport(from, found, 'home-manager')], false);
  }

  async #loadImport(
    from: SourceFile,
    found: ModuleImport,
    of: ModuleClass | undefined,
  ): Promise<LoadedModule | undefined> {
    if (found.kind === 'inline') return this.#loadInline(from, found.module, found.scope, of);
    if (found.kind === 'path') return this.#loadPath(from, found.path, of);
    this.#unknown.add(found.text.replace(/\s+/g, ' '));
    return undefined;
  }

  #addRoot(found: readonly (LoadedModule | undefined)[], isWhole: boolean): void {
    const modules = found.filter((module) => module !== undefined);
    const whole = isWhole && modules.length === found.length;
    if (modules.length > 0) this.#roots.push({ modules, whole });
  }

  /** Takes an expression of a file for a module. */
  async #loadInline(
    file: SourceFile,
    module: Expression,
    scope: Scope,
    of: ModuleClass | undefined,
  ): Promise<LoadedModule> {
    const key = `${file.path}:${module.start}:${of ?? ''}`;
    const known = this.#seen.get(key);
    if (known !== undefined) return known;
    const parts = readModule(file.source, module, scope);
    const imports: LoadedModule[] = [];
    const loaded = { file, parts, class: of, imports, whole: !parts.partial };
    this.#seen.set(key, loaded);
    this.#modules.push(loaded);
    for (const found of parts.imports) {
      const imported = await this.#loadImport(file, found, of);
      if (imported !== undefined) imports.push(imported);
      else if (!isHardwareProfile(found)) loaded.whole = false;
    }
    return loaded;
  }

  async #loadEntry(path: string): Promise<void> {
    const file = await this.#read(path);
    if (file === undefined) throw unreadable(path, 'it cannot be read');
    const systems = systemsIn(file.root, file.source);
    for (const system of systems) {
      const modules: (LoadedModule | undefined)[] = [];
      for (const found of system.modules)
        modules.push(await this.#loadImport(file, found, system.class));
      this.#addRoot(modules, true);
    }
    if (isFlake(file)) return;
    const isWhole = /^(?:configuration|home)\.nix$/.test(basename(path));
    this.#addRoot([await this.#loadModule(file, undefined)], isWhole);
  }

  async #loadModule(
    file: SourceFile,
    of: ModuleClass | undefined,
  ): Promise<LoadedModule | undefined> {
    if (file.errors.length > 0) return undefined;
    return this.#loadInline(file, file.root, emptyScope, of);
  }

  async #loadPath(
    from: SourceFile,
    written: string,
    of: ModuleClass | undefined,
  ): Promise<LoadedModule | undefined> {
    const path = resolve(dirname(from.path), written);
    const file = (await this.#read(path)) ?? (await this.#read(join(path, 'default.nix')));
    if (file !== undefined) return this.#loadModule(file, of);
    this.#unknown.add(written);
    return undefined;
  }

  async #read(path: string): Promise<SourceFile | undefined> {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    const text = await readFile(path, 'utf8').catch(() => undefined);
    return text === undefined ? undefined : this.#add(path, text);
  }

  #add(path: string, source: string): SourceFile {
    const { tree, errors } = parse(source);
    const file = { path, source, root: tree.root, errors };
    this.#files.set(path, file);
    return file;
  }
}

/** What `nixos-generate-config` imports from nixpkgs: it loads drivers, and sets no other option. */
function isHardwareProfile(found: ModuleImport): boolean {
  return (
    found.kind === 'unknown' &&
    /\bmodulesPath\b.*\/(?:not-detected|qemu-guest)\.nix/.test(found.text)
  );
}

/** Where the configuration in a folder begins; every Nix file where nothing says so. */
async function entriesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names
    .filter((entry) => entry.isFile() && entry.name.endsWith('.nix'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/\/(?:\.[^/]+|node_modules|result)\//.test(path.slice(folder.length)));
  const flake = join(folder, 'flake.nix');
  if (files.includes(flake) && (await buildsSystems(flake))) return [flake];
  for (const name of ['configuration.nix', 'home.nix', 'default.nix'])
    if (files.includes(join(folder, name))) return [join(folder, name)];
  return files.sort();
}

async function buildsSystems(flake: string): Promise<boolean> {
  const source = await readFile(flake, 'utf8');
  return systemsIn(parse(source).tree.root, source).some(({ modules }) => modules.length > 0);
}

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
