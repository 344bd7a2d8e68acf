import { unknownContext, type FixConditions, type LogContext, type LogTool } from '@nixai/api';
import { placesIn } from './place.js';
import { partOfSystem, targetOf } from './target.js';

interface Line {
  readonly text: string;
}

// `$ nix build`, `[ada@web1:~]$ sudo …`, `ada@web1 /e/nixos> …`, `❯ …`, `# …` of a root shell.
const prompt =
  /^(?:\s{0,4}|\S{1,80}(?:[ :]\S{0,80}){0,3} ?)(?:[$%❯➜λ>»#]|[~\])][$#>]) {1,3}(?<command>(?:sudo (?:-\S{1,12} ){0,3})?(?:nix|nh|nixos|home-manager|darwin|colmena|deploy|nom)\b.{0,200})$/;

// `➜  dotfiles git:(main) ✗ nh os switch`: the folder's name is no command.
const ohMyZsh =
  /^➜ {1,3}\S{1,80}(?: git:\([^)]{1,80}\))?(?: ✗)? {1,3}(?=(?:sudo|n[hi]\w{0,3}|nom|nix[\w-]{1,20}|home-manager|darwin-rebuild|colmena|deploy) )/;

// What was copied without its prompt: a line that is nothing but a call of one of the tools.
const bare =
  /^(?<command>(?:sudo (?:-\S{1,12} ){0,3})?(?:nixos-rebuild (?:switch|boot|test|build|dry-\w+)|nixos-install|home-manager (?:switch|build|news)|darwin-rebuild (?:switch|build|check)|nix-on-droid (?:switch|build)|nix (?:build|run|develop|shell|profile|flake|eval)|nix-(?:build|shell|env|channel|instantiate)|nh (?:os|home|darwin)|colmena apply|nixos-anywhere)(?: [-./~'"#<\w:=$+@%{}[\]()*,;]{1,160}){0,30})\s{0,200}$/;

// What people write around it: `1. \`nix run …\``, "Running `nix build` says", Run sudo nixos-rebuild switch.
const told =
  /(?:["'`“]|\b[Rr]un(?:ning)? |\bwith: )(?<command>(?:sudo )?(?:nixos-rebuild (?:switch|boot|test|build)|nixos-install|home-manager (?:switch|build)|darwin-rebuild (?:switch|build)|nix (?:build|run|develop|shell|profile|flake)|nix-(?:build|shell|env) (?=[-<.\w])|nh (?:os|home|darwin) \w+)\b[^`"'”]{0,160})/;

/** Commands by what they are called; the first that fits counts. */
const commands: readonly (readonly [RegExp, LogTool])[] = [
  [/\bnixos-install\b/, 'nixos-install'],
  [/\bdarwin-rebuild\b|\bnh darwin\b/, 'darwin-rebuild'],
  [/\bnix-on-droid\b/, 'nix-on-droid'],
  [/\bhome-manager\b|\bnh home\b/, 'home-manager'],
  [/\bnixos-rebuild\b|\bnh os\b/, 'nixos-rebuild'],
  [/\bcolmena\b|\bdeploy\b/, 'deploy'],
  [/\bnix copy\b|\bnix-copy-closure\b/, 'nix-copy'],
  [/\bnix flake check\b/, 'nix-flake-check'],
  [/\bnix-shell\b|\bnix (?:shell|develop)\b/, 'nix-shell'],
  [/\bnix-env\b|\bnix profile\b/, 'nix-env'],
  [/\bnix-channel\b/, 'nix-channel'],
  [/\bnix(?:-build|-instantiate)?\b|\bnom\b/, 'nix'],
];

/** What tools print about themselves. */
const marks: readonly (readonly [RegExp, LogTool])[] = [
  [/^(?:copying channel\.\.\.|building the configuration in \/mnt)/, 'nixos-install'],
  [/nix-on-droid/, 'nix-on-droid'],
  [/darwin-rebuild|darwin-system-\d|nix-darwin|darwinConfigurations/, 'darwin-rebuild'],
  [/Starting Home Manager activation|home-manager-generation\.drv/, 'home-manager'],
  [/^unpacking (?:\d+ )?channels\.\.\./, 'nix-channel'],
  [/Building NixOS configuration|nixos-rebuild|nixos-system-\S+\.drv/, 'nixos-rebuild'],
  [/^building the system configuration\.\.\./, 'nixos-rebuild'],
  [/^evaluating flake\.\.\.$|^checking flake output/, 'nix-flake-check'],
];

const droid = /nix-on-droid|\/data\/data\/com\.termux/;
const darwin = /\/Users\/|darwin|\/private\/(?:tmp|etc)|launchctl|macOS/;
const nixos =
  /\/etc\/nixos|nixos-(?:rebuild|install|system)|nixosConfigurations|NixOS|switch-to-configuration|\/run\/current-system|^\[?[\w.-]{1,32}@nixos[:\s~]/;
const otherLinux = /\b(?:Ubuntu|Debian|Fedora|Arch Linux|apt-get|pacman|dnf|SELinux|Alpine|WSL)\b/;
const ci =
  /^##\[|GITHUB_ACTIONS|\/home\/runner\/|\/__w\/|\/github\/workspace|\/builds\/[\w.-]+\/[\w.-]+\/|::error::|\bGitLab Runner\b|hydra|CI=true|cachix\/install-nix/;
const flake =
  /git\+file:|«(?:github|git|path)|flake\.(?:nix|lock)|--flake\b|path:\/|-source\/flake/;
const channel =
  /\/channels\/|NIX_PATH|\.nix-defexpr|^unpacking (?:\d+ )?channels|^building Nix\.\.\.$|\/nix\/store\/[0-9a-z]{32}-nix(?:os|pkgs)(?:-[\d.][\w.-]{0,60})?\/nix(?:os|pkgs)\//;

/**
 * What a stretch of a log says about where it happened.
 * @param at index of the line that a rule speaks of; what stands above it counts for the tool.
 */
export function contextOf(lines: readonly Line[], at: number): LogContext {
  if (lines.length === 0) return unknownContext;
  const says = saysOf(lines);
  const command = commandAbove(lines, at);
  const tool = command === undefined ? says.tool : toolOf(command);
  return {
    tool: tool === 'nixos-rebuild' && says.darwin ? 'darwin-rebuild' : tool,
    platform: platformOf(tool, says),
    user:
      command?.startsWith('sudo ') === true || says.root
        ? 'root'
        : command === undefined
          ? undefined
          : 'user',
    ci: says.ci,
    flake: says.flake ? true : says.channel ? false : undefined,
    target:
      (command === undefined ? undefined : targetOf(command, tool)) ??
      (says.system || targetOf('', tool) !== undefined ? { kind: 'system' } : undefined),
    updatedInputs: says.updated,
    place: says.place,
  };
}

/** What a stretch of a log says as a whole; read once for all findings in it. */
interface Said {
  readonly tool?: LogTool;
  readonly place: LogContext['place'];
  readonly darwin: boolean;
  readonly droid: boolean;
  readonly nixos: boolean;
  readonly linux: boolean;
  readonly ci: boolean;
  readonly flake: boolean;
  readonly channel: boolean;
  readonly root: boolean;
  readonly system: boolean;
  readonly updated: readonly string[];
}

const known = new WeakMap<readonly Line[], Said>();

function saysOf(lines: readonly Line[]): Said {
  const before = known.get(lines);
  if (before !== undefined) return before;
  const all = lines.map(({ text }) => text);
  const any = (pattern: RegExp): boolean => all.some((text) => pattern.test(text));
  const said: Said = {
    tool: marks.find(([pattern]) => any(pattern))?.[1],
    place: placesIn(all),
    darwin: any(darwin),
    droid: any(droid),
    nixos: any(nixos),
    linux: any(otherLinux),
    ci: any(ci),
    flake: any(flake),
    channel: any(channel),
    root: any(/^\[?root@/),
    system: any(partOfSystem),
    updated: all.flatMap((text) => {
      const name = /^• Updated input '(?<is>[\w./-]{1,120})'/.exec(text)?.groups?.['is'];
      return name === undefined ? [] : [name];
    }),
  };
  known.set(lines, said);
  return said;
}

function commandAbove(lines: readonly Line[], at: number): string | undefined {
  for (let index = Math.min(at, lines.length - 1); index >= Math.max(0, at - 2_000); index--) {
    const text = lines[index]?.text ?? '';
    const typed = text.replace(ohMyZsh, '$ ');
    const command = (prompt.exec(typed) ?? bare.exec(typed))?.groups?.['command'];
    if (command !== undefined) return command;
  }
  // Above what is quoted from a log, a person may have said what they ran.
  for (let index = Math.min(at, lines.length - 1); index >= Math.max(0, at - 12); index--) {
    const text = lines[index]?.text ?? '';
    const command =
      /^\s*(?:error|warning|note|hint|trace)\b|^\s*(?:For full logs|Output paths)/.test(text)
        ? undefined
        : told.exec(text)?.groups?.['command'];
    if (command !== undefined) return command.replace(/[.,;:]$/, '');
  }
  return undefined;
}

const toolOf = (command: string): LogTool | undefined =>
  commands.find(([pattern]) => pattern.test(command))?.[1];

function platformOf(tool: LogTool | undefined, says: Said): LogContext['platform'] {
  if (tool === 'nix-on-droid' || says.droid) return 'droid';
  if (tool === 'darwin-rebuild' || says.darwin) return 'darwin';
  if (tool === 'nixos-rebuild' || tool === 'nixos-install' || says.nixos) return 'nixos';
  return says.linux ? 'linux' : 'unknown';
}

/** Whether nothing that is known of the context speaks against a fix. */
export function holds(conditions: FixConditions | undefined, context: LogContext): boolean {
  if (conditions === undefined) return true;
  const { tools, platforms, user, flake: wanted } = conditions;
  return (
    (tools === undefined || context.tool === undefined || tools.includes(context.tool)) &&
    (platforms === undefined ||
      context.platform === 'unknown' ||
      platforms.includes(context.platform)) &&
    (user === undefined || context.user === undefined || context.user === user) &&
    (wanted === undefined || context.flake === undefined || context.flake === wanted)
  );
}
