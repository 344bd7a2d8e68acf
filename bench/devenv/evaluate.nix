# Evaluates files under devenv's own modules. `pkgs` is a stub: every package is a derivation that
# nobody builds, so what is proved is names, types, and that the modules take the values.
{ files, names, library, devenv }:
let
  lib = import (library + "/lib");
  drv = name: let self = { type = "derivation"; inherit name; pname = name; version = "1.0"; outPath = "/nix/store/00000000000000000000000000000000-${name}"; drvPath = "/nix/store/00000000000000000000000000000000-${name}.drv"; outputs = [ "out" ]; out = self; dev = self; lib = self // { libs = true; }; bin = self; cc = self; nc = self; override = lib.setFunctionArgs (_: self) { buildGoModule = false; }; overrideAttrs = _: self; meta = { mainProgram = name; broken = false; }; pkgs = { }; outputName = "out"; passthru = { }; rustLibSrc = self; rust = self; availableComponents = { }; withPackages = _: self;  sitePackages = "lib/python3/site-packages"; stdenv = self; packages = { composer = self; }; interpreter = "x"; home = "x"; buildEnv = { override = _: self; __functor = _: _: self; }; composer = self; rubyEngine = "ruby"; rubyVersion = "3.4"; withExtensions = _: self; jdk = self; bundler = self; gems = { }; beamPackages = { }; __functor = _: _: self; }; in self;
  rubyStub = drv "ruby" // { version = { libDir = "3.4.0"; __toString = _: "3.4.1"; }; override = lib.setFunctionArgs (_: rubyStub) { }; overrideAttrs = _: rubyStub; };
  stub = builtins.listToAttrs (map (n: { name = n; value = drv n; }) names);
  pkgs = stub // {
    inherit lib;
    stdenv = drv "stdenv" // { system = "x86_64-linux"; isLinux = true; isDarwin = false; hostPlatform = lib.systems.elaborate "x86_64-linux"; buildPlatform = lib.systems.elaborate "x86_64-linux"; targetPlatform = lib.systems.elaborate "x86_64-linux"; cc = drv "cc"; };
    system = "x86_64-linux";
    formats = lib.genAttrs [ "yaml" "json" "toml" "ini" "keyValue" "systemd" "elixirConf" "hocon" ] (n: _: { type = lib.types.anything; generate = n: _: drv n; lib = { }; });
    writeText = n: t: builtins.seq t (drv n); writeShellScript = n: t: drv n; writeShellScriptBin = n: t: drv n; writeScript = n: t: drv n; writeScriptBin = n: t: drv n; runCommand = n: _: _: drv n; runCommandLocal = n: _: _: drv n; symlinkJoin = a: drv (a.name or "x"); buildEnv = a: drv (a.name or "x"); mkShell = drv "sh"; callPackage = _: _: drv "x"; writers = { }; replaceVars = _: _: drv "x"; substituteAll = _: drv "x"; linkFarm = n: _: drv n; writeTextFile = a: drv a.name; writeShellApplication = a: drv a.name; concatText = n: _: drv n;
    ruby = rubyStub;
    python3 = drv "python3" // { pythonVersion = "3.13"; };
    qt6 = { qtbase = drv "qtbase"; qttools = drv "qttools"; };
    buildPackages = stub; beamPackages = stub; phpPackages = stub; haskellPackages = stub; llvmPackages = stub; ocamlPackages = stub; perlPackages = stub; luaPackages = stub; rPackages = stub; pythonPackages = stub; python3Packages = stub; nodePackages = stub; xorg = stub; 
  };
  input = { outPath = toString ./overlay; lib = { mkRustBin = _: _: lib.genAttrs [ "stable" "beta" "nightly" ] (_: { latest = drv "rust" // lib.genAttrs [ "rustc" "cargo" "clippy" "rustfmt" "rust-analyzer" "rust-src" "rust-std" "default" "minimal" ] drv; }); mkGoBin = _: stub // { versions."1.24.1" = drv "go"; }; }; packages.x86_64-linux = stub; };
  evaluated = file: lib.evalModules { modules = [ (devenv + "/src/modules/top-level.nix") file { config._module.args.pkgs = lib.mkForce pkgs; config.devenv.root = "/x"; config.devenv.cli.version = "2.2.2"; config.devenv.runtime = "/run/x"; config.devenv.tmpdir="/tmp"; config.devenv.dotfile = "/x/.devenv"; } ]; specialArgs = { inputs = { rust-overlay = input; go-overlay = input; nixpkgs-python = input // { packages.x86_64-linux = stub // { "3.12" = drv "p"; }; }; phps = input // { packages.x86_64-linux = stub // { php82 = drv "php"; php83 = drv "php"; php84 = drv "php"; };}; zig-overlay = input // { packages.x86_64-linux."0.15.1" = drv "zig"; }; zls = input; nixpkgs-ruby = input // { packages.x86_64-linux."ruby-3.4.1" = rubyStub; }; }; secretspec = null; bootstrapPkgs = null; primops = { }; inherit pkgs; }; };
  # Everything is forced; what comes back is what the bench looks at.
  result =
    file:
    let
      config = (evaluated file).config;
      enabled = all: lib.attrNames (lib.filterAttrs (_: one: one.enable or false) all);
      whole = [
        (map (one: one.name or "?") config.packages)
        (lib.mapAttrs (_: script: script.exec) config.scripts)
        (lib.mapAttrs (_: toString) (removeAttrs config.env [ "DEVENV_PROFILE" ]))
        config.enterTest
      ];
    in
    builtins.deepSeq whole {
      languages = enabled config.languages;
      services = enabled config.services;
    };
in
map result files
