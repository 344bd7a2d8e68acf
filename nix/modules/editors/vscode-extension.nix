# The extension for VS Code that comes with the package, laid out as nixpkgs has extensions.
{
  runCommandLocal,
  unzip,
  nixai,
}:

runCommandLocal "vscode-extension-nixai"
  {
    version = nixai.version or "1.0.0";
    vscodeExtPublisher = "nixai";
    vscodeExtName = "nixai";
    vscodeExtUniqueId = "nixai.nixai";
    nativeBuildInputs = [ unzip ];
  }
  ''
    unzip -q ${nixai}/lib/nixai/node_modules/@nixai/plugin-editors/vscode/nixai.vsix 'extension/*'
    mkdir -p $out/share/vscode/extensions
    mv extension $out/share/vscode/extensions/nixai.nixai
  ''
