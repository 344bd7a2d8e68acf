/** A page of the house. */
export interface Page {
  readonly id: string;
  readonly title: string;
  /** Markdown. */
  readonly text: string;
  readonly url?: string;
  /** The options it speaks of. */
  readonly options: readonly string[];
}

export const pages: readonly Page[] = [
  {
    id: 'bastion',
    title: 'SSH goes through the bastion',
    text: 'Reach every host through `bastion.example.org`, and keep its own SSH port shut: `services.openssh.openFirewall = false;`.',
    url: 'https://wiki.example.org/ssh',
    options: ['services.openssh.openFirewall'],
  },
  {
    id: 'backups',
    title: 'Backups are made with restic, every night',
    text: 'Each server has `services.restic.backups.nightly`; the repository is on `backup.example.org`.',
    url: 'https://wiki.example.org/backups',
    options: ['services.restic.backups'],
  },
];
