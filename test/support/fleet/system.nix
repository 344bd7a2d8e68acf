# What stands in the place of a NixOS system: no nixpkgs, and the contract of switch-to-configuration.
# Each knob is a way in which a real one goes wrong.
{
  name ? "system",
  version,
  # Exit code of an activation.
  exit ? 0,
  # Seconds that an activation takes.
  hang ? 0,
  # Whether its firewall lets nobody in.
  closed ? false,
  # What its health page answers: 200, 500, or `hang`.
  health ? "200",
  # Whether its boot loader cannot be written.
  bootFails ? false,
  # Bytes of a file in its closure.
  weight ? 0,
  # Texts in its /etc, by name.
  files ? { },
  # Packages in its closure, as Nix names them: `hello-2.12.1`.
  packages ? [ ],
  # The version of its kernel.
  kernel ? "6.12.1",
  # What it was built from, which it keeps.
  configuration ? "",
  # Whether its activation makes /etc, as that of NixOS does.
  makesEtc ? false,
  # What of /etc is copied, by name, with its mode.
  copies ? { },
  # Users that it declares, by name.
  users ? { },
}:
let
  build =
    arguments: script:
    derivation (
      {
        system = "x86_64-linux";
        builder = "/bin/sh";
        args = [
          "-c"
          "PATH=/usr/bin:/bin; ${script}"
        ];
      }
      // arguments
    );
  flag = value: if value then "1" else "";
  etc = build { name = "etc-${name}-${version}"; } ''
    mkdir -p $out/systemd; echo "version ${version}" > $out/motd; head -c ${toString weight} /dev/zero > $out/weight
    ln -s ${units} $out/systemd/system
    ${builtins.concatStringsSep "\n" (builtins.map link (builtins.attrNames plain))}
    ${builtins.concatStringsSep "\n" (
      builtins.map (file: "echo ${copies.${file}} > $out/${file}.mode") (builtins.attrNames copies)
    )}
  '';
  declared = builtins.toFile "users-groups.json" (
    builtins.toJSON {
      users = builtins.map (name: { inherit name; } // users.${name}) (builtins.attrNames users);
    }
  );
  isUnit = file: builtins.substring 0 15 file == "systemd/system/";
  only = test: builtins.removeAttrs files (builtins.filter (file: !test file) (builtins.attrNames files));
  plain = only (file: !isUnit file);
  link = file: ''
    mkdir -p $out/$(dirname ${file}); ln -s ${builtins.toFile "etc-file" plain.${file}} $out/${file}
  '';
  # As NixOS has them: one store path with all units, which is linked as a whole.
  units = build { name = "system-units"; } ''
    mkdir $out
    ${builtins.concatStringsSep "\n" (
      builtins.map (file: ''
        file=${builtins.substring 15 (-1) file}; mkdir -p $out/$(dirname $file)
        ln -s ${builtins.toFile "unit" files.${file}} $out/$file
      '') (builtins.attrNames (only isUnit))
    )}
  '';
  package = full: build { name = full; } "mkdir $out; echo ${full} > $out/name";
  linux = build { name = "linux-${kernel}"; } "mkdir $out; echo ${kernel} > $out/bzImage";
in
build
  {
    inherit name etc version health linux configuration declared;
    makesEtc = flag makesEtc;
    own = builtins.map package packages;
    closed = flag closed;
    bootFails = flag bootFails;
    exitCode = toString exit;
    hang = toString hang;
    passAsFile = [ "activation" ];
    activation = ''
      #!/bin/sh
      action=$1
      case $action in
        switch | boot)
          if [ -n "@bootFails@" ]; then
            echo "cp: error writing '/boot/kernels/x': No space left on device" >&2
            exit 1
          fi
          echo @out@ > /nix/var/boot-default
          ;;
        dry-activate)
          echo "would restart the following units: web.service" >&2
          exit 0
          ;;
      esac
      [ "$action" = boot ] && exit 0
      echo "activating the configuration..." >&2
      sleep @hang@
      ln -sfn @out@ /run/next-system && mv -fT /run/next-system /run/current-system
      echo @health@ > /run/health
      if [ -n "@makesEtc@" ]; then
        ln -sfn @out@/etc /etc/static.new && mv -fT /etc/static.new /etc/static
        cd /etc/static/ && find . \( -type l -o -type f \) | sed 's|^\./||' | while read -r file; do
          case $file in *.mode) continue ;; esac
          mkdir -p "$(dirname "/etc/$file")"
          if [ -e "$file.mode" ]; then
            cat "$file" > "/etc/$file" && chmod "$(cat "$file.mode")" "/etc/$file"
          else
            ln -sfn "/etc/static/$file" "/etc/$file.new" && mv -fT "/etc/$file.new" "/etc/$file"
          fi
        done
      fi
      if [ -n "@closed@" ]; then touch /run/closed; else rm -f /run/closed; fi
      if [ "@exitCode@" = 4 ]; then echo "warning: the following units failed: web.service" >&2; fi
      exit @exitCode@
    '';
  }
  ''
    mkdir -p $out/bin $out/sw
    ln -s $etc $out/etc
    ln -s $linux/bzImage $out/kernel
    for one in $own; do ln -s $one $out/sw/; done
    if [ -n "$configuration" ]; then echo "$configuration" > $out/configuration.nix; fi
    echo "$version" > $out/nixos-version
    echo "# users of $declared" > $out/activate
    sed -e "s|@out@|$out|g" -e "s|@health@|$health|" -e "s|@closed@|$closed|" \
      -e "s|@bootFails@|$bootFails|" -e "s|@exitCode@|$exitCode|" -e "s|@hang@|$hang|" -e "s|@makesEtc@|$makesEtc|" \
      "$activationPath" > $out/bin/switch-to-configuration
    chmod +x $out/bin/switch-to-configuration
  ''
