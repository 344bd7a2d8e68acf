# What another module of Home Manager keeps, which may be older than the options that ours sets in it.
{
  config,
  lib,
  options,
}:

rec {
  programs = options.programs or { };

  # Whether a program's settings are kept by this Home Manager.
  keeps = name: programs ? ${name} && config.programs.${name}.enable;

  # Where there is no such module, nothing may be set in it, not even under a condition.
  whereKept = name: content: lib.optionalAttrs (programs ? ${name}) (lib.mkIf (keeps name) content);
}
