# NixOS: the plugins of everyone who logs in, and those of a person who is named. Each one's own
# systemd installs them into that person's home.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.services.nixai;
  plugins = import ./plugins.nix { inherit lib pkgs; };
  named = lib.filterAttrs (_name: wanted: wanted.plugins != null) cfg.users;

  unit = wanted: who: {
    description = "The plugins of nixai that the configuration names";
    wantedBy = [ "default.target" ];
    # systemd.unit(5): every condition has to hold.
    unitConfig.ConditionUser = who;
    serviceConfig = plugins.service cfg.package wanted;
  };
in
{
  options.services.nixai = plugins.options // {
    users = lib.mkOption {
      type = lib.types.attrsOf (lib.types.submodule { inherit (plugins) options; });
      default = { };
      example = lib.literalExpression ''
        { ada.plugins = [ "notes" ]; ada.pluginLock = ./ada.lock.json; }
      '';
      description = "The plugins of a person, instead of those of everyone.";
    };
  };

  config = lib.mkIf cfg.enable {
    assertions =
      plugins.assertionsFor "services.nixai" cfg
      ++ lib.concatLists (
        lib.mapAttrsToList (name: plugins.assertionsFor "services.nixai.users.${name}") cfg.users
      )
      ++ [
        {
          assertion = !(cfg.users ? root);
          message = "services.nixai.users.root: plugins of root would run with all rights";
        }
      ];

    systemd.user.services =
      lib.optionalAttrs (cfg.plugins != null) {
        nixai-plugins = unit cfg ([ "!@system" ] ++ map (name: "!${name}") (lib.attrNames named));
      }
      // lib.mapAttrs' (
        name: wanted: lib.nameValuePair "nixai-plugins-${name}" (unit wanted [ name ])
      ) named;
  };
}
