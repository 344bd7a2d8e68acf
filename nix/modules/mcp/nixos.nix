# NixOS: the server in the systemd of each person who logs in.
import ./mcp.nix (
  description: serviceConfig: {
    inherit description serviceConfig;
    wantedBy = [ "default.target" ];
  }
)
