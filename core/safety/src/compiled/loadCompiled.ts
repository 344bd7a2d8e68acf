import { readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type Module from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

/** What Node has for CommonJS files. */
interface Modules {
  new (file: string, parent: Module): CompilingModule;
  readonly prototype: CompilingModule;
  readonly _cache: Record<string, Module | undefined>;
  _nodeModulePaths(folder: string): string[];
  _resolveFilename(id: string, parent: Module): string;
}

interface CompilingModule extends Module {
  /** Called with the text of each file. */
  _compile: (this: Module, text: string, file: string) => unknown;
}

/** Asked for by its name, it brings Node's loader of ES modules, which most commands do without. */
const modules = (process.mainModule?.constructor ??
  process.getBuiltinModule('node:module')) as unknown as Modules;

/** Node's own; what stands in its place is replaced, never put around another. */
const compile = modules.prototype._compile;
/** What this run compiled, to be kept at its end: by then it holds the functions that were needed, too. */
const fresh: (() => void)[] = [];

/** The name under which the code of a file is kept. */
type NameOf = (file: string) => string | undefined;

type Run = (
  exports: unknown,
  require: (id: string) => unknown,
  module: Module,
  file: string,
  folder: string,
) => void;

/**
 * Loads the files of bundles with the code that an earlier run compiled, and leaves what this run
 * compiled for the next. What is kept for another text, or by another V8, is compiled anew. (Node's
 * own way, from 22.8 on, looks at each file that is loaded and gains half as much.) Called again, by a
 * process that runs several commands, the later folder counts.
 * @param nameOf the name under which the code of a file is kept; undefined for one that is not ours.
 */
export function loadCompiled(folder: string, nameOf: NameOf): void {
  if (modules.prototype._compile === compile) process.on('exit', keepFresh);
  modules.prototype._compile = function (text, file) {
    const name = isMarked(text) ? nameOf(file) : undefined;
    if (name === undefined) return compile.call(this, text, file);
    const kept = join(folder, name);
    const mark = Buffer.from(text.slice(0, markLength));
    const cachedData = readKept(kept, mark);
    const script = new Script(
      `(function (exports, require, module, __filename, __dirname) {${text}\n})`,
      {
        filename: file,
        ...(cachedData === undefined ? {} : { cachedData }),
      },
    );
    if (cachedData === undefined || script.cachedDataRejected === true)
      fresh.push(() => replace(kept, packed(mark, script.createCachedData())));
    const run = script.runInThisContext() as Run;
    run.call(
      this.exports,
      this.exports,
      requireFrom(this, file, nameOf),
      this,
      file,
      dirname(file),
    );
    return undefined;
  };
}

function keepFresh(): void {
  for (const keep of fresh) keep();
}

/**
 * What a file of a bundle asks for: another one of the same bundle is where its name says, with nothing
 * to look for on the way; so is one of another bundle that is asked for by its path.
 */
function requireFrom(module: Module, file: string, nameOf: NameOf): (id: string) => unknown {
  const folder = dirname(file);
  return Object.assign(
    (id: string): unknown => {
      if (id.startsWith('node:')) return process.getBuiltinModule(id);
      if (id.startsWith('.') && id.endsWith('.cjs')) return loadAt(resolve(folder, id), module);
      if (isAbsolute(id)) {
        // In a checkout, plugins are links: the same file is loaded once.
        const place = realpathSync.native(id);
        if (nameOf(place) !== undefined) return loadAt(place, module);
      }
      return module.require(id);
    },
    { resolve: (id: string) => modules._resolveFilename(id, module) },
  );
}

/** As Node says it of what it loads itself. */
const told =
  process.env['NODE_DEBUG'] === undefined
    ? undefined
    : process.getBuiltinModule('node:util').debuglog('module');

function loadAt(file: string, parent: Module): unknown {
  const { _cache: loaded } = modules;
  const there = loaded[file];
  if (there !== undefined) return there.exports;
  told?.(`load ${file}`);
  const module = new modules(file, parent);
  module.filename = file;
  module.paths = modules._nodeModulePaths(dirname(file));
  loaded[file] = module;
  try {
    // The build writes nothing but ASCII, and that is read three times as fast.
    module._compile(readFileSync(file, 'latin1'), file);
    module.loaded = true;
  } finally {
    if (!module.loaded) delete loaded[file];
  }
  return module.exports;
}

/** The comment by which the build tells each text from any other. */
const markLength = 20;
const isMarked = (text: string) => text.startsWith('/*') && text.indexOf('*/') === markLength - 2;

/** V8 takes damaged code as it is, and runs it: what a power failure left must not get there. */
function packed(mark: Buffer, code: Buffer): Buffer {
  const sum = Buffer.alloc(sumLength);
  sum.writeUInt32LE(crc32(code));
  return Buffer.concat([mark, sum, code]);
}

const sumLength = 4;

function readKept(file: string, mark: Buffer): Buffer | undefined {
  try {
    const kept = readFileSync(file);
    const code = kept.subarray(markLength + sumLength);
    const isWhole =
      kept.subarray(0, markLength).equals(mark) && kept.readUInt32LE(markLength) === crc32(code);
    return isWhole ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Another run sees the old bytes or the new ones. Where that can't be, the next one compiles again. */
function replace(file: string, bytes: Buffer): void {
  const written = `${file}.${process.pid}`;
  try {
    writeFileSync(written, bytes, { mode: 0o600, flag: 'wx' });
    renameSync(written, file);
  } catch {
    rmSync(written, { force: true });
  }
}
