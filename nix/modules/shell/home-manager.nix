# Home Manager: nixai in the shells of one person. A shell's own file that Home Manager keeps is none that
# `nixai shell install` may write into: what reads our script is given to the module that makes it.
{
  config,
  lib,
  options,
  ...
}:

let
  cfg = config.services.nixai;
  kept = import ../kept.nix { inherit config lib options; };
  inherit (kept) keeps programs whereKept;

  script = shell: lib.escapeShellArg "${cfg.package}/lib/nixai/node_modules/@nixai/plugin-shell/scripts/nixai.${shell}";

  # The lines that read it, with the key.
  lines = {
    bash = "_nixai_wants_key=1\n. ${script "bash"}\n";
    zsh = "_nixai_wants_key=1\n. ${script "zsh"}\n";
    fish = "set -g __nixai_wants_key 1\nsource ${script "fish"}\n";
  };

  # Before Home Manager 25.05 zsh had another option for it.
  option = {
    bash = "initExtra";
    zsh = if (programs.zsh or { }) ? initContent then "initContent" else "initExtra";
    fish = "interactiveShellInit";
  };
  shells = lib.attrNames lines;
in
{
  options.services.nixai.shellIntegration = lib.genAttrs shells (
    shell: lib.mkEnableOption "the line, the key and `nixai-why` after a command of Nix that failed, in ${shell}"
  );

  config = lib.mkIf cfg.enable (
    lib.mkMerge (
      map (
        shell:
        lib.mkIf cfg.shellIntegration.${shell} (
          lib.mkMerge [
            {
              assertions = [
                {
                  assertion = keeps shell;
                  message = "services.nixai.shellIntegration.${shell}: this Home Manager does not keep the file of ${shell} (programs.${shell}.enable); without it: nixai shell install ${shell}";
                }
              ];
            }
            (whereKept shell { programs.${shell}.${option.${shell}} = lines.${shell}; })
          ]
        )
      ) shells
    )
  );
}
