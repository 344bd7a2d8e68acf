{
  lib,
  buildNpmPackage,
  importNpmLock,
  installShellFiles,
  nodejs_22,
}:

buildNpmPackage {
  pname = "nixai";
  version = (lib.importJSON ../core/cli/package.json).version;

  src = lib.cleanSource ../.;

  nodejs = nodejs_22;

  # The lock file has the hash of every dependency, so there is none to keep here.
  npmDeps = importNpmLock { npmRoot = ../.; };
  npmConfigHook = importNpmLock.npmConfigHook;
  npmFlags = [ "--ignore-scripts" ];

  nativeBuildInputs = [ installShellFiles ];

  # A workspace: the CLI is the folder core/cli, beside the packages it needs.
  installPhase = ''
    runHook preInstall
    npm prune --omit=dev --ignore-scripts
    mkdir -p $out/lib/nixai $out/bin
    cp -r node_modules core plugins package.json $out/lib/nixai/
    ln -s $out/lib/nixai/core/cli/bin/nixai.js $out/bin/nixai
    runHook postInstall
  '';

  # Of the program that was just built, so that they say what it does. Node is named, as no shebang of it
  # is patched yet.
  postInstall = ''
    export HOME=$TMPDIR
    node scripts/man-pages.js man
    installManPage man/*.1
    for shell in bash zsh fish; do
      node $out/bin/nixai completion $shell > nixai.$shell
    done
    installShellCompletion --cmd nixai --bash nixai.bash --zsh nixai.zsh --fish nixai.fish
  '';

  meta = {
    description = "The assistant for NixOS that works with no model and no network";
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
    mainProgram = "nixai";
    platforms = nodejs_22.meta.platforms;
  };
}
