# `services.nixai.mcp` as NixOS and Home Manager both have it: a server for agents and editors, one a
# person, since its socket, its token and what it may read are that person's.
{ lib }:

let
  inherit (lib) mkEnableOption mkOption types;
in
{
  options = {
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

  execStart =
    package:
    {
      socketPath,
      port,
      host,
      allowWrite,
      ...
    }:
    lib.concatStringsSep " " (
      [
        (lib.getExe package)
        "mcp-server"
        "start"
        "--socket-path=${socketPath}"
      ]
      ++ lib.optionals (port != null) [
        "--http"
        "--host=${host}"
        "--port=${toString port}"
      ]
      ++ lib.optional allowWrite "--allow-write"
    );

  # What systemd can hold in a person's own manager. V8 compiles code while it runs, so that
  # MemoryDenyWriteExecute would end it.
  service = {
    Restart = "on-failure";
    LockPersonality = true;
    NoNewPrivileges = true;
    RestrictAddressFamilies = "AF_UNIX AF_INET AF_INET6";
    RestrictRealtime = true;
    RestrictSUIDSGID = true;
    SystemCallArchitectures = "native";
    UMask = "0077";
  };
}
