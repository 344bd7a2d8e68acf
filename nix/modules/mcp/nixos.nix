# NixOS: the server in the systemd of each person who logs in.
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
      description = "nixai for agents and editors (MCP)";
      wantedBy = [ "default.target" ];
      serviceConfig = mcp.service // {
        ExecStart = mcp.execStart config.services.nixai.package cfg;
      };
    };
  };
}
