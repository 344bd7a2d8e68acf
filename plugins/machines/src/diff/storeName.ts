/** Outputs that stand behind a version: `openssl-3.0.14-dev`. */
const output = /-(?:bin|dev|doc|lib|man|info|debug|out|static|devdoc|modules|data|terminfo)$/;

/**
 * A store path's name and version, as Nix tells them apart: the version begins behind the first dash
 * that no letter follows.
 */
export function nameOfPath(path: string): { readonly name: string; readonly version?: string } {
  const full = path.replace(/^.*?\/[0-9a-z]{32}-/, '').replace(/^\/nix\/store\//, '');
  const at = full.search(/-[^a-zA-Z-]/);
  if (at < 1) return { name: full };
  const version = full.slice(at + 1).replace(output, '');
  return { name: full.slice(0, at), version };
}
