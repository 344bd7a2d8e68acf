import { cp, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HashAnswer, HashContext, PackageFacts } from '../analyzer.js';
import { narHash, nodeAt } from './nar.js';

/**
 * `vendorHash`: what `go mod vendor` makes of the modules that are in this machine's cache. go checks
 * each against go.sum; it is told to fetch nothing, and runs nothing of the project.
 */
export async function vendorHash(
  _facts: PackageFacts,
  { folder, run, signal }: HashContext,
): Promise<HashAnswer> {
  const command =
    'put lib.fakeHash there, build, and: nixai package-repo from-log package.nix < build.log';
  const copy = await mkdtemp(join(tmpdir(), 'nixai-vendor-'));
  try {
    await cp(folder, copy, {
      recursive: true,
      filter: async (path) =>
        !/(?:^|\/)(?:\.git|node_modules)$/.test(path) &&
        path !== join(folder, 'vendor') &&
        isFileOrFolder(path),
    });
    signal.throwIfAborted();
    const { code, stderr } = await run(['go', 'mod', 'vendor'], {
      cwd: copy,
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
      const why = stderr
        .trim()
        .split('\n')
        .find((line) =>
          /module lookup disabled|missing go\.sum|requires go|checksum mismatch|no such/.test(line),
        );
      return {
        missing: `go mod vendor: ${why ?? stderr.trim().split('\n')[0] ?? 'failed'}`,
        command: /lookup disabled/.test(stderr) ? 'go mod download' : command,
      };
    }
    const vendor = join(copy, 'vendor');
    if ((await stat(vendor).catch(() => undefined)) === undefined)
      return { hash: null, from: 'go mod vendor: it needs no modules' };
    return {
      hash: await narHash(await nodeAt(Buffer.from(vendor)), signal),
      from: "go.sum and go's module cache",
    };
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

async function isFileOrFolder(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  return stats !== undefined && (stats.isFile() || stats.isDirectory());
}
