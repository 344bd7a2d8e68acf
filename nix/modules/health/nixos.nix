# NixOS: `nixai-health.service` and its timer. A user of its own looks at the machine, in a sandbox; only
# where services shall be started again is it root.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  inherit (lib) mkOption types;
  cfg = config.services.nixai.healthChecks;
  health = import ./health.nix { inherit lib pkgs; };

  fixes =
    lib.optional cfg.autoFix.diskCleanup "collect-garbage"
    ++ lib.optional cfg.autoFix.serviceRestart "restart-unit";
  asRoot = cfg.autoFix.enable && cfg.autoFix.serviceRestart;

  words =
    health.words cfg
    ++ lib.optionals (cfg.textfileDirectory != null) [
      "--metrics"
      "${cfg.textfileDirectory}/nixai-health.prom"
    ]
    ++ lib.optionals (cfg.autoFix.enable && fixes != [ ]) (
      [
        "--auto-fix"
        "--yes"
      ]
      ++ lib.concatMap (kind: [
        "--fix"
        kind
      ]) fixes
    );

  inherit (cfg.notifications) email command;
  # sendmail(1) as every mailer of NixOS puts it there.
  tell =
    if email == null then
      command
    else
      ''{ printf 'To: %s\nSubject: nixai health of %s\n\n' ${lib.escapeShellArg email} "$(cat /proc/sys/kernel/hostname)"; cat; } | /run/wrappers/bin/sendmail -t'';
in
{
  options.services.nixai.healthChecks = lib.recursiveUpdate health.options {
    notifications.email = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "admin@example.org";
      description = "Who gets the report by mail when there are issues; a mailer has to be set up.";
    };

    textfileDirectory = mkOption {
      type = types.nullOr types.str;
      default = null;
      example = "/var/lib/prometheus-node-exporter-text-files";
      description = "Where metrics go for the textfile collector of node_exporter; the folder has to be there, and writable for nixai-health.";
    };

    autoFix = {
      enable = lib.mkEnableOption "doing what is safe about what is found";
      diskCleanup = mkOption {
        type = types.bool;
        default = false;
        description = "Whether to collect what of the store nothing needs when a disk is full.";
      };
      serviceRestart = mkOption {
        type = types.bool;
        default = false;
        description = "Whether to start failed services again, but for those of health.critical_units. The unit is root's then.";
      };
    };
  };

  config = lib.mkIf (config.services.nixai.enable && cfg.enable) {
    assertions = health.assertions cfg ++ [
      {
        assertion = email == null || command == null;
        message = "services.nixai.healthChecks.notifications: one of email and command, not both";
      }
      {
        assertion = email == null || config.services.mail.sendmailSetuidWrapper != null;
        message = "services.nixai.healthChecks.notifications.email: no sendmail is set up; programs.msmtp.enable or services.postfix.enable give one, or use notifications.command";
      }
      {
        assertion = !cfg.autoFix.enable || fixes != [ ];
        message = "services.nixai.healthChecks.autoFix: name what may be done, diskCleanup or serviceRestart";
      }
    ];

    users.users.nixai-health = {
      isSystemUser = true;
      group = "nixai-health";
      # The journal of units that failed.
      extraGroups = [ "systemd-journal" ];
    };
    users.groups.nixai-health = { };

    systemd.services.nixai-health = {
      description = "What is wrong with this machine";
      startAt = cfg.schedule;
      path = [
        config.nix.package
        config.systemd.package
      ];
      environment = {
        HOME = "/var/lib/nixai-health";
        XDG_STATE_HOME = "/var/lib/nixai-health";
        XDG_CACHE_HOME = "/var/cache/nixai-health";
        NIXAI_AS_ROOT = "true";
      };
      serviceConfig = import ../hardening.nix // {
        Type = "oneshot";
        ExecStart = health.script {
          inherit (config.services.nixai) package;
          inherit words cfg tell;
        };
        # Issues are what it is for; only what could not look has failed.
        SuccessExitStatus = "1 2 3";
        User = if asRoot then "root" else "nixai-health";
        StateDirectory = "nixai-health";
        CacheDirectory = "nixai-health";
        ReadWritePaths = lib.optional (cfg.textfileDirectory != null) cfg.textfileDirectory;
        LoadCredential = health.loadCredential cfg;
        TimeoutStartSec = "30min";

        # A setuid program sends the mail.
        CapabilityBoundingSet = if email == null then "" else "CAP_SETGID CAP_SETUID CAP_DAC_OVERRIDE";
        NoNewPrivileges = email == null;
        PrivateMounts = true;
        PrivateTmp = true;
        ProtectHome = "read-only";
        RemoveIPC = true;
        RestrictAddressFamilies = [
          "AF_UNIX"
          "AF_INET"
          "AF_INET6"
          "AF_NETLINK"
        ];
        SystemCallFilter = [
          "@system-service"
          "~@resources"
        ]
        ++ lib.optional (email == null) "~@privileged";
        UMask = "0027";
      };
    };
    systemd.timers.nixai-health.timerConfig = {
      Persistent = true;
      RandomizedDelaySec = "10min";
    };
  };
}
