import { stableRelease, type TemplateVariable } from '@nixai/api';

type Text = Extract<TemplateVariable, { type: 'string' }>;

/** A word or a line; the pattern is for the whole of it. */
export const text = (name: string, description: string, more: Partial<Text>): TemplateVariable => ({
  name,
  description,
  type: 'string',
  ...more,
});

/** A port with its usual number. */
export const port = (description: string, usual: number, name = 'port'): TemplateVariable => ({
  name,
  description,
  type: 'integer',
  default: usual,
  min: 1,
  max: 65535,
});

/** Whether something is to be so; what opens a machine to others is off unless it is asked for. */
export const whether = (
  name: string,
  description: string,
  usual: boolean = false,
): TemplateVariable => ({ name, description, type: 'boolean', default: usual });

const path = /\/[\w./@+-]+/;

/** A folder, absolute. */
export const folder = (name: string, description: string, usual: string): TemplateVariable =>
  text(name, description, { default: usual, pattern: path });

/** A file that holds a secret: its path alone is in the configuration, and never in the store. */
export const secretFile = (name: string, description: string, usual: string): TemplateVariable =>
  text(name, `${description}: a file that only root reads, outside of the configuration`, {
    default: usual,
    pattern: path,
  });

/** RFC 1123 label, as `networking.hostName` takes it. */
export const hostName = text('hostName', 'What the machine is called', {
  example: 'nixos',
  pattern: /[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?/,
});

export const userName = text('userName', 'The login name of the person', {
  example: 'ada',
  pattern: /[a-z_][a-z0-9_-]{0,30}/,
});

/** The release that a new machine should get today. */
export const release = stableRelease(new Date()).release;

/** See `system.stateVersion`: the release that the machine was first installed with. */
export const stateVersion = text(
  'stateVersion',
  'The release the machine was installed with; never changed afterwards',
  { example: release, pattern: /\d\d\.(?:05|11)/ },
);

export const timeZone = text('timeZone', 'The time zone, as in /usr/share/zoneinfo', {
  default: 'Etc/UTC',
  pattern: /[A-Za-z0-9_+/-]+/,
});

export const locale = text(
  'locale',
  'The language of messages, and how dates and numbers are written',
  { default: 'en_US.UTF-8', pattern: /[A-Za-z_]+\.UTF-8/ },
);

export const domain = text(
  'domain',
  'The name that people reach it by; its DNS has to point here',
  {
    example: 'www.example.org',
    pattern: /(?:[a-z0-9-]+\.)+[a-z]{2,}/,
  },
);

export const email = text('email', 'Where the certificate authority writes to', {
  example: 'admin@example.org',
  pattern: /[^@\s]+@[^@\s]+/,
});

export const keys: TemplateVariable = {
  name: 'keys',
  description: 'Public SSH keys that may log in',
  type: 'strings',
  example: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample ada'],
  pattern: /(?:ssh|ecdsa|sk)-[A-Za-z0-9@.-]+ [A-Za-z0-9+/=]+(?: .*)?/,
};

/** A network interface as the kernel names it. */
export const networkInterface = (name: string, description: string, example: string) =>
  text(name, `${description} (ip link)`, { example, pattern: /[a-z][a-z0-9.@-]{1,14}/ });
