# What the NixOS and the Home Manager module have in common: `services.nixai`.
{ lib, pkgs }:

let
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
in
{
  options = {
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

  file = settings: yaml.generate "nixai-config.yaml" settings;

  assertions = settings: [
    {
      assertion = keysIn [ ] settings == [ ];
      message = "services.nixai.settings.${lib.concatStringsSep ", " (keysIn [ ] settings)} would be readable by everyone in the Nix store; give the key by an environment variable or a file that only you can read";
    }
  ];
}
