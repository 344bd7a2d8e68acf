import { nixString, packageName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { ruleOfSayings } from '../../shared/sayings.js';

/** A kernel module is asked for, and the kernel that runs has none of that name. */
export const moduleNotFound = ruleOfSayings(
  {
    id: 'runtime/module-not-found',
    class: 'kernel-module-missing',
    phase: 'runtime',
    title: 'Kernel module is not there',
    components: ['boot', 'kernel'],
    confidence: 0.9,
    yieldsTo: ['initrd-module-missing'],
    docs: [
      {
        title: 'NixOS manual: Linux kernel',
        url: 'https://nixos.org/manual/nixos/stable/#sec-kernel-config',
      },
    ],
  },
  [
    {
      anchors: ['not found in directory', 'Failed to find module'],
      line: /(?:FATAL: Module (?<name>[\w-]{1,80}) not found in directory (?<folder>\/\S{0,200}\/lib\/modules\/(?<kernel>[\w.-]{1,80}))|Failed to find module ['"](?<asked>[\w-]{1,80})['"])/,
      explain(evidence) {
        // While an initrd is built, the folder is one of the store.
        if (evidence.get('folder').startsWith('/nix/store/')) return undefined;
        // Of a unit that failed by it, the unit's own rule says more.
        if (evidence.all(/\.service\b/)[0] !== undefined) return undefined;
        const name = evidence.get('name') || evidence.get('asked');
        const kernel = evidence.get('kernel');
        const attribute = packageName(name);
        return {
          culprit: `${name}${kernel === '' ? '' : ` for Linux ${kernel}`}`,
          facts: { module: name, kernel: kernel || undefined },
          message: `The kernel that runs${kernel === '' ? '' : ` (${kernel})`} has no module ${name}: it is no part of it, or a newer kernel was installed, and the machine was not started with that yet.`,
          fixes: [
            shellFix(
              'If the system was updated since the last start (the two differ): start anew.',
              'readlink /run/booted-system/kernel /run/current-system/kernel',
            ),
            nixFix(
              'If the module is a package of its own: have it built for this kernel.',
              `boot.extraModulePackages = [ config.boot.kernelPackages.${attribute ?? 'YOUR_PACKAGE'} ];\nboot.kernelModules = [ ${nixString(name)} ];`,
              attribute === undefined
                ? { fill: { YOUR_PACKAGE: 'its name below linuxPackages' } }
                : {},
            ),
            advice(
              `If neither: it has another name in this kernel, is compiled in, or was left out; take it out of boot.kernelModules.`,
            ),
          ],
          verify: [`modinfo ${name}`],
        };
      },
    },
  ],
);
