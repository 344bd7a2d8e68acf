import {
  docs,
  type CheckedAgainst,
  type Checker,
  type CheckFinding,
  type CheckReport,
  type Host,
  type OptionCatalog,
  type OptionSet,
} from '@nixai/api';
import { eachDefinition, Lines, seeThrough, type Definition, type ModuleClass } from '@nixai/nix';
import { declaredPaths } from './declared.js';
import { ModuleLoader, type LoadedModule, type SourceFile } from './modules.js';
import { judge, oldName, pathOf, type Doubt } from './optionFindings.js';
import { Practice } from './practice/index.js';
import { isIgnored } from './ignored.js';

const sets: readonly OptionSet[] = ['nixos', 'home-manager', 'nix-darwin'];

/** The service that checks configurations. */
export function createChecker(host: Host): Checker {
  return {
    async check(target) {
      const loader = new ModuleLoader();
      if (typeof target === 'string') await loader.loadTarget(target);
      else await loader.loadText(target.name, target.text);
      return report(loader, host);
    },
  };
}

async function report(loader: ModuleLoader, host: Host): Promise<CheckReport> {
  const engine = await host.service(docs);
  const catalogs = new Map<OptionSet, OptionCatalog>();
  for (const set of sets) {
    const catalog = await engine.catalog(set);
    if (catalog !== undefined) catalogs.set(set, catalog);
  }
  const run = new Run(loader, catalogs, host, await Practice.of(host));
  await run.all();
  const used = [...run.used];
  const against = await Promise.all(
    used.map(async (set): Promise<CheckedAgainst> => {
      const { text, complete } = await engine.optionSetDescription(set);
      return { set, text, complete };
    }),
  );
  const { files, unknownImports } = loader.loaded;
  return {
    findings: run.findings.sort(inOrder),
    files: files.map(({ path }) => path),
    definitions: run.definitions,
    against,
    unknownImports,
  };
}

/** A doubt of the checker or of a rule. */
type Told = Omit<Doubt, 'rule'> & Pick<CheckFinding, 'rule' | 'why' | 'docs' | 'origin'>;

const inOrder = (one: CheckFinding, other: CheckFinding): number =>
  one.file.localeCompare(other.file) || one.line - other.line || one.column - other.column;

