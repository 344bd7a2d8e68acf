# NixOS: nixai for everyone, and the machine's configuration, which a person's own overrides.
{
  imports = [
    (import ./nixai.nix (
      package: file: {
        environment.systemPackages = [ package ];
        environment.etc."nixai/config.yaml" = file;
      }
    ))
    ./plugins/nixos.nix
    ./health/nixos.nix
    ./mcp/nixos.nix
  ];
}
