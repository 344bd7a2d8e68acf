{
  lib,
  buildNpmPackage,
  installShellFiles,
  nix-update-script,
  nodejs_22,
  # Names of official plugins to have in it; null: all.
  plugins ? null,
}:

let
  manifest = lib.importJSON ../core/cli/package.json;

  official = map (lib.removePrefix "@nixai/plugin-") (lib.attrNames manifest.nixai.officialPlugins);

  packageWith =
    plugins:
    let
      unknown = lib.subtractLists official plugins;
    in
    assert lib.assertMsg (unknown == [ ])
      "nixai has no plugins ${lib.concatStringsSep ", " unknown}: ${lib.concatStringsSep ", " official}";
    buildNpmPackage (finalAttrs: {
      pname = "nixai";
      inherit (manifest) version;

      src = lib.cleanSource ../.;

      nodejs = nodejs_22;

      # Of package-lock.json; `npm run deps-hash` renews it.
      npmDepsHash = "sha256-8i+jyFyRR4wJMCozxalkNw/+a4xw+07e80JAgw3IA+8="; # lock e503f01cbb7a81d6
      npmFlags = [ "--ignore-scripts" ];

      nativeBuildInputs = [ installShellFiles ];

      # As a release has it: the program's folder, with what it needs and these plugins in it.
      installPhase = ''
        runHook preInstall
        mkdir -p $out/lib $out/bin
        node scripts/release/folder.js $out/lib/nixai ${lib.escapeShellArgs plugins}
        ln -s $out/lib/nixai/bin/nixai.js $out/bin/nixai
        runHook postInstall
      '';

      # Of the program that was just built, so that they say what it does. Node is named, as no shebang of it
      # is patched yet.
      postInstall = ''
        export HOME=$TMPDIR
        installManPage $out/lib/nixai/man/*.1
        for shell in bash zsh fish; do
          node $out/bin/nixai completion $shell > nixai.$shell
        done
        installShellCompletion --cmd nixai --bash nixai.bash --zsh nixai.zsh --fish nixai.fish
      '';

      passthru = {
        # `nixai.withPlugins [ "health" "mcp" ]`, and none: `nixai.withPlugins [ ]`.
        withPlugins = packageWith;
        plugins = official;
        updateScript = nix-update-script { };
      };

      meta = {
        description = "Assistant for NixOS that works with no model and no network";
        longDescription = ''
          Answers questions about NixOS from a handbook that is built in, checks configurations against
          the options of NixOS and Home Manager, and says why a build failed. It needs no model and no
          network; with a model it explains more, from the same sources.
        '';
        license = lib.licenses.mit;
        # libsql, which indexes are kept with, comes with a library that is built already.
        sourceProvenance = with lib.sourceTypes; [
          fromSource
          binaryNativeCode
        ];
        # Nobody yet: who brings it into nixpkgs.
        maintainers = [ ];
        mainProgram = "nixai";
        inherit (nodejs_22.meta) platforms;
      }
      # Where it lives, once its manifest says so.
      // lib.optionalAttrs (manifest ? homepage) {
        inherit (manifest) homepage;
        changelog = "${manifest.homepage}/releases/tag/v${finalAttrs.version}";
      };
    });
in
packageWith (if plugins == null then official else plugins)
