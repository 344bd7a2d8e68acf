import { shellWord, type Diagnosis, type DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';

/** A path cannot be deleted: something needs it, or its name is none that Nix knows. */
export const storeGarbage: DiagnosisRule = {
  id: 'store/garbage',
  class: 'garbage-not-collected',
  phase: 'store',
  title: 'Store path cannot be deleted',
  components: ['store'],
  confidence: 0.93,
  yieldsTo: ['store-db-corrupt', 'disk-full'],
  patterns: [
    {
      anchors: ['since it is still alive'],
      line: /[Cc]annot (?:\w{1,12} )?delete path ['"`](?<path>\/nix\/store\/[^'"`\s]{34,260})['"`] since it is still alive/,
    },
    {
      anchors: ['because it is in use by'],
      line: /[Cc]annot delete path ['"`](?<path>\/nix\/store\/[^'"`\s]{34,260})['"`] because it is in use by (?<by>.{1,300})/,
    },
    {
      anchors: ['illegal base-32', 'has an empty name', 'contains illegal character'],
      line: /store path ['"`](?:\/nix\/store\/)?(?<odd>[^'"`\s]{3,260})['"`] (?:contains illegal (?:base-32 )?character|has an empty name)/,
    },
  ],
  docs: [
    {
      title: 'Nix manual: garbage collector roots',
      url: 'https://nix.dev/manual/nix/latest/package-management/garbage-collector-roots',
    },
  ],
  explain(evidence) {
    const odd = evidence.get('odd');
    if (odd !== '') return oddName(odd);
    const path = evidence.get('path');
    const name = path.replace(/^\/nix\/store\/[0-9a-z]{32}-/, '');
    const used = evidence.get('by') !== '';
    return {
      culprit: path,
      facts: { path, usedBy: evidence.get('by') || undefined },
      message: `${name} is not deleted: ${used ? 'another path refers to it' : 'a root keeps it (a profile, a result link, a running program), or a path that a root keeps refers to it'}.`,
      fixes: [
        shellFix(
          `See what keeps it; when that is gone (an old generation, a result link), it is deleted with all that nothing needs.`,
          `nix-store --query --roots ${shellWord(path)}; nix-store --query --referrers ${shellWord(path)}`,
        ),
        shellFix(
          'If no root is shown: the database and the disk differ. Have them compared.',
          'sudo nix-store --verify --check-contents --repair',
        ),
      ],
      verify: ['nix-collect-garbage --dry-run'],
    };
  },
};

/** What lies in the store or in its database, and is called as no path of Nix is. */
function oddName(name: string): Diagnosis {
  const part = name.replace(/^[0-9a-z]{20,40}-/, '') || name;
  return {
    culprit: name,
    facts: { name },
    message: `${name} is no name of a store path (32 letters and digits, a dash, and a name): it lies in /nix/store, is in the database, or is what a root points to, and Nix stops at it.`,
    fixes: [
      shellFix(
        'See where it is: on the disk, in the database, or at a root.',
        `ls -d /nix/store/*${shellWord(part)}*; sudo sqlite3 /nix/var/nix/db/db.sqlite 'select id, path from ValidPaths' | grep -F ${shellWord(part)}; find -L /nix/var/nix/gcroots -maxdepth 3 -lname ${shellWord(`*${part}*`)}`,
      ),
      advice(
        'If it is only on the disk: nothing of Nix made it. Remove that one entry as root (the store is mounted read-only on NixOS: sudo mount -o remount,rw /nix/store before it).',
        'data',
      ),
      shellFix(
        'If it is in the database: an older Nix takes it out.',
        'sudo nix shell nixpkgs#nixVersions.nix_2_3 -c nix-store --verify --repair',
      ),
    ],
    verify: ['nix-store --verify'],
  };
}
