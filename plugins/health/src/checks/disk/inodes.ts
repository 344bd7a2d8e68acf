import { healthLevelOf, type HealthCheck, type HealthReading } from '@nixai/api';
import { mountsOf } from './mounts.js';

export const inodes: HealthCheck = {
  id: 'disk.inodes',
  title: 'Inodes',
  group: 'disk',
  about:
    'How many more files a file system can hold. A Nix store has very many small files: "No space left on device" with space left is this.',
  thresholds: { of: 'inodes in use', unit: '%', minor: 85, major: 95 },
  async run(machine, limits) {
    return (await mountsOf(machine)).flatMap(
      ({ at, space: { files, filesFree } }): HealthReading[] => {
        // btrfs, ZFS and FAT make them as they are needed.
        if (files === 0) return [];
        const share = Math.ceil(((files - filesFree) / files) * 100);
        const status = healthLevelOf(share, limits);
        const fix =
          status === 'ok'
            ? undefined
            : {
                title: 'Make one file of those that are equal',
                code: 'nix store optimise',
                language: 'sh' as const,
              };
        return [
          {
            status,
            target: at,
            summary: `${share} % of ${files.toLocaleString('en')} in use`,
            value: share,
            unit: '%',
            fix,
          },
        ];
      },
    );
  },
};
