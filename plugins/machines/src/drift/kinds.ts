/** How bad a finding is. */
export const severities = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** What mends it: a redeployment (the same system once more), a restart, or only a person. */
export type Mending = 'redeploy' | 'reboot' | 'by-hand';

export interface Kind {
  readonly severity: Severity;
  readonly mends: Mending;
  /** What it is, one short sentence without a full stop. */
  readonly about: string;
  /** What nobody can read from the machine. */
  readonly unknowable?: string;
}

/** Every kind of drift that is looked for, how bad it is, and what mends it: the table that is printed. */
export const kinds = {
  'system-not-expected': {
    severity: 'high',
    mends: 'redeploy',
    about: 'it runs another system than is expected',
    unknowable: 'who switched it, and when',
  },
  'profile-not-current': {
    severity: 'medium',
    mends: 'redeploy',
    about: 'the next boot brings another system than the one that runs',
    unknowable: 'whether somebody only tested it, on purpose',
  },
  'rolled-back': {
    severity: 'medium',
    mends: 'redeploy',
    about: 'its profile is not at its newest generation',
    unknowable: 'why',
  },
  'booted-kernel-old': {
    severity: 'medium',
    mends: 'reboot',
    about: 'the kernel, its modules or the initrd that run are not those of its system',
  },
  'etc-shadowed': {
    severity: 'high',
    mends: 'redeploy',
    about: 'a file of /etc stands in the place of one that is managed',
    unknowable: 'who wrote it; only the time of the last change is known',
  },
  'etc-missing': {
    severity: 'high',
    mends: 'redeploy',
    about: 'a managed file of /etc is gone',
    unknowable: 'who removed it, and when',
  },
  'etc-copy-differs': {
    severity: 'medium',
    mends: 'redeploy',
    about: 'a file of /etc that was copied there is another by now',
    unknowable: 'who changed it; only the time of the last change is known',
  },
  'etc-unmanaged': {
    severity: 'low',
    mends: 'by-hand',
    about: 'a file of /etc that nothing declares',
    unknowable: 'whether a person or a program wrote it',
  },
  'etc-dangling': {
    severity: 'medium',
    mends: 'redeploy',
    about: 'a link of /etc leads to nothing',
  },
  'sudoers-differs': {
    severity: 'critical',
    mends: 'redeploy',
    about: 'who may become root is not what is declared',
    unknowable: 'who changed it; only the time of the last change is known',
  },
  'sudoers-undeclared': {
    severity: 'critical',
    mends: 'by-hand',
    about: 'a file that nothing declares says who may become root',
    unknowable: 'whether a person or a program wrote it',
  },
  'store-path-altered': {
    severity: 'critical',
    mends: 'by-hand',
    about: 'a path of the system has another content than it was made with',
    unknowable: 'how: a disk that fails, or somebody with root',
  },
  'unit-overridden': {
    severity: 'high',
    mends: 'by-hand',
    about: 'a unit or a drop-in that lies outside of the system',
  },
  'unit-masked': {
    severity: 'high',
    mends: 'by-hand',
    about: 'a unit was masked by hand',
    unknowable: 'why',
  },
  'unit-failed': {
    severity: 'medium',
    mends: 'by-hand',
    about: 'a unit has failed',
  },
  'unit-needs-reload': {
    severity: 'low',
    mends: 'redeploy',
    about: 'a unit runs with an older file than is there',
  },
  'user-undeclared': {
    severity: 'high',
    mends: 'by-hand',
    about: 'a user that nothing declares',
    unknowable: 'when its password was set',
  },
  'user-uid-zero': {
    severity: 'critical',
    mends: 'by-hand',
    about: 'a second user is root',
  },
  'user-shell-differs': {
    severity: 'medium',
    mends: 'redeploy',
    about: "a user's shell or home is not what is declared",
  },
  'key-undeclared': {
    severity: 'high',
    mends: 'by-hand',
    about: 'a key that lets somebody in and that nothing declares',
    unknowable: 'whose it is; its comment may say anything',
  },
  'key-root-undeclared': {
    severity: 'critical',
    mends: 'by-hand',
    about: 'a key that lets somebody in as root and that nothing declares',
    unknowable: 'whose it is; its comment may say anything',
  },
  'process-foreign': {
    severity: 'medium',
    mends: 'by-hand',
    about: 'a program runs that is not of the Nix store',
    unknowable: 'who started it',
  },
  'process-deleted': {
    severity: 'low',
    mends: 'by-hand',
    about: 'a program runs whose file is gone',
  },
  'port-unexplained': {
    severity: 'medium',
    mends: 'by-hand',
    about: 'a port is listened at by no program of its system',
  },
  'profile-imperative': {
    severity: 'low',
    mends: 'by-hand',
    about: 'a package was installed by hand (nix-env, nix profile)',
  },
  'channel-imperative': {
    severity: 'low',
    mends: 'by-hand',
    about: 'a channel of a user',
  },
  'configuration-uncommitted': {
    severity: 'low',
    mends: 'by-hand',
    about: 'the configuration that lies on it has changes that git has not',
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof kinds;
