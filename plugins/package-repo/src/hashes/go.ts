import { join } from 'node:path';
import { stat } from 'node:fs/promises';
import type { HashAnswer, HashContext, PackageFacts } from '../analyzer.js';
import { withScratch } from '../repo/scratch.js';
import { byBuild } from './byBuild.js';
import { narHash, nodeAt } from './nar.js';

/**
 * `vendorHash`: what `go mod vendor` makes of the modules that are in this machine's cache. go checks
 * each against go.sum; it is told to fetch nothing, and runs nothing of the project.
 */
export async function vendorHash(
  _facts: PackageFacts,
  { folder, run, signal }: HashContext,
): Promise<HashAnswer> {
  const command = byBuild;
  if ((await run.which('go')) === undefined)
    return { missing: 'there is no go here, which says what it vendors', command };
  return withScratch(run, signal, async (copy) => {
    const leave = ['./vendor', './.git', 'node_modules'].map((one) => `--exclude=${one}`);
    const copied = await run.pipeline(
      [
        ['tar', '-C', folder, ...leave, '-cf', '-', '.'],
        ['tar', '-x', '-C', copy, '--no-same-owner'],
      ],
      { signal, timeout: 600_000 },
    );
    if (copied.code !== 0) return { missing: `tar: ${firstLine(copied.stderr)}`, command };
    const { code, stderr } = await run.run(['go', 'mod', 'vendor'], {
      cwd: copy,
      signal,
      timeout: 600_000,
      env: {
        GOFLAGS: '-mod=mod',
        GOPROXY: 'off',
        GOSUMDB: 'off',
        GOTOOLCHAIN: 'local',
        GOWORK: 'off',
        GOENV: 'off',
      },
    });
    if (code !== 0) {
      const telling = /lookup disabled|missing go\.sum|requires go|mismatch|updates to go\.mod/;
      const why = stderr.split('\n').find((line) => telling.test(line)) ?? firstLine(stderr);
      return {
        missing: `go mod vendor: ${why.trim()}`,
        command: why.includes('lookup disabled') ? 'go mod download' : command,
      };
    }
    const vendor = join(copy, 'vendor');
    if ((await stat(vendor).catch(() => undefined)) === undefined)
      return { hash: null, from: 'go mod vendor: it needs no modules' };
    return {
      hash: await narHash(await nodeAt(Buffer.from(vendor)), signal),
      from: "go.sum and go's module cache",
    };
  });
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? 'failed';
}
