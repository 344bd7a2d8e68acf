# Home Manager: installs nixai for one person and writes their configuration.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.nixai;
  nixai = import ./options.nix { inherit lib pkgs; };
in
{
  options.services.nixai = nixai.options;

  config = lib.mkIf cfg.enable {
    assertions = nixai.assertions cfg.settings;
    home.packages = [ cfg.package ];
    xdg.configFile."nixai/config.yaml" = lib.mkIf (cfg.settings != { }) {
      source = nixai.file cfg.settings;
    };
  };
}
