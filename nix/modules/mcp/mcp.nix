# `services.nixai.mcp` as NixOS and Home Manager both have it: a server for agents and editors, one a
# person, since its socket, its token and what it may read are that person's. `unit description service`
# says how the systemd of a person is told of it.
unit:

{ config, lib, ... }:

let
  inherit (lib) mkEnableOption mkOption types;
  inherit (config.services.nixai) enable package;

  cfg = config.services.nixai.mcp;

  execStart = lib.concatStringsSep " " (
    [
      (lib.getExe package)
      "mcp-server"
      "start"
      "--socket-path=${cfg.socketPath}"
    ]
    ++ lib.optionals (cfg.port != null) [
      "--http"
      "--host=${cfg.host}"
      "--port=${toString cfg.port}"
    ]
    ++ lib.optional cfg.allowWrite "--allow-write"
  );

  # Where it may write: its socket, what nixai and Nix keep, and what may be changed where that is allowed.
  writable = [
    "%t"
    "/tmp"
  ]
  ++ (
    if cfg.allowWrite then
      [
        "%h"
        "-/etc/nixos"
      ]
    else
      [
        "-%h/.cache"
        "-%h/.config/nixai"
        "-%h/.local/share"
        "-%h/.local/state"
      ]
  );

  # What systemd can hold in a person's own manager, by a user namespace. V8 compiles code while it runs, so
  # that MemoryDenyWriteExecute would end it; agents name files below /tmp, so that it stays everybody's.
  service = import ../hardening.nix // {
    ExecStart = execStart;
    Restart = "on-failure";
    CapabilityBoundingSet = "";
    NoNewPrivileges = true;
    PrivateDevices = true;
    PrivateUsers = true;
    ProtectHome = if cfg.allowWrite then "no" else "read-only";
    ReadWritePaths = lib.concatStringsSep " " writable;
    RestrictAddressFamilies = "AF_UNIX AF_INET AF_INET6";
    SystemCallFilter = [
      "@system-service"
      "~@privileged @resources"
    ];
    UMask = "0077";
  };
in
{
  options.services.nixai.mcp = {
    enable = mkEnableOption "the MCP server of nixai, for agents and editors";

    socketPath = mkOption {
      type = types.str;
      default = "%t/nixai/mcp.sock";
      description = "The Unix socket at which it listens, with the specifiers of systemd.unit(5).";
    };

    port = mkOption {
      type = types.nullOr types.port;
      default = null;
      example = 8081;
      description = "The port for HTTP, which asks for the token in `$XDG_RUNTIME_DIR/nixai/mcp.token`; the socket alone if null. Two people at one machine need two ports.";
    };

    host = mkOption {
      type = types.str;
      default = "127.0.0.1";
      description = "The address of this machine at which HTTP listens.";
    };

    allowWrite = mkOption {
      type = types.bool;
      default = false;
      description = "Whether tools that change files are offered; each change is shown and has to be agreed to.";
    };
  };

  config = lib.mkIf (enable && cfg.enable) {
    systemd.user.services.nixai-mcp = unit "nixai for agents and editors (MCP)" service;
  };
}
