import { execFileSync } from 'node:child_process';
import { openSync, writeFileSync, writeSync, closeSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect } from 'chai';
import { temporaryFolder } from '../testing/temporaryFolder.js';
import { readNamed } from './openNamed.js';

const failureOf = (path: string, signal?: AbortSignal) =>
  readNamed(path, 10, signal).then(String, (error: unknown) => (error as Error).message);

describe('files: one that somebody has named', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => (folder = temporaryFolder()));
  afterEach(() => folder.remove());

  it('is read to its end, and not beyond what there may be', async () => {
    writeFileSync(folder.at('file'), '0123456789');
    expect(String(await readNamed(folder.at('file'), 10))).to.equal('0123456789');
    writeFileSync(folder.at('file'), '0123456789x');
    expect(await failureOf(folder.at('file'))).to.match(/^it is larger/);
    expect(await failureOf(folder.at('missing'))).to.match(/^ENOENT/);
  });

  it('is no device, folder or socket', async () => {
    for (const device of ['/dev/zero', '/dev/full', '/dev/null', '/dev/tty'])
      expect(await failureOf(device), device).to.match(/it is a device|ENXIO|it is a socket/);
    expect(await failureOf(folder.at('.'))).to.equal('it is a folder');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(folder.at('socket'), resolve));
    expect(await failureOf(folder.at('socket'))).to.equal('it is a socket');
    await new Promise((resolve) => server.close(resolve));
  });

  it('is waited for where it is a pipe, until it has ended or nobody wants it', async () => {
    execFileSync('mkfifo', [folder.at('pipe')]);
    const text = readNamed(folder.at('pipe'), 100);
    const writer = openSync(folder.at('pipe'), 'w');
    writeSync(writer, 'one, ');
    writeSync(writer, 'two');
    closeSync(writer);
    expect(String(await text)).to.equal('one, two');

    // A writer that says nothing yet is waited for.
    const silent = readNamed(folder.at('pipe'), 100);
    const late = openSync(folder.at('pipe'), 'w');
    setTimeout(() => closeSync(late), 50);
    expect(String(await silent)).to.equal('');

    const stop = new AbortController();
    const waiting = failureOf(folder.at('pipe'), stop.signal);
    stop.abort();
    expect(await waiting).to.match(/abort/);
  });

  it('is not waited for where it is a pipe that nobody writes to', async () => {
    execFileSync('mkfifo', [folder.at('pipe')]);
    expect(await failureOf(folder.at('pipe'))).to.equal('it is a pipe that nobody writes to');
  });
});
