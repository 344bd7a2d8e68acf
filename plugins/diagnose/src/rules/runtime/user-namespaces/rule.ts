import { advice, nixFix, shellFix, onNixos, onOtherLinux } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';
import type { DiagnosisFix } from '@nixai/api';

const ofUbuntu = shellFix(
  'If this is Ubuntu 23.10 or newer: AppArmor keeps programs that it does not know from it. Allow it (for good: the same line in /etc/sysctl.d/60-userns.conf).',
  'sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0',
  { risk: 'security', holds: onOtherLinux },
);
const ofNixos = nixFix(
  'If this is NixOS with a hardened kernel or profile: allow it again.',
  'security.unprivilegedUsernsClone = true;',
  { risk: 'security', holds: onNixos },
);
const inContainer = advice(
  'If it runs in a container (Docker, CI): give the container the right to make namespaces (--security-opt seccomp=unconfined, or --privileged), or leave its own sandbox out (--no-sandbox) there.',
  'security',
);

const verify = ['unshare --user --map-root-user true && echo works'];

const chromium: Saying = {
  anchors: ['SUID sandbox helper', 'No usable sandbox'],
  line: /(?<what>The SUID sandbox helper binary was found, but is not configured correctly|No usable sandbox)/,
  explain: ({ get }) => ({
    culprit: 'the sandbox of Chromium or Electron',
    facts: { said: get('what') },
    message:
      'The program (Chromium, Electron) shuts its parts in by user namespaces, and may make none here; the helper that it has for that case would need the setuid bit, which nothing in the Nix store has.',
    fixes: [
      ofUbuntu,
      ofNixos,
      nixFix(
        'Or have the helper of Chromium as a setuid wrapper (NixOS).',
        'security.chromiumSuidSandbox.enable = true;',
        { risk: 'security', holds: onNixos },
      ),
      inContainer,
    ],
    verify,
  }),
};

const bubblewrap: Saying = {
  anchors: ['bwrap: '],
  line: /^bwrap: (?<why>(?:setting up uid map|No permissions to (?:create|creating) (?:a )?new namespace|Creating new namespace failed|loopback: Failed).{0,120})/,
  explain({ get }) {
    const fixes: readonly DiagnosisFix[] = [ofUbuntu, ofNixos, inContainer];
    return {
      culprit: `bwrap: ${get('why')}`,
      facts: { error: get('why') },
      message: `bubblewrap (Steam, Flatpak and every buildFHSEnv run in it) may not make a user namespace here: ${get('why')}.`,
      fixes,
      verify,
    };
  },
};

const mountPoint: Saying = {
  anchors: ['bwrap: '],
  line: /^bwrap: (?<why>Can't (?:mkdir(?: parents for)?|bind mount|create file at) (?<path>\/[^:]{1,200})(?: on \S{1,200})?: (?<error>.{3,80}))/,
  explain: ({ get }) => ({
    culprit: get('path'),
    facts: { path: get('path'), error: get('error') },
    message: `bubblewrap cannot put ${get('path')} into the program's file system: ${get('error')}. Mostly something there is a link to a place that is not shared, or is on a file system that is mounted read-only.`,
    fixes: [
      shellFix(
        'See what stands there: a link, a mount, or nothing.',
        `namei -l ${get('path').replace(/[^\w./@+-]/g, '')}; findmnt -T ${get('path').replace(/[^\w./@+-]/g, '')}`,
      ),
      advice(
        'If it is a link to another disk: mount that disk there (or use a bind mount) instead of the link.',
      ),
    ],
    verify: ['findmnt'],
    confidence: 0.75,
  }),
};

/** Programs that shut themselves in need user namespaces, which some systems keep for root. */
export const userNamespaces = ruleOfSayings(
  {
    id: 'runtime/user-namespaces',
    class: 'user-namespaces-refused',
    phase: 'runtime',
    title: 'Program may not make its sandbox',
    components: ['security'],
    confidence: 0.9,
    docs: [
      {
        title: 'Ubuntu: restricted unprivileged user namespaces',
        url: 'https://ubuntu.com/blog/ubuntu-23-10-restricted-unprivileged-user-namespaces',
      },
    ],
  },
  [chromium, bubblewrap, mountPoint],
);
