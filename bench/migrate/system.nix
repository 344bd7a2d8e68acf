# As much of NixOS as a bench can have: nixpkgs' own evalModules, options of any name, packages that are
# names. What a machine is comes out as a derivation, so that two of them can be compared.
{ library, names }:
{ modules, specialArgs ? { }, system }:
let
  lib = import library;
  any = lib.mkOptionType {
    name = "any";
    merge = loc: defs:
      let values = map (def: def.value) defs;
      in if builtins.all (v: builtins.isAttrs v && !(v ? outPath)) values then (lib.types.lazyAttrsOf any).merge loc defs
      else if builtins.all builtins.isList values then builtins.concatLists values
      else lib.last values;
  };
  package = name: {
    type = "derivation";
    inherit name;
    outPath = "/nix/${name}-${system}";
    __functor = self: _: package name;
    override = _: package name;
    overrideAttrs = _: package name;
    version = "1";
  };
  pkgs = lib.genAttrs names package // {
    inherit lib system;
    stdenv = (package "stdenv") // { hostPlatform = { inherit system; isLinux = true; }; inherit system; };
  };
  free = { freeformType = lib.types.lazyAttrsOf any; };
  home = { config, ... }: {
    options.home-manager = lib.mkOption {
      default = { };
      type = lib.types.submodule {
        freeformType = lib.types.lazyAttrsOf any;
        options.users = lib.mkOption {
          default = { };
          type = lib.types.attrsOf (lib.types.submoduleWith {
            modules = [ free ];
            specialArgs = { inherit pkgs; } // (config.home-manager.extraSpecialArgs or { });
          });
        };
      };
    };
  };
  plain = v:
    if builtins.isFunction v then "function"
    else if builtins.isAttrs v then (if v ? outPath then toString (v.name or "source") else builtins.mapAttrs (_: plain) v)
    else if builtins.isList v then map plain v
    else if builtins.isPath v then baseNameOf v
    else v;
  evaluated = lib.evalModules {
    modules = [ free home { _module.args = { inherit pkgs; }; } ] ++ modules;
    specialArgs = { modulesPath = toString ./modules; } // specialArgs;
  };
  shown = removeAttrs evaluated.config [ "_module" ] // {
    home-manager = removeAttrs evaluated.config.home-manager [ "extraSpecialArgs" ];
  };
in {
  inherit pkgs;
  config = {
    system.build.toplevel = derivation {
      name = "system";
      inherit system;
      builder = "/bin/sh";
      args = [ (builtins.unsafeDiscardStringContext (builtins.toJSON (plain shown))) ];
    };
  };
}
