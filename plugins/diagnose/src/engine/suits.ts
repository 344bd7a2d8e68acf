import type { DiagnosisFix, LogContext } from '@nixai/api';
import { holds } from './context.js';

/** Options that neither nix-darwin nor Home Manager has. */
const ofNixos =
  /^\s*(?:boot|fileSystems|swapDevices|hardware|zramSwap|virtualisation|programs\.nix-ld|systemd\.(?!user\b)[\w-]+)\b/;

/** Whether a fix holds where the log comes from: by what it says of that itself, and by the options that it sets. */
export function suits(fix: DiagnosisFix, context: LogContext): boolean {
  if (!holds(fix.holds, context)) return false;
  const nixos = fix.language === 'nix' && ofNixos.test(fix.code ?? '');
  return !nixos || !notNixos(context);
}

const notNixos = ({ platform, tool }: LogContext): boolean =>
  platform === 'darwin' ||
  platform === 'droid' ||
  platform === 'linux' ||
  (tool === 'home-manager' && platform !== 'nixos');

/** A command behind a prompt; alone on its line it may be what a message tells to run. */
const typed = /^.{0,80}[$%❯➜λ#] {1,3}(?:sudo (?:-\S{1,12} ){0,3})?(?<command>\S.*)$/;

/** Whether the log shows that a command was run before it failed, so that it is no news. */
export function wasTried(fix: DiagnosisFix, lines: readonly { readonly text: string }[]): boolean {
  if (fix.language !== 'sh' || fix.step === 'look' || fix.code === undefined) return false;
  const [head = ''] = fix.code.split(/\s*(?:#|;|&&|\|)/);
  const asRoot = head.startsWith('sudo ');
  const command = head.replace(/^sudo /, '').trim();
  if (command.split(' ').length < 2 || /YOUR_/.test(command)) return false;
  return lines.some(({ text }) => {
    // Nearly no line has it; the expression is dear where a line is long.
    if (!text.includes(command)) return false;
    const run = typed.exec(text)?.groups?.['command']?.trim();
    const same = run === command || run?.startsWith(`${command} `) === true;
    return same && (!asRoot || text.includes('sudo '));
  });
}
