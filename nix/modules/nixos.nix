# NixOS: installs nixai for everyone and writes the machine's configuration, which a person's own
# configuration overrides.
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
    environment.systemPackages = [ cfg.package ];
    environment.etc."nixai/config.yaml" = lib.mkIf (cfg.settings != { }) {
      source = nixai.file cfg.settings;
    };
  };
}
