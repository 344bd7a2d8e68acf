# Home Manager: the server in one person's systemd.
import ./mcp.nix (
  description: service: {
    Unit.Description = description;
    Service = service;
    Install.WantedBy = [ "default.target" ];
  }
)
