import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

/** What Node calls with the text of each CommonJS file that it loads. */
interface CompilingModule {
  _compile: (this: Module, text: string, file: string) => unknown;
}

type Run = (
  exports: unknown,
  require: NodeJS.Require,
  module: Module,
  file: string,
  folder: string,
) => void;

/**
 * Loads the files of the bundle with the code that an earlier run compiled, and leaves what this run
 * compiled for the next. What is kept for another text, or by another V8, is compiled anew. (Node's
 * own way, from 22.8 on, looks at each file that is loaded and gains half as much.)
 */
export function loadCompiled(bundle: string, folder: string): void {
  const modules = Module.prototype as unknown as CompilingModule;
  const compile = modules._compile;
  const fresh: (() => void)[] = [];
  modules._compile = function (text, file) {
    if (!file.startsWith(`${bundle}${sep}`) || !isMarked(text))
      return compile.call(this, text, file);
    const kept = join(folder, file.slice(bundle.length + 1).replaceAll(sep, '+'));
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
    run.call(this.exports, this.exports, createRequire(file), this, file, dirname(file));
    return undefined;
  };
  // By then it holds the functions that were needed, too.
  process.on('exit', () => {
    for (const keep of fresh) keep();
  });
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
