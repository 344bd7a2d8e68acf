{
  description = "nixai: the assistant for NixOS that works with no model and no network";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      systems = [
        "x86_64-linux"
        "aarch64-linux"
        "x86_64-darwin"
        "aarch64-darwin"
      ];
      forAllSystems = f: nixpkgs.lib.genAttrs systems (system: f nixpkgs.legacyPackages.${system});
      # With all official plugins; `withPlugins [ … ]` of it has those that are named.
      fullOf = pkgs: pkgs.callPackage ./nix/package.nix { };
    in
    {
      packages = forAllSystems (
        pkgs:
        let
          full = fullOf pkgs;
        in
        {
          default = full;
          nixai-full = full;
          # The program alone.
          nixai = full.withPlugins [ ];
        }
      );

      # nixai.legacyPackages.SYSTEM.withPlugins [ "health" "mcp" ]: `packages` may hold no function.
      legacyPackages = forAllSystems (pkgs: {
        inherit (fullOf pkgs) withPlugins;
      });

      apps = forAllSystems (pkgs: {
        default = {
          type = "app";
          program = "${self.packages.${pkgs.stdenv.hostPlatform.system}.default}/bin/nixai";
        };
      });

      overlays.default = final: _prev: {
        nixai = fullOf final;
      };

      nixosModules.default = import ./nix/modules/nixos.nix;
      homeManagerModules.default = import ./nix/modules/home-manager.nix;

      templates.default = self.templates.plugin;
      templates.plugin = {
        path = ./plugin-template;
        description = "A plugin of nixai, with one part of every kind";
        welcomeText = ''
          `npm install`, then `npm test`. `nixai plugins create NAME --kind KIND` makes one with your name
          and one kind alone: command, source, provider, rules, checks or templates.
        '';
      };

      checks = forAllSystems (
        pkgs:
        let
          full = fullOf pkgs;
        in
        {
          package = full;
          alone = full.withPlugins [ ];
          # What is installed answers, in a sandbox without network.
          answers = pkgs.runCommand "nixai-answers" { nativeBuildInputs = [ full ]; } ''
            export HOME=$TMPDIR
            nixai "how do I enable SSH in NixOS?" | tee $out | grep services.openssh.enable
            nixai health --help > /dev/null
          '';
        }
        // nixpkgs.lib.optionalAttrs pkgs.stdenv.hostPlatform.isLinux {
          machines = import ./nix/tests/machines.nix {
            inherit pkgs;
            nixai = full;
          };
        }
      );

      devShells = forAllSystems (pkgs: {
        default = pkgs.mkShell {
          packages = [
            pkgs.nodejs_22
            pkgs.strace
          ];
        };
      });

      formatter = forAllSystems (pkgs: pkgs.nixfmt);
    };
}
