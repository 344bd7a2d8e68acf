import { docs, type Host } from '@nixai/api';
import { leavesOf, Lines, meaningful, parse, pathText, type Leaf, type Tree } from '@nixai/nix';

/** Something that could be better in a template, and why; what it would bring is not guessed. */
export interface Suggestion {
  readonly line: number;
  readonly about: string;
  readonly why: string;
  readonly instead?: string;
}

/** Programs that a module of NixOS sets up; as a package alone they lack a part. */
const modules: Readonly<Record<string, readonly [option: string, why: string]>> = {
  steam: ['programs.steam.enable', 'It needs 32-bit graphics and rules for controllers.'],
  gamemode: ['programs.gamemode.enable', 'Its daemon needs rights that a package does not give.'],
  docker: ['virtualisation.docker.enable', 'The daemon is a service.'],
  podman: ['virtualisation.podman.enable', 'Containers need subordinate ids and a configuration.'],
  wireshark: ['programs.wireshark.enable', 'Capturing needs rights that a package does not give.'],
  adb: ['programs.adb.enable', 'Devices need rules of udev.'],
  virt_manager: ['programs.virt-manager.enable', 'It keeps its settings in dconf.'],
  'virt-manager': ['programs.virt-manager.enable', 'It keeps its settings in dconf.'],
  zsh: ['programs.zsh.enable', 'Without it the shell does not find what is installed.'],
  fish: ['programs.fish.enable', 'Without it the shell does not find what is installed.'],
  tailscale: ['services.tailscale.enable', 'The daemon is a service.'],
  hyprland: ['programs.hyprland.enable', 'A session, portals and Polkit belong to it.'],
  sway: ['programs.sway.enable', 'A session, portals and Polkit belong to it.'],
  nginx: ['services.nginx.enable', 'The server is a service.'],
  openssh: ['services.openssh.enable', 'The server is a service.'],
  firejail: ['programs.firejail.enable', 'It needs a wrapper with more rights.'],
  kdeconnect: ['programs.kdeconnect.enable', 'Its ports have to be open.'],
  direnv: ['programs.direnv.enable', 'The hook of the shell is set up.'],
};

/** What could be better in a module, by rules alone. */
export async function suggestionsFor(
  host: Host,
  kind: 'nixos' | 'home-manager' | 'flake',
  nix: string,
): Promise<Suggestion[]> {
  const { tree } = parse(nix);
  const lines = new Lines(nix);
  const leaves = leavesOf(tree);
  const line = (at: { readonly start: number }) => lines.positionOf(at.start).line;
  const paths = new Set(leaves.map(({ names }) => pathText(names)));
  const found: Suggestion[] = [];
  for (const leaf of leaves) {
    found.push(...packages(leaf, tree, kind, line, paths), ...sysctl(leaf, tree, line));
    const { value } = leaf;
    if (value.kind !== 'list') continue;
    const texts = value.items.map(({ start, end }) => nix.slice(start, end).replace(/\s+/g, ' '));
    const twice = texts.findIndex((text, at) => texts.indexOf(text) !== at);
    if (twice >= 0)
      found.push({
        line: line(value.items[twice]!),
        about: `${texts[twice]} is in ${pathText(leaf.names)} twice`,
        why: 'Lists are joined, not made sets.',
      });
  }
  if (kind === 'flake') return found;
  return [...found, ...(await defaults(host, kind, leaves, tree, line))];
}

function packages(
  { names, value }: Leaf,
  { source }: Tree,
  kind: string,
  line: (at: { readonly start: number }) => number,
  paths: ReadonlySet<string>,
): Suggestion[] {
  if (kind !== 'nixos' || value.kind !== 'list') return [];
  if (!/^environment\.systemPackages$|^users\.users\..*\.packages$/.test(pathText(names)))
    return [];
  return value.items.flatMap((item): Suggestion[] => {
    const name = source.slice(item.start, item.end).replace(/^pkgs\./, '');
    const known = Object.hasOwn(modules, name) ? modules[name] : undefined;
    if (known === undefined) return [];
    const [option, why] = known;
    const about = paths.has(option)
      ? `${name} is installed by ${option} already`
      : `${name} has a module of its own`;
    return [{ line: line(item), about, why, instead: `${option} = true;` }];
  });
}

function sysctl(
  { names, value }: Leaf,
  { source }: Tree,
  line: (at: { readonly start: number }) => number,
): Suggestion[] {
  const isCount = names.join('.') === 'boot.kernel.sysctl.vm.max_map_count';
  if (!isCount || value.kind !== 'integer') return [];
  const count = Number(source.slice(value.start, value.end));
  if (count >= 1_048_576) return [];
  const why = 'NixOS itself sets 1048576: this makes it less.';
  return [{ line: line(value), about: `vm.max_map_count is ${count}`, why }];
}

/** Values that an option has anyway. */
async function defaults(
  host: Host,
  set: 'nixos' | 'home-manager',
  leaves: readonly Leaf[],
  { source }: Tree,
  line: (at: { readonly start: number }) => number,
): Promise<Suggestion[]> {
  const engine = await host.optional(docs);
  const found: Suggestion[] = [];
  for (const { names, written, conditional } of engine === undefined ? [] : leaves) {
    const text = meaningful(source.slice(written.start, written.end));
    if (conditional || !/^(?:true|false|null|-?\d+|"[^"$]*")$/.test(text)) continue;
    const looked = await engine?.option(names.join('.'), set).catch(() => undefined);
    if (looked?.outcome !== 'found' || looked.key !== undefined) continue;
    const usual = looked.option.default;
    if (usual === undefined || meaningful(usual) !== text) continue;
    const path = pathText(names);
    const shown = source.slice(written.start, written.end);
    const why = 'Said or not, it is so; it only counts where somebody else changes it.';
    found.push({ line: line(written), about: `${path} is ${shown} by default`, why });
  }
  return found;
}
