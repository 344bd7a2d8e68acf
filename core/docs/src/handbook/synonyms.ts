import { stem } from './stem.js';

/**
 * Words that people use for one thing. Only what is true in the whole field; what belongs to one
 * topic stands among that topic's synonyms.
 */
const groups = [
  'wifi wireless wlan',
  'gpu graphics graphic',
  'sound audio',
  'microphone mic',
  'printer printing cups',
  'keyboard keymap layout',
  'touchpad trackpad',
  'monitor display screen',
  'laptop notebook',
  'hibernate hibernation suspend sleep',
  'password passphrase passwd',
  'user account',
  'firewall iptables nftables',
  'port ports',
  'certificate cert tls ssl https acme letsencrypt',
  'domain hostname',
  'container containers',
  'vm virtualization',
  'qemu kvm libvirt',
  'database db',
  'postgres postgresql',
  'mysql mariadb',
  'cron timer schedule periodically',
  'borg borgbackup',
  'disk drive partition filesystem',
  'mount fstab',
  'encrypt encryption luks encrypted',
  'initrd stage1 initramfs',
  'delete remove uninstall',
  'garbage gc cleanup',
  'rollback revert undo',
  'upgrade update',
  'unstable bleeding',
  'font fonts typeface',
  'emoji emojis',
  'editor ide',
  'vscode code vscodium',
  'neovim nvim vim',
  'dotfile dotfiles',
  'secret secrets credential',
  'sops agenix',
  'cache substituter cachix',
  'remote ssh',
  'timezone clock',
  'app application',
  'language locale i18n',
  'gaming steam games',
  'game steam',
  'cuda nvidia',
  'amd radeon amdgpu',
  'python pip virtualenv venv',
  'node nodejs npm',
  'rust cargo',
  'compile build',
  'library lib',
  'environment env',
  'variable variables',
  'kernel linux',
  'log logs journal journalctl',
  'hang freeze stuck',
  'crash segfault',
  'mac macos darwin',
  'plasma kde',
  'smb samba cifs',
  'mail email smtp',
  'dns resolver resolve',
  'hm home-manager',
  'slow performance speed',
  'secure security harden hardening',
  'virtualisation virtualization',
];

/**
 * A kind of thing, and things of it: who says the kind may mean any, and who names one means none of
 * the others.
 */
const kinds = [
  'container docker podman',
  'vm qemu kvm libvirt',
  'backup restic borg borgbackup',
  'bootloader grub systemd-boot',
  'browser firefox chromium',
  'shell bash zsh fish',
  'vpn wireguard openvpn tailscale',
  'proxy nginx caddy',
  'desktop gnome plasma kde',
  'wayland sway hyprland',
  'share smb samba cifs nfs',
];

type Table = ReadonlyMap<string, readonly string[]>;

/** A word's stem to the stems of other words for the same thing. */
export const sameThings: Table = table([]);

/** A word's stem to the stems of its synonyms, among them things of its kind, and the kind of a thing. */
export const synonyms: Table = table(kinds);

function table(kindLines: readonly string[]): Table {
  const found = new Map<string, Set<string>>();
  const add = (word: string, others: readonly string[]) => {
    const known = found.get(word) ?? new Set();
    for (const other of others) if (other !== word) known.add(other);
    found.set(word, known);
  };
  for (const group of groups) {
    const stems = group.split(' ').map(stem);
    for (const word of stems) add(word, stems);
  }
  for (const line of kindLines) {
    const [kind = '', ...members] = line.split(' ').map(stem);
    add(kind, members);
    for (const member of members) add(member, [kind]);
  }
  return new Map([...found].map(([word, others]) => [word, [...others]]));
}
