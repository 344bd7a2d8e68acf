import { shellWord, type DiagnosisRule } from '@nixai/api';
import { shellFix } from '../../shared/fix.js';

/** A store path's content is not what its registered hash says. */
export const storePathCorrupt: DiagnosisRule = {
  id: 'store/path-corrupt',
  class: 'store-path-corrupt',
  phase: 'store',
  title: 'Store path is damaged',
  components: ['store'],
  confidence: 0.94,
  patterns: [
    {
      anchors: ['was modified! expected hash'],
      line: /path ['"`](?<path>\/nix\/store\/[^'"`\s]{34,260})['"`] was modified! expected hash/,
    },
    {
      anchors: ['hash mismatch importing path'],
      line: /hash mismatch importing path ['"`](?<path>\/nix\/store\/[^'"`\s]{34,260})['"`]/,
    },
    {
      anchors: ['has changed from ', 'hash of path ', 'content of path'],
      line: /(?:hash|content)s? of (?:path )?['"`](?<path>\/nix\/store\/[^'"`\s]{34,260})['"`] (?:has changed|differs|does not match)/,
    },
    {
      anchors: [
        'disappeared, but it still has valid',
        'path disappeared',
        'is not valid',
        'is corrupt',
      ],
      line: /path ['"`](?<path>\/nix\/store\/[^'"`\s]{34,260})['"`] (?:disappeared, but it still has valid referrers|is corrupt(?:ed)?)/,
    },
    {
      anchors: ['is corrupted', 'store paths are corrupt', 'corrupted or missing'],
      line: /(?<path>\/nix\/store\/[^'"`\s]{34,260})['"`]? is (?:corrupted or missing|corrupted)/,
    },
    {
      anchors: ['file too short', 'invalid ELF header', 'ELF load command'],
      line: /(?<path>\/nix\/store\/[0-9a-z]{32}-[^'"`\s:]{1,260}): (?:file too short|invalid ELF header|ELF load command .{1,60})/,
    },
    {
      // stdenv's setup is a script: whatever else is in it was damaged.
      anchors: ['/setup: cannot execute binary file'],
      line: /(?<path>\/nix\/store\/[0-9a-z]{32}-stdenv-(?:linux|darwin))\/setup: cannot execute binary file/,
    },
    {
      anchors: ['Input/output error', 'Structure needs cleaning', 'bad magic'],
      line: /['"`]?(?<path>\/nix\/store\/[^'"`\s:]{34,260})['"`]?:? (?:Input\/output error|Structure needs cleaning)/,
    },
  ],
  docs: [
    {
      title: 'nix store verify and repair',
      url: 'https://nix.dev/manual/nix/latest/command-ref/nix-store/verify',
    },
  ],
  explain(evidence) {
    const file = evidence.get('path');
    const path = /^\/nix\/store\/[0-9a-z]{32}-[^/]+/.exec(file)?.[0] ?? file;
    const name = path.replace(/^\/nix\/store\//, '');
    const ofNix = /^\s*(?:\S{0,200}\/)?nix(?:-[a-z]+)?: error while loading/.test(
      evidence.line.text,
    );
    return {
      culprit: path,
      facts: { path, name },
      message: `The content of ${name} differs from what was registered when it was built or fetched: the disk or memory is faulty, the machine lost power while writing, or something wrote into the store.`,
      fixes: [
        ...(evidence.line.text.includes('Structure needs cleaning')
          ? [
              shellFix(
                'The file system (or the disk below it) is damaged, and nothing in it can be mended before that: see what the kernel says, save your data, and have the file system checked at the next start.',
                'sudo dmesg | grep -iE "error|corrupt|ext4|xfs|btrfs|nvme|ata" | tail; findmnt -no SOURCE,FSTYPE -T /nix/store',
                'data',
              ),
            ]
          : []),
        shellFix(
          ofNix
            ? 'Nix itself needs that file, and does not start here: choose an older generation in the boot menu (its Nix has files of its own), and have it fetched again there.'
            : 'Fetch or build this path again.',
          `sudo nix-store --repair-path ${shellWord(path)}`,
        ),
        shellFix(
          'Then check all of the store, and repair what differs (reads every file; a bad file in /nix/store/.links damages repaired paths again, and this mends it).',
          'sudo nix-store --verify --check-contents --repair',
        ),
        shellFix(
          'Look at the disk, and test the memory (memtest86) if it comes back.',
          'sudo dmesg | grep -iE "error|ext4|btrfs|nvme|ata" | tail',
        ),
      ],
      verify: [`nix-store --verify-path ${shellWord(path)}`],
    };
  },
};
