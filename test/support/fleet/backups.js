// What a host has that is backed up: files of each kind, with all that a file system keeps of them.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  lutimesSync,
  mkdirSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const has = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** Whether hosts have what a backup takes. */
export const canBackUp = () => ['restic', 'flock'].every(has);

/** Below /etc/nixos and /root/data. */
export function plantTree(host) {
  mkdirSync(host.path('etc/nixos'), { recursive: true });
  writeFileSync(
    host.path('etc/nixos/configuration.nix'),
    `{ networking.hostName = "${host.name}"; }\n`,
  );
  const data = host.path('root/data');
  mkdirSync(join(data, 'folder/empty'), { recursive: true });
  writeFileSync(join(data, 'program'), '#!/bin/sh\n');
  chmodSync(join(data, 'program'), 0o4750);
  writeFileSync(join(data, "odd\nname 'ü"), '');
  writeFileSync(join(data, 'folder/large'), Buffer.alloc(300_000, host.name));
  chownSync(join(data, 'folder/large'), 1234, 99);
  linkSync(join(data, 'folder/large'), join(data, 'folder/same'));
  symlinkSync('/nowhere', join(data, 'link'));
  spawnSync('setfattr', ['-n', 'user.origin', '-v', 'here', join(data, 'folder/large')]);
  lutimesSync(join(data, 'link'), 1, 981_173_106.25);
  chmodSync(join(data, 'folder/empty'), 0o2711);
  utimesSync(join(data, 'folder'), 1, 981_173_106.125);
}

/** A line for a shell: a folder with all that GNU tar can keep of it, as one word. */
export const treeCommand =
  "tar -c --xattrs '--xattrs-include=*' --numeric-owner --sort=name --format=posix " +
  '--pax-option=delete=atime,delete=ctime . | sha256sum | cut -c -64';

export function treeOf(folder) {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', treeCommand], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0 || stderr !== '') throw new Error(stderr);
  return stdout.trim();
}
