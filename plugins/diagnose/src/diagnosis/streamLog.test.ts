import { mkdtempSync, rmSync, appendFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import type { Finding } from '../engine/finding.js';
import { followFile } from '../input/followFile.js';
import { rules } from '../rules/index.js';
import { streamLog } from './streamLog.js';

/** A stream that is followed, and what was told of it so far. */
function followed(component?: string) {
  const stream = new PassThrough();
  const told: Finding[] = [];
  let next: (() => void) | undefined;
  const result = streamLog(
    rules,
    { name: 'stdin', stream },
    {
      component,
      signal: new AbortController().signal,
      onFinding(finding) {
        told.push(finding);
        next?.();
      },
    },
  );
  const finding = () => new Promise<void>((resolve) => (next = resolve));
  return { stream, told, result, finding };
}

describe('following a log', () => {
  it('tells a finding while the log goes on', async () => {
    const { stream, told, result, finding } = followed();
    const first = finding();
    stream.write("building\nerror: undefined variable 'pkgs'\n");
    await first;
    expect(told.map((one) => one.class)).to.deep.equal(['undefined-variable']);
    stream.end();
    await result;
  });

  it('tells the same only once, and counts it', async () => {
    const { stream, told, result, finding } = followed();
    const first = finding();
    stream.write("error: undefined variable 'pkgs'\n");
    await first;
    stream.write("error: undefined variable 'pkgs'\n".repeat(4));
    stream.end();
    const { findings } = await result;
    expect(told).to.have.length(1);
    expect(findings[0]?.count).to.equal(5);
  });

  it('waits for the lines that a message still needs', async () => {
    const { stream, told, result } = followed();
    stream.write('error:\n       Failed assertions:\n');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(told).to.deep.equal([]);
    stream.end('       - services.nextcloud.config.adminpassFile must be set\n');
    await result;
    expect(told[0]?.culprit).to.equal('services.nextcloud.config.adminpassFile');
  });

  it('keeps to the part of the system that is asked for', async () => {
    const { stream, told, result } = followed('networking');
    stream.end("error: undefined variable 'pkgs'\n");
    expect((await result).findings).to.deep.equal([]);
    expect(told).to.deep.equal([]);
  });

  it('reads on in a file that grows', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nixai-diagnose-'));
    const file = join(folder, 'build.log');
    writeFileSync(file, 'building\n');
    const stop = new AbortController();
    const told = await new Promise<Finding>((resolve, reject) => {
      const input = { name: file, stream: followFile(file) };
      streamLog(rules, input, { signal: stop.signal, onFinding: resolve }).catch(reject);
      setTimeout(() => appendFileSync(file, "error: undefined variable 'lib'\n"), 60);
    });
    expect(told.culprit).to.equal('lib');
    stop.abort();
    rmSync(folder, { recursive: true });
  });
});
