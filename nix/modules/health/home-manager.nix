# Home Manager: one person's look at the machine, by that person's systemd.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.nixai.healthChecks;
  health = import ./health.nix { inherit lib pkgs; };
in
{
  options.services.nixai.healthChecks = health.options;

  config = lib.mkIf (config.services.nixai.enable && cfg.enable) {
    assertions = health.assertions cfg;
    systemd.user.services.nixai-health = {
      Unit.Description = "What is wrong with this machine";
      Service = {
        Type = "oneshot";
        ExecStart = health.script {
          inherit (config.services.nixai) package;
          inherit cfg;
          words = health.words cfg;
          tell = cfg.notifications.command;
        };
        LoadCredential = health.loadCredential cfg;
        SuccessExitStatus = "1 2 3";
      };
    };
    systemd.user.timers.nixai-health = {
      Unit.Description = "When to look what is wrong with this machine";
      Timer = {
        OnCalendar = cfg.schedule;
        Persistent = true;
        RandomizedDelaySec = "10min";
      };
      Install.WantedBy = [ "timers.target" ];
    };
  };
}
