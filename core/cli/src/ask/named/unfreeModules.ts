/** Modules that install what is not free: Nixpkgs refuses it until that is allowed. */
export const unfreeModules: ReadonlySet<string> = new Set(
  `programs._1password programs._1password-gui programs.discord programs.steam programs.vscode services.cloudflare-warp
  services.consul services.dropbox services.elasticsearch services.factorio services.filebeat services.graylog
  services.hqplayerd services.logstash services.metricbeat services.minecraft-server services.mongodb services.n8n
  services.nomad services.outline services.plex services.roon-bridge services.roon-server services.surrealdb
  services.teamspeak3 services.teamviewer services.terraria services.unifi services.vault services.youtrack
  services.zerotierone`.split(/\s+/),
);
