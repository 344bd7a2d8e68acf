// Loaded into npm before npm itself: a registry that is not honest may answer without end, and an
// archive may unpack to more than a disk holds. npm knows no bounds of its own.
import fs from 'node:fs';
import { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

const MiB = 1 << 20;
/** Of one answer. No tarball that is looked at is larger, and no list of versions either. */
const mostOfAnswer = 64 * MiB;
/** Of all that one npm writes: packages, what comes along with them, and its cache. */
const mostWritten = 1024 * MiB;
/** Of the process: a small answer may unpack to a large one. */
const mostMemory = 1536 * MiB;
/** Milliseconds between two looks at the memory. */
const pause = 50;

const received = new WeakMap<IncomingMessage, number>();

/** What is called for each piece of an answer, of which Readable's own is used else. */
IncomingMessage.prototype.push = function (this: IncomingMessage, chunk: unknown, encoding) {
  const sum = (received.get(this) ?? 0) + (Buffer.isBuffer(chunk) ? chunk.length : 0);
  received.set(this, sum);
  if (sum > mostOfAnswer) {
    this.destroy(tooLarge(`the registry sent more than ${mostOfAnswer / MiB} MiB for one package`));
    return false;
  }
  return Readable.prototype.push.call(this, chunk, encoding);
};

let written = 0;
const count = (bytes: number): void => {
  written += bytes;
  if (written > mostWritten)
    give(`what was to be installed is larger than ${mostWritten / MiB} MiB`);
};

const { write, writev } = fs;
/** npm unpacks by these two. */
Object.assign(fs, {
  write(fd: number, data: Uint8Array | string, ...rest: unknown[]) {
    count(data.length);
    return Reflect.apply(write, fs, [fd, data, ...rest]) as unknown;
  },
  writev(fd: number, parts: readonly Uint8Array[], ...rest: unknown[]) {
    for (const part of parts) count(part.length);
    return Reflect.apply(writev, fs, [fd, parts, ...rest]) as unknown;
  },
});

setInterval(() => {
  if (process.memoryUsage.rss() > mostMemory)
    give(`what the registry sent unpacks to more than ${mostMemory / MiB} MiB`);
}, pause).unref();

/** In npm's own form, as it is read from its stderr. */
function give(why: string): never {
  fs.writeSync(2, `npm error code ${code}\nnpm error ${why}\n`);
  process.exit(1);
}

const code = 'ETOOLARGE';

const tooLarge = (why: string): Error => Object.assign(new Error(why), { code });
