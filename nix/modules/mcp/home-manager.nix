# Home Manager: the server in one person's systemd.
{
  config,
  lib,
  ...
}:

let
  cfg = config.services.nixai.mcp;
  mcp = import ./mcp.nix { inherit lib; };
in
{
  options.services.nixai.mcp = mcp.options;

  config = lib.mkIf (config.services.nixai.enable && cfg.enable) {
    systemd.user.services.nixai-mcp = {
      Unit.Description = "nixai for agents and editors (MCP)";
      Service = mcp.service // {
        ExecStart = mcp.execStart config.services.nixai.package cfg;
      };
      Install.WantedBy = [ "default.target" ];
    };
  };
}
