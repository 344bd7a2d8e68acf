# Home Manager: the plugins of one person, installed by that person's systemd, or launchd on a Mac.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.nixai;
  plugins = import ./plugins.nix { inherit lib pkgs; };
  service = plugins.service cfg.package cfg;
in
{
  options.services.nixai = plugins.options;

  config = lib.mkIf cfg.enable {
    assertions = plugins.assertionsFor "services.nixai" cfg;

    systemd.user.services = lib.optionalAttrs (cfg.plugins != null) {
      nixai-plugins = {
        Unit.Description = "The plugins of nixai that the configuration names";
        Install.WantedBy = [ "default.target" ];
        Service = service;
      };
    };

    launchd.agents = lib.optionalAttrs (cfg.plugins != null) {
      nixai-plugins = {
        enable = true;
        config = {
          ProgramArguments = [ service.ExecStart ];
          RunAtLoad = true;
        };
      };
    };
  };
}
