# `services.nixai` as NixOS and Home Manager both have it. `install package file` says where the
# package and the configuration file go.
install:

{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.nixai;
  yaml = pkgs.formats.yaml { };

  # Words that say "the value is a key". The Nix store is readable by everyone, so a key must not get
  # into `settings`; `*_key_file` names a file and is fine.
  isKey = name: builtins.match ".*(api_?key|token|password|secret)" (lib.toLower name) != null;

  keysIn =
    path: value:
    if lib.isAttrs value then
      lib.concatLists (lib.mapAttrsToList (name: keysIn (path ++ [ name ])) value)
    else
      lib.optional (isKey (lib.last path)) (lib.concatStringsSep "." path);

  keys = keysIn [ ] cfg.settings;
in
{
  options.services.nixai = {
    enable = lib.mkEnableOption "nixai, the assistant for NixOS that works with no model and no network";

    package = lib.mkOption {
      type = lib.types.package;
      default = pkgs.callPackage ../package.nix { };
      defaultText = lib.literalExpression "pkgs.callPackage ./nix/package.nix { }";
      description = "The nixai package to install.";
    };

    settings = lib.mkOption {
      type = lib.types.submodule { freeformType = yaml.type; };
      default = { };
      example = {
        ai_provider = "ollama";
        nixos_folder = "/etc/nixos";
      };
      description = ''
        The configuration, written as YAML; `nixai config show` lists the keys. No key of a model
        provider belongs here: the Nix store is readable by everyone.
      '';
    };
  };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      {
        assertions = [
          {
            assertion = keys == [ ];
            message = "services.nixai.settings: everyone could read ${lib.concatStringsSep ", " keys} in the Nix store; give the key by an environment variable or a file that only you can read";
          }
        ];
      }
      (install cfg.package (
        lib.mkIf (cfg.settings != { }) { source = yaml.generate "nixai-config.yaml" cfg.settings; }
      ))
    ]
  );
}
