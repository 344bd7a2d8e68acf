import { stopWords } from '../handbook/commonWords.js';

/** Words of a question that name nothing. */
export const fillers: ReadonlySet<string> = new Set([
  ...stopWords,
  ...'nix nixos option options make set setup let lets'.split(' '),
]);

/** Words that go with anything: they help when they match, and are not missed when they do not. */
export const generics: ReadonlySet<string> = new Set(
  `service services daemon server support client tool tools system software program programs app
  application applications manager management enable enabled run running install configure
  configuration automatic automatically self hosted hosting based compatible open source free local
  access simple web linux machine computer desktop wireless device devices network`.split(/\s+/),
);

/** Other words for the same thing, as option names have them. One line is one meaning. */
const meanings = `
  ssh openssh sshd
  vpn wireguard openvpn
  apache httpd
  k8s kubernetes
  bluetooth bluez
  sound audio pipewire
  print cups
  printer cups printing
  scanner sane
  grub boot
  gui xserver
  keyboard xkb
  tz timezone
  locale i18n
  language locale
  dns resolver nameserver nameservers
  hostname hostname
  folder dir directory
  directory dir
  path dir
  location dir
  database databases db
  password passwd
  extra append additional common
  config settings configuration
  settings config
  configuration settings config
  certificate cert acme
  ssl tls
  https tls ssl
  letsencrypt acme
  gpu nvidia graphics
  graphics opengl
  update upgrade
  garbage gc
  cleanup gc
  container containers docker podman
  vm virtualisation libvirtd
  virtualization virtualisation
  sleep suspend
  wifi wireless
  wlan wireless
  login displaymanager
  account users
  ldap openldap
  mdns avahi
  zeroconf avahi
  smb samba
  torrent transmission
  smart smartd
  encryption luks
  sandbox firejail
  wol wakeonlan
  ntp timesyncd chrony
`;

/** What else a word may be called, by the word. */
export const synonyms: ReadonlyMap<string, readonly string[]> = new Map(
  meanings
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([word = '', ...others]) => [word, others.filter((other) => other !== word)]),
);
