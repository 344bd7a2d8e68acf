{
  lib,
  buildNpmPackage,
  importNpmLock,
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

  # A workspace: the CLI is the folder core/cli, beside the packages it needs.
  installPhase = ''
    runHook preInstall
    npm prune --omit=dev --ignore-scripts
    mkdir -p $out/lib/nixai $out/bin
    cp -r node_modules core plugins package.json $out/lib/nixai/
    ln -s $out/lib/nixai/core/cli/bin/nixai.js $out/bin/nixai
    runHook postInstall
  '';

  meta = {
    description = "The assistant for NixOS that works with no model and no network";
    license = lib.licenses.mit;
    mainProgram = "nixai";
    platforms = nodejs_22.meta.platforms;
  };
}
