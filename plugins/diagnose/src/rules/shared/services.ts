/** What a NixOS option brings that a command, a program or the desktop then finds missing. */
type Option = readonly [names: RegExp, option: string];

/** Units that nobody has unless their option is set. */
export const units: readonly Option[] = [
  [/^bluetooth\.service$/, 'hardware.bluetooth.enable'],
  [/^docker\.(?:service|socket)$/, 'virtualisation.docker.enable'],
  [/^podman\.(?:service|socket)$/, 'virtualisation.podman.enable'],
  [/^libvirtd\.(?:service|socket)$|^virt\w{3,12}d\.socket$/, 'virtualisation.libvirtd.enable'],
  [/^(?:sshd|ssh)\.(?:service|socket)$/, 'services.openssh.enable'],
  [/^tailscaled?\.service$/, 'services.tailscale.enable'],
  [/^cups(?:d)?\.(?:service|socket)$/, 'services.printing.enable'],
  [/^NetworkManager\.service$/i, 'networking.networkmanager.enable'],
  [/^postgresql\.service$/, 'services.postgresql.enable'],
  [/^(?:mysql|mariadb)\.service$/, 'services.mysql.enable'],
  [/^nginx\.service$/, 'services.nginx.enable'],
  [/^avahi-daemon\.(?:service|socket)$/, 'services.avahi.enable'],
  [/^fwupd\.service$/, 'services.fwupd.enable'],
  [/^(?:dbus-org\.freedesktop\.resolve1|systemd-resolved)\.service$/, 'services.resolved.enable'],
  [/^power-profiles-daemon\.service$/, 'services.power-profiles-daemon.enable'],
  [/^upower\.service$/, 'services.upower.enable'],
  [/^udisks2\.service$/, 'services.udisks2.enable'],
  [/^geoclue\.service$/, 'services.geoclue2.enable'],
  [/^iwd\.service$/, 'networking.wireless.iwd.enable'],
  [/^syncthing\.service$/, 'services.syncthing.enable'],
  [/^(?:pipewire|pipewire-pulse|wireplumber)\.(?:service|socket)$/, 'services.pipewire.enable'],
  [/^ollama\.service$/, 'services.ollama.enable'],
  [/^mullvad-daemon\.service$/, 'services.mullvad-vpn.enable'],
  [/^thermald\.service$/, 'services.thermald.enable'],
  [/^tlp\.service$/, 'services.tlp.enable'],
  [/^pcscd\.(?:service|socket)$/, 'services.pcscd.enable'],
  [/^fail2ban\.service$/, 'services.fail2ban.enable'],
  [/^cron\.service$/, 'services.cron.enable'],
  [/^redis\.service$/, 'services.redis.servers."".enable'],
  [/^jellyfin\.service$/, 'services.jellyfin.enable'],
  [/^samba(?:-smbd)?\.service$|^smbd\.service$/, 'services.samba.enable'],
];

/** Names on D-Bus that nobody answers for unless an option is set. */
export const busNames: readonly Option[] = [
  [/^org\.freedesktop\.secrets$/, 'services.gnome.gnome-keyring.enable'],
  [/^org\.freedesktop\.UPower$/, 'services.upower.enable'],
  [/^org\.freedesktop\.UDisks2$/, 'services.udisks2.enable'],
  [/^org\.freedesktop\.GeoClue2$/, 'services.geoclue2.enable'],
  [/^org\.freedesktop\.Accounts$/, 'services.accounts-daemon.enable'],
  [/^org\.freedesktop\.portal\.Desktop$/, 'xdg.portal.enable'],
  [/^org\.freedesktop\.PolicyKit1$/, 'security.polkit.enable'],
  [/^org\.freedesktop\.NetworkManager$/, 'networking.networkmanager.enable'],
  [/^org\.bluez$/, 'hardware.bluetooth.enable'],
  [/^org\.freedesktop\.Avahi$/, 'services.avahi.enable'],
  [/^org\.freedesktop\.fwupd$/, 'services.fwupd.enable'],
  [/^org\.freedesktop\.ColorManager$/, 'services.colord.enable'],
  [
    /^(?:net\.hadess\.PowerProfiles|org\.freedesktop\.UPower\.PowerProfiles)$/,
    'services.power-profiles-daemon.enable',
  ],
  [/^org\.freedesktop\.resolve1$/, 'services.resolved.enable'],
  [/^org\.freedesktop\.RealtimeKit1$/, 'security.rtkit.enable'],
  [/^org\.gtk\.vfs\.\w{2,30}$/, 'services.gvfs.enable'],
  [/^org\.a11y\.Bus$/, 'services.gnome.at-spi2-core.enable'],
  [/^org\.gnome\.evolution\.\S{3,60}$/, 'services.gnome.evolution-data-server.enable'],
  [/^org\.gnome\.OnlineAccounts$/, 'services.gnome.gnome-online-accounts.enable'],
  [/^org\.freedesktop\.Flatpak$/, 'services.flatpak.enable'],
];

export const optionFor = (name: string, list: readonly Option[]): string | undefined =>
  list.find(([names]) => names.test(name))?.[1];
