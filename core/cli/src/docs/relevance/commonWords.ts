/** Words of a question that name nothing. */
export const fillers: ReadonlySet<string> = new Set(
  `a an and are as at be by can could do does for from get how i in into is it me my no of on or
  our please should so that the there this to up use using via want we what where which will with
  without would you your nix nixos option options make set setup when let lets have has need some`
    .split(/\s+/),
);

/** Words that go with anything: they help when they match, and are not missed when they do not. */
export const generics: ReadonlySet<string> = new Set(
  `service services daemon server support client tool tools system software program programs app
  application applications manager management enable enabled run running install configure
  configuration automatic automatically self hosted hosting based compatible open source free local
  simple web linux machine computer desktop wireless device devices network`.split(/\s+/),
);

/** Other words for the same thing, as option names have them. One line is one meaning. */
const meanings = `
  ssh openssh sshd
  vpn wireguard openvpn
  postgres postgresql
  apache httpd
  k8s kubernetes
  bluetooth bluez
  sound audio pipewire
  print printing cups
  printer printing
  scanner sane
  grub boot
  gui xserver
  keyboard xkb
  timezone timezone
  tz timezone
  locale i18n
  language locale
  dns resolver nameserver nameservers
  hostname hostname
  ports ports
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
  cpu cpu
  update upgrade
  upgrade upgrade
  garbage gc
  cleanup gc
  container containers docker podman
  vm virtualisation libvirtd
  virtualization virtualisation
  virtualbox virtualbox
  sleep suspend
  wifi wireless
  wlan wireless
  shell shell
  login displaymanager
  fonts fonts
  font fonts
  user users
  account users
  sudo sudo
  cron cron
  proxy proxy
  redis redis
  mongo mongodb
  elastic elasticsearch
  ldap openldap
  mdns avahi
  zeroconf avahi
  smb samba
  torrent transmission
  smart smartd
  nvidia nvidia
  swap swap
  luks luks
  encryption luks
  kernel kernel
  modules modules
  sandbox firejail
  editor editor
  greeter greeter
  wayland wayland
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
