import type { Host } from '@nixai/api';
import { hasBlock } from '../rc/block.js';
import { textOf } from '../rc/files.js';
import { placesOf } from '../rc/places.js';
import type { ShellStatus } from '../results/install.js';
import { shellScript } from '../script/script.js';
import { shells, type Shell } from '../script/shells.js';

/** How each shell has our script. */
export async function status(host: Host): Promise<ShellStatus> {
  const wish = process.env['NIXAI_SHELL_INTEGRATION'];
  return {
    shells: await Promise.all(shells.map((shell) => statusOf(host, shell))),
    integration: wish === 'off' || wish === 'prompt' ? wish : 'on',
  };
}

async function statusOf(host: Host, shell: Shell): Promise<ShellStatus['shells'][number]> {
  const { script, rc } = placesOf(shell, host.paths, process.env);
  const [text, own] = await Promise.all([textOf(script), rc === undefined ? '' : textOf(rc)]);
  const isRead =
    rc === undefined ? text !== undefined : hasBlock(own ?? '') || own?.includes(script) === true;
  if ((text !== undefined) !== isRead) return { shell, state: 'partly', script, rc };
  if (text === undefined) return { shell, state: 'absent', script, rc };
  const made = [true, false].flatMap((key) =>
    [true, false].map((commandNotFound) => shellScript(host, shell, { key, commandNotFound })),
  );
  const isCurrent = (await Promise.all(made)).includes(text);
  return { shell, state: isCurrent ? 'current' : 'older', script, rc };
}
