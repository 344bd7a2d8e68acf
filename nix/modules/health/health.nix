# `services.nixai.healthChecks` as NixOS and Home Manager both have it: when to look at the machine, and
# whom to tell.
{ lib, pkgs }:

let
  inherit (lib) mkEnableOption mkOption types;

  # What `nixai health` ends with: 1 minor, 2 major, 3 critical; 64 where it could not look.
  leastTold = { critical-only, ... }: if critical-only then 3 else 1;
in
{
  options = {
    enable = mkEnableOption "regular looks at the health of the machine";

    schedule = mkOption {
      type = types.str;
      default = "daily";
      example = "*-*-* 06:00:00";
      description = "When to look, as systemd.time(7) has it.";
    };

    profile = mkOption {
      type = types.nullOr (
        types.enum [
          "server"
          "desktop"
          "developer"
        ]
      );
      default = null;
      description = "What matters on this machine; what is for everybody if null.";
    };

    notifications = {
      command = mkOption {
        type = types.nullOr types.str;
        default = null;
        example = "systemd-cat -t nixai -p warning";
        description = "A shell command that is given the report on stdin when there are issues; what is in `credentials` lies in `$CREDENTIALS_DIRECTORY`.";
      };

      critical-only = mkOption {
        type = types.bool;
        default = false;
        description = "Whether to tell of critical issues alone.";
      };
    };

    credentials = mkOption {
      type = types.attrsOf types.str;
      default = { };
      example = {
        webhook-token = "/run/secrets/webhook-token";
      };
      description = "Secrets for `notifications.command`, each a file that systemd reads as root and lays into `$CREDENTIALS_DIRECTORY` under this name, for this unit alone.";
    };
  };

  # Secrets have no place in the Nix store, which everyone can read.
  assertions =
    { credentials, ... }:
    let
      bad = lib.filter (
        name:
        builtins.match "[A-Za-z0-9_.-]+" name == null
        || builtins.match "/[^:\n]*" credentials.${name} == null
        || lib.hasPrefix "${builtins.storeDir}/" credentials.${name}
      ) (lib.attrNames credentials);
    in
    [
      {
        assertion = bad == [ ];
        message = "services.nixai.healthChecks.credentials: ${lib.concatStringsSep ", " bad}: each is a plain name, and the absolute path of a file outside of the Nix store, which everyone can read";
      }
    ];

  loadCredential = { credentials, ... }: lib.mapAttrsToList (name: file: "${name}:${file}") credentials;

  # The words after `nixai health`.
  words =
    { profile, ... }:
    [ "--record" ]
    ++ lib.optionals (profile != null) [
      "--profile"
      profile
    ];

  # Prints the report into the journal, and tells of it where it is bad enough.
  script =
    {
      package,
      words,
      cfg,
      tell,
    }:
    pkgs.writeShellScript "nixai-health" ''
      report=$(${lib.getExe package} health ${lib.escapeShellArgs words})
      code=$?
      printf '%s\n' "$report"
      ${lib.optionalString (tell != null) ''
        if [ "$code" -ge ${toString (leastTold cfg.notifications)} ] && [ "$code" -lt 64 ]; then
          printf '%s\n' "$report" | ${tell}
        fi
      ''}
      exit "$code"
    '';
}
