# One person's plugins: the options that say which, and the unit that brings them there. The list is
# the one of `nixai plugins sync`; only the bytes of its lock are installed, and never by root.
{ lib, pkgs }:

let
  inherit (lib) mkOption types;

  yaml = pkgs.formats.yaml { };

  # The list, its lock and the tarballs beside it, and nothing else of that folder: everyone can read
  # the Nix store.
  withCompany =
    list:
    let
      file = baseNameOf list;
      lock = "${builtins.head (builtins.match "(.*)[.]ya?ml" file)}.lock.json";
      isWanted =
        path: type:
        type == "directory" || lib.hasSuffix ".tgz" path || lib.elem (baseNameOf path) [ file lock ];
    in
    "${
      builtins.path {
        name = "nixai-plugins";
        path = dirOf list;
        filter = isWanted;
      }
    }/${file}";

  # The words that name the list, and its lock where that is not beside it.
  committed =
    { plugins, pluginLock, ... }:
    [
      "--list"
      (
        if builtins.isList plugins then
          "${yaml.generate "nixai-plugins.yaml" { inherit plugins; }}"
        else if builtins.isPath plugins then
          withCompany plugins
        else
          plugins
      )
    ]
    ++ lib.optionals (pluginLock != null) [
      "--lock"
      "${pluginLock}"
    ];

  # What the list says, and what the lock was made of.
  listed = { plugins, ... }: lib.naturalSort plugins;
  locked =
    { pluginLock, ... }: lib.naturalSort (map (one: one.typed) (lib.importJSON pluginLock).plugins);

  isFile = typed: builtins.match "[./~].*|.*[.]tgz" typed != null;
in
{
  options = {
    plugins = mkOption {
      type = types.nullOr (types.either types.path (types.listOf types.str));
      default = null;
      example = [
        "notes"
        "@acme/nixai-house@^1.2.0"
      ];
      description = ''
        The plugins to have, and no others: what `nixai-plugins.yaml` has under `plugins`, or that
        file itself, with its lock (`nixai plugins sync` writes it) and its tarballs beside it. null
        leaves plugins to the person.
      '';
    };

    pluginLock = mkOption {
      type = types.nullOr types.path;
      default = null;
      example = lib.literalExpression "./nixai-plugins.lock.json";
      description = "The lock of a list that is written here: the hash of every package.";
    };

    pluginMirror = mkOption {
      type = types.nullOr types.path;
      default = null;
      example = lib.literalExpression "./mirror";
      description = ''
        A folder that `nixai plugins sync --save-mirror` made. Every package is then taken from
        there, with no network; else from the registry of the person's `~/.npmrc`.
      '';
    };
  };

  # `option` is where it is set, for the message.
  assertionsFor =
    option: wanted:
    lib.optionals (builtins.isList wanted.plugins) (
      let
        file = lib.findFirst isFile null wanted.plugins;
      in
      [
        {
          assertion = file == null;
          message = "${option}.plugins: ${toString file} is a file; give the nixai-plugins.yaml that it lies beside, instead of a list";
        }
        {
          assertion = wanted.pluginLock != null;
          message = "${option}.pluginLock: a list of plugins needs its lock, with the hash of each; write the list into nixai-plugins.yaml and run: nixai plugins sync";
        }
        {
          assertion = wanted.pluginLock == null || listed wanted == locked wanted;
          message = "${option}.pluginLock is the lock of another list; run: nixai plugins sync";
        }
      ]
    );

  # The service section of a systemd unit. systemd.service(5) has oneshot restart only on failure;
  # codes 2 and 5 say that list, lock and packages do not agree, which no second try mends.
  service = package: wanted: {
    Type = "oneshot";
    RemainAfterExit = true;
    Restart = "on-failure";
    RestartPreventExitStatus = "2 5";
    # At login there may be no network yet.
    RestartSec = 60;
    RestartSteps = 5;
    RestartMaxDelaySec = 3600;
    ExecStart = "${pkgs.writeShellScript "nixai-plugins" ''
      # npm asks git for what comes out of a repository.
      export PATH="${
        lib.makeBinPath [
          pkgs.gitMinimal
          pkgs.openssh
        ]
      }''${PATH:+:$PATH}"
      exec ${
        lib.escapeShellArgs (
          [
            (lib.getExe package)
            "plugins"
            "sync"
            "--frozen"
            "--yes"
          ]
          ++ committed wanted
          ++ lib.optionals (wanted.pluginMirror != null) [
            "--mirror"
            "${wanted.pluginMirror}"
            "--offline"
          ]
        )
      }
    ''}";
  };
}
