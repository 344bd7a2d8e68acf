import type { HealthCheck, HealthReading } from '@nixai/api';

export const ssh: HealthCheck = {
  id: 'ssh.harden',
  title: 'SSH server',
  group: 'security',
  about:
    'The effective /etc/ssh/sshd_config: whether root, or anybody, may log in with a password.',
  levels: { minor: 'passwords are taken', major: 'root may log in with a password' },
  async run(machine) {
    const text = await machine.read('/etc/ssh/sshd_config');
    if (text === undefined) return [{ status: 'skipped', summary: 'no SSH server' }];
    const setting = settingsOf(text);
    // What sshd does where nothing is said.
    const root = setting('permitrootlogin') ?? 'prohibit-password';
    const password = (setting('passwordauthentication') ?? 'yes') === 'yes';
    const keyboard = (setting('kbdinteractiveauthentication') ?? 'yes') === 'yes';
    if (root === 'yes' && (password || keyboard))
      return [
        {
          status: 'major',
          target: 'PermitRootLogin',
          summary: 'root may log in with a password',
          fix: {
            title: 'Keys only for root',
            code: 'services.openssh.settings.PermitRootLogin = "prohibit-password";',
            elsewhere: 'Write "PermitRootLogin prohibit-password" into /etc/ssh/sshd_config',
            language: 'nix',
          },
        },
      ];
    if (password || keyboard)
      return [
        {
          status: 'minor',
          target: password ? 'PasswordAuthentication' : 'KbdInteractiveAuthentication',
          summary: 'passwords are taken',
          fix: {
            title: 'Keys only, once a key of yours is there',
            code: 'services.openssh.settings = {\n  PasswordAuthentication = false;\n  KbdInteractiveAuthentication = false;\n};',
            elsewhere:
              'Once a key of yours is there, write "PasswordAuthentication no" and "KbdInteractiveAuthentication no" into /etc/ssh/sshd_config',
            language: 'nix',
          },
        },
      ] satisfies HealthReading[];
    return [{ status: 'ok', summary: 'keys only' }];
  },
};

/** The first of each word counts; what stands below `Match` is for some only. */
function settingsOf(text: string): (name: string) => string | undefined {
  const found = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, word = '', value = ''] = /^([A-Za-z]+)[\s=]+([^]*)/.exec(line.trim()) ?? [];
    const name = word.toLowerCase();
    if (name === 'match') break;
    if (name !== '' && !found.has(name)) found.set(name, value.toLowerCase());
  }
  return (name) => found.get(name);
}
