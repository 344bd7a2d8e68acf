# Home Manager: nixai for one person, and their configuration.
{
  imports = [
    (import ./nixai.nix (
      package: file: {
        home.packages = [ package ];
        xdg.configFile."nixai/config.yaml" = file;
      }
    ))
    ./plugins/home-manager.nix
    ./health/home-manager.nix
    ./mcp/home-manager.nix
  ];
}
