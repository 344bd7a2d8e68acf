# Home Manager: nixai for one person, and their configuration.
{ config, lib, ... }:

{
  # Home Manager has most programs there, so that many look for it there.
  options.programs.nixai = lib.mkOption {
    type = lib.types.attrsOf lib.types.anything;
    default = { };
    description = "Another name of `services.nixai`.";
  };
  config.services.nixai = config.programs.nixai;

  imports = [
    (import ./nixai.nix (
      package: file: {
        home.packages = [ package ];
        xdg.configFile."nixai/config.yaml" = file;
      }
    ))
    ./plugins/home-manager.nix
    ./health/home-manager.nix
    ./mcp/home-manager.nix
    ./editors/home-manager.nix
    ./shell/home-manager.nix
  ];
}
