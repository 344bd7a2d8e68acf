/**
 * The attributes of Nixpkgs that a piece of Nix code or a command names: after `pkgs.`, in lists after
 * `with pkgs;`, after `nixpkgs#` and `nix-shell -p`. Read by their look: enough to find old ones.
 */
export function packagesIn(code: string): string[] {
  const bare = code.replace(/(^|\s)#.*$/gm, '$1');
  const selected = [...bare.matchAll(/\bpkgs\.([\w-]+(?:\.[\w-]+)*)/g)].map(
    ([, name = '']) => name,
  );
  const flakes = [...bare.matchAll(/\bnixpkgs#([\w-]+(?:\.[\w-]+)*)/g)].map(
    ([, name = '']) => name,
  );
  const shells = [...bare.matchAll(/nix-shell -p ((?:[\w.-]+ ?)+)/g)].flatMap(([, names = '']) =>
    names.split(' ').filter((name) => name !== '' && !name.startsWith('-')),
  );
  const lists = [...bare.matchAll(/with pkgs((?:\.[\w-]+)*);\s*\[([^\]]*)\]/g)].flatMap(
    ([, scope = '', list = '']) =>
      [...list.matchAll(/(?<![\w."'-])[a-zA-Z_][\w-]*(?:\.[\w-]+)*/g)].map(([name]) =>
        [...scope.split('.').filter((part) => part !== ''), name].join('.'),
      ),
  );
  return [...new Set([...selected, ...flakes, ...shells, ...lists])];
}
