# Home Manager: nixai in the editors of one person. What another module of Home Manager keeps is given
# to that module; a file that the editor itself writes is left to `nixai mcp-server install`.
{
  config,
  lib,
  options,
  pkgs,
  ...
}:

let
  cfg = config.services.nixai;
  program = lib.getExe cfg.package;

  # How a client starts the server.
  server = {
    command = program;
    args = [
      "mcp-server"
      "start"
      "--stdio"
    ];
  };

  kept = import ../kept.nix { inherit config lib options; };
  inherit (kept) keeps whereKept;

  extension = pkgs.callPackage ./vscode-extension.nix { nixai = cfg.package; };

  # Lua for the place of the socket; nothing where it is the usual one.
  socketPath =
    let
      path = cfg.mcp.socketPath;
      isIn = prefix: lib.hasPrefix "${prefix}/" path;
      rest = builtins.toJSON (builtins.substring 2 (-1) path);
    in
    if !cfg.mcp.enable || path == "%t/nixai/mcp.sock" then
      ""
    else if isIn "%t" then
      ", socket_path = vim.env.XDG_RUNTIME_DIR .. ${rest}"
    else if isIn "%h" then
      ", socket_path = vim.env.HOME .. ${rest}"
    else
      ", socket_path = ${builtins.toJSON path}";

  needs = name: command: {
    assertion = keeps name;
    message = "services.nixai: this Home Manager does not keep the settings of ${name} (programs.${name}.enable), which the editor writes itself then; without it: ${command}";
  };
in
{
  options.services.nixai = {
    vscodeIntegration = lib.mkEnableOption "the extension for VS Code: nixai lsp for Nix files, commands, and the MCP server for its agents";
    neovimIntegration = lib.mkEnableOption "the commands, keys and language server of nixai in Neovim";
    zedIntegration = lib.mkEnableOption "the MCP server for the agents of Zed, in `programs.zed-editor`";
    cursorIntegration = lib.mkEnableOption "the MCP server for the agents of Cursor";
    claudeCodeIntegration = lib.mkEnableOption "the MCP server for Claude Code, in `programs.claude-code`";
  };

  config = lib.mkIf cfg.enable (
    lib.mkMerge [
      (lib.mkIf cfg.vscodeIntegration (
        lib.mkMerge [
          (whereKept "vscode" { programs.vscode.profiles.default.extensions = [ extension ]; })
          (lib.mkIf (!keeps "vscode") {
            home.file.".vscode/extensions/nixai.nixai".source =
              "${extension}/share/vscode/extensions/nixai.nixai";
          })
        ]
      ))
      (lib.mkIf cfg.neovimIntegration {
        xdg.configFile = {
          "nvim/lua/nixai.lua".source = "${cfg.package}/lib/nixai/node_modules/@nixai/plugin-editors/lua/nixai.lua";
          "nvim/lua/nixai/health.lua".source =
            "${cfg.package}/lib/nixai/node_modules/@nixai/plugin-editors/lua/nixai/health.lua";
          # Neovim runs what lies here when it starts, whoever keeps its init.lua.
          "nvim/plugin/nixai.lua".text = ''
            require("nixai").setup { program = ${builtins.toJSON program}${socketPath} }
          '';
        };
      })
      (lib.mkIf cfg.zedIntegration (
        lib.mkMerge [
          { assertions = [ (needs "zed-editor" "nixai mcp-server install zed") ]; }
          (whereKept "zed-editor" {
            programs.zed-editor.userSettings.context_servers.nixai = server // {
              source = "custom";
              env = { };
            };
          })
        ]
      ))
      (lib.mkIf cfg.cursorIntegration (
        lib.mkMerge [
          (whereKept "cursor" { programs.cursor.profiles.default.userMcp.mcpServers.nixai = server; })
          (lib.mkIf (!keeps "cursor") {
            home.file.".cursor/mcp.json".text = builtins.toJSON { mcpServers.nixai = server; };
          })
        ]
      ))
      (lib.mkIf cfg.claudeCodeIntegration (
        lib.mkMerge [
          { assertions = [ (needs "claude-code" "nixai mcp-server install claude-code") ]; }
          (whereKept "claude-code" { programs.claude-code.mcpServers.nixai = server; })
        ]
      ))
    ]
  );
}
