/** A configuration of 500 lines as people write them: services, users, packages, some of it wrong. */
export function fiveHundredLines() {
  const services = [
    'openssh',
    'nginx',
    'postgresql',
    'redis',
    'printing',
    'avahi',
    'fwupd',
    'tailscale',
  ];
  const lines = ['{ config, pkgs, lib, ... }:', '{', '  system.stateVersion = "25.05";'];
  for (let at = 0; lines.length < 498; at++) {
    const service = services[at % services.length];
    lines.push(
      `  services.nginx.virtualHosts."site${at}.example.org" = {`,
      '    forceSSL = true;',
      '    enableACME = true;',
      `    locations."/".proxyPass = "http://127.0.0.1:${3000 + at}";`,
      '  };',
      `  users.users.user${at} = {`,
      '    isNormalUser = true;',
      '    extraGroups = [ "wheel" ];',
      '    packages = with pkgs; [ git ripgrep htop ];',
      '  };',
      `  systemd.services.job${at}.serviceConfig.ExecStart = "\${pkgs.hello}/bin/hello";`,
      `  environment.etc."app${at}.conf".text = lib.mkIf config.services.${service}.enable "x = ${at}";`,
    );
    if (at < services.length) lines.push(`  services.${service}.enable = true;`);
    if (at % 10 === 3) lines.push(`  services.openssh.permitRootLogn${at} = "no";`);
  }
  return `${lines.slice(0, 498).join('\n')}\n}\n`;
}
