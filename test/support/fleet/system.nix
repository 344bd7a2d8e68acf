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
    mkdir $out; echo "version ${version}" > $out/motd; head -c ${toString weight} /dev/zero > $out/weight
  '';
in
build
  {
    inherit name etc version health;
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
      if [ -n "@closed@" ]; then touch /run/closed; else rm -f /run/closed; fi
      if [ "@exitCode@" = 4 ]; then echo "warning: the following units failed: web.service" >&2; fi
      exit @exitCode@
    '';
  }
  ''
    mkdir -p $out/bin
    ln -s $etc $out/etc
    echo "$version" > $out/nixos-version
    sed -e "s|@out@|$out|g" -e "s|@health@|$health|" -e "s|@closed@|$closed|" \
      -e "s|@bootFails@|$bootFails|" -e "s|@exitCode@|$exitCode|" -e "s|@hang@|$hang|" \
      "$activationPath" > $out/bin/switch-to-configuration
    chmod +x $out/bin/switch-to-configuration
  ''