/** One walk over all modules. */
class Run {
  readonly findings: CheckFinding[] = [];
  readonly used = new Set<OptionSet>();
  definitions = 0;
  readonly #lines = new Map<SourceFile, Lines>();
  readonly #told = new Set<string>();

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
    for (const file of this.loader.loaded.files)
      for (const { code, message, hint, start, end } of file.errors)
        this.#tell(file, {
          rule: `syntax-${code}`,
          severity: 'error',
          message,
          hint,
          at: { start, end },
        });
  }

  async #module(module: LoadedModule): Promise<void> {
    const set = module.class ?? this.#guess(module);
    this.used.add(set);
    const found: Definition[] = [];
    const nested: { definition: Definition; rest: readonly string[] }[] = [];
    for (const seen of module.parts.config)
      eachDefinition(seen.value, seen.scope, (definition) => {
        const [root, users, , ...rest] = definition.path.map(({ name }) => name ?? '<name>');
        if (root === 'home-manager' && users === 'users' && definition.path.length >= 3) {
          nested.push({ definition, rest });
          return 'over';
        }
        found.push(definition);
        return this.#looksInside(set, pathOf(definition, []));
      });
    this.definitions += found.length;
    this.practice.add(module, set, found);
    await this.#judgeAll(found, [], set, module.file);
    for (const { definition, rest } of nested) await this.#home(definition, rest, module.file);
  }

  /** What is below an option is only looked at where the set says what may be there. */
  #looksInside(set: OptionSet, path: readonly string[]): 'inside' | 'over' {
    const catalog = this.catalogs.get(set);
    if (catalog === undefined) return 'inside';
    const match = catalog.match(path);
    if (match.outcome === 'branch') return 'inside';
    if (match.outcome !== 'option') return 'over';
    return catalog.below(path, 1).length > 0 ? 'inside' : 'over';
  }

  async #judgeAll(
    found: readonly Definition[],
    prefix: readonly string[],
    set: OptionSet,
    file: SourceFile,
  ): Promise<void> {
    const catalog = this.catalogs.get(set);
    if (catalog === undefined) return this.#oldNames(found, set, file);
    const engine = await this.host.service(docs);
    const declared = declaredPaths(this.loader.loaded.modules);
    const around = {
      engine,
      catalog,
      others: [...this.catalogs.values()].filter((other) => other !== catalog),
      declares: declared,
      hasUnknownModules: this.loader.loaded.unknownImports.length > 0,
    };
    for (const definition of found)
      for (const doubt of (await judge(definition, prefix, around)).doubts) this.#tell(file, doubt);
  }

  /** Without a complete option set it is still known what was renamed and what is gone. */
  async #oldNames(found: readonly Definition[], set: OptionSet, file: SourceFile): Promise<void> {
    const { findRename } = await import('../docs/index.js');
    for (const definition of found) {
      const name = pathOf(definition, []).join('.');
      const rename = findRename(name, [set]);
      const doubt =
        rename && oldName(name, rename, definition.path.at(-1)?.attribute ?? definition.by);
      if (doubt !== undefined) this.#tell(file, doubt);
    }
  }

  /** `home-manager.users.ada = …`: a module of Home Manager, or a part of one. */
  async #home(definition: Definition, rest: readonly string[], file: SourceFile): Promise<void> {
    if (rest.length > 0) {
      const below = { ...definition, path: definition.path.slice(3) };
      this.practice.addAlone(file, 'home-manager', below);
      this.definitions++;
      this.used.add('home-manager');
      return this.#judgeAll([below], [], 'home-manager', file);
    }
    for (const { value, scope } of seeThrough(definition.value, definition.scope)) {
      if (value.kind === 'set' || value.kind === 'lambda')
        await this.loader.loadHome(file, { kind: 'inline', module: value, scope });
      else {
        const { importedPath } = await import('@nixai/nix');
        const path = importedPath(value);
        const text = file.source.slice(value.start, value.end);
        await this.loader.loadHome(
          file,
          path === undefined
            ? { kind: 'unknown', text, at: value }
            : { kind: 'path', path, at: value },
        );
      }
    }
  }

  /** Which set a module is of, where nothing says so: the one that knows most of its options. */
  #guess({ parts }: LoadedModule): ModuleClass {
    const paths: string[][] = [];
    for (const seen of parts.config)
      eachDefinition(seen.value, seen.scope, (definition) => {
        paths.push(pathOf(definition, []));
        return definition.path.length < 3 ? 'inside' : 'over';
      });
    let best: ModuleClass = 'nixos';
    let most = -1;
    for (const [set, catalog] of this.catalogs) {
      const known = paths.filter((path) => {
        const { outcome } = catalog.match(path);
        return outcome === 'option' || outcome === 'inside';
      }).length;
      if (known > most) [best, most] = [set, known];
    }
    return best;
  }

  #tell(
    file: SourceFile,
    { rule, severity, message, why, hint, docs: link, origin, at }: Told,
  ): void {
    const lines = this.#lines.get(file) ?? new Lines(file.source);
    this.#lines.set(file, lines);
    const { line, column } = lines.positionOf(at.start);
    const end = lines.positionOf(at.end);
    const key = `${file.path}:${line}:${column}:${rule}:${message}`;
    if (this.#told.has(key) || isIgnored(lines, line, rule)) return;
    this.#told.add(key);
    this.findings.push({
      rule,
      severity,
      message,
      why,
      hint,
      docs: link,
      origin,
      file: file.path,
      line,
      column,
      endLine: end.line,
      endColumn: end.column,
    });
  }
}
