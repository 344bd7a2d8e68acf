// As much of NixOS as a migration asks for: modules that import each other, and a system of them.
// What a machine is comes out as the name of a derivation, so that two of them can be compared.

/** Reads modules: imports, functions of what modules are given, sets that are merged. */
const modules = `
{ specialArgs ? { }, system ? null, pkgs }:
root:
let
  merge = a: b:
    if builtins.isAttrs a && builtins.isAttrs b && !(a ? type) && !(b ? type)
    then a // b // builtins.mapAttrs (n: v: if a ? \${n} then merge a.\${n} v else v) b
    else if builtins.isList a && builtins.isList b then a ++ b
    else b;
  given = { inherit config pkgs; lib = { mkDefault = x: x; mkForce = x: x; }; modulesPath = toString ./modules; } // specialArgs;
  take = f: if builtins.functionArgs f == { } then f given
    else f (builtins.intersectAttrs (builtins.functionArgs f) given);
  load = m: let
      read = if builtins.isPath m || builtins.isString m then import m else m;
      value = if builtins.isFunction read then take read else read;
    in [ (builtins.removeAttrs (value.config or value) [ "imports" ]) ]
      ++ builtins.concatMap load (value.imports or [ ]);
  config = builtins.foldl' merge { } (builtins.concatMap load root);
  home = builtins.mapAttrs (_: m: builtins.foldl' merge { } (builtins.concatMap (homeLoad) [ m ])) (config.home-manager.users or { });
  homeLoad = m: let
      read = if builtins.isPath m then import m else m;
      args = given // (config.home-manager.extraSpecialArgs or { });
      value = if builtins.isFunction read then read (builtins.intersectAttrs (builtins.functionArgs read) args) else read;
    in [ value ];
  plain = v: if builtins.isFunction v then "function"
    else if builtins.isAttrs v then (if v ? outPath then toString v.name else builtins.mapAttrs (_: plain) v)
    else if builtins.isList v then map plain v
    else if builtins.isPath v then baseNameOf v else v;
  said = builtins.toJSON (plain (builtins.removeAttrs config [ "home-manager" ] // { inherit home; }));
in config // {
  environment = (config.environment or { }) // { systemPackages = config.environment.systemPackages or [ ]; };
  system = (config.system or { }) // {
    build.toplevel = derivation { name = "system"; system = "x86_64-linux"; builder = "/bin/sh"; args = [ "-c" said ]; };
  };
}
`;

const packages = `
{ system ? builtins.currentSystem, config ? { }, overlays ? [ ] }:
let build = name: { inherit name; outPath = "/nix/\${name}-\${system}"; type = "derivation"; };
in { stdenv.hostPlatform = { inherit system; }; hello = build "hello"; git = build "git"; vim = build "vim"; inherit system; path = ./.; }
`;

/** Files of a copy of nixpkgs, by path. */
export const nixpkgsFiles = {
  'default.nix': packages,
  'nixos/lib/modules.nix': modules,
  'nixos/lib/modules/installer/scan/not-detected.nix': '{ hardware.detected = false; }',
  'nixos/modules/profiles/headless.nix': '{ headless = true; }',
  'nixos/default.nix': `
{ configuration }: { config = import ./lib/modules.nix { pkgs = import ../. { }; } [ configuration ]; }
`,
  'flake.nix': `{
  outputs = { self }: {
    lib.nixosSystem = { modules, specialArgs ? { }, system ? "x86_64-linux" }: {
      config = import ./nixos/lib/modules.nix { inherit specialArgs; pkgs = import ./. { inherit system; }; } modules;
    };
    legacyPackages.x86_64-linux = import ./. { system = "x86_64-linux"; };
  };
}
`,
};

/** And of one of Home Manager. */
export const homeManagerFiles = {
  'nixos/default.nix': '{ home-manager.isThere = true; }',
  'flake.nix': '{ outputs = { self, ... }: { nixosModules.home-manager = import ./nixos; }; }',
};
