import { plainName } from '../wish.js';

/** What people call a thing, and what its module is called: `what is said = module`. */
const lines = `
apache, apache2, apache http server, apache httpd = httpd
mumble server, murmur server = murmur
ipfs = kubo
snapcast, snapcast server = snapserver
searxng = searx
firefox sync, firefox sync server, sync server for firefox = firefox-syncserver
etesync, etesync server, etebase = etebase-server
trezor, trezor wallet, trezor suite, trezor bridge = trezord
unifi controller, unifi network, ubiquiti controller = unifi
node exporter = prometheus.exporters.node
mariadb, maria db = mysql
mongo, mongo db = mongodb
elastic search = elasticsearch
influx, influx db = influxdb2
xmpp, xmpp server, jabber server = prosody
mqtt, mqtt broker, mqtt server = mosquitto
dns over https, dnscrypt = dnscrypt-proxy
logitech receiver, solaar = logitech.wireless
open rgb = openrgb
ntfy = ntfy-sh
dovecot = dovecot2
zabbix, zabbix server = zabbixServer
zabbix agent = zabbixAgent
dump1090 = dump1090-fa
smartmontools, smartctl = smartd
bitwarden server, bitwarden_rs = vaultwarden
docker registry = dockerRegistry
virtual box = virtualbox.host
vmware workstation = vmware.host
apc ups, apc = apcupsd
web dav = webdav
gnome keyring = gnome-keyring
3proxy = _3proxy
speech dispatcher = speechd
cups, printing = printing
sshd, ssh server, ssh daemon = openssh
postgres, postgres server = postgresql
`;

const names = new Map(
  lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [said = '', module = ''] = line.split(' = ');
      return said.split(',').map((name) => [plainName(name), module] as const);
    }),
);

/** The module's name for what it is called otherwise. */
export const aliasOf = (name: string): string | undefined => names.get(plainName(name));
