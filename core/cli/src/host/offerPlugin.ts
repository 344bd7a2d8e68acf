import type { Interfaces } from '@oclif/core';
import { ExitCode, NixaiError, getHost } from '@nixai/api';
import { tell } from '../command/output.js';
import { createPrompt, createView, terminalWidth, wantsColor } from '../terminal/index.js';

/**
 * A command of a plugin that is not installed: installs it after a yes, and goes on with what was
 * typed. Without a terminal it says how to get it.
 */
export async function offerPlugin(
  plugin: string,
  words: readonly string[],
  config: Interfaces.Config,
): Promise<unknown> {
  const install = `nixai plugins install ${plugin}`;
  const interactive = process.stdin.isTTY === true && process.stderr.isTTY === true;
  const missing = new NixaiError({
    code: 'plugin-missing',
    what: `"${words[0]}" is a command of ${plugin}, which is not installed`,
    hint: install,
    exitCode: ExitCode.usage,
  });
  if (!interactive || words.includes('--json')) throw missing;
  const prompt = createPrompt(true, new AbortController().signal);
  tell(`${missing.what}.`);
  const plugins = await import('../plugins/index.js');
  plugins.refuseRoot(process.env['NIXAI_AS_ROOT'] === 'true');
  const host = getHost();
  const spec = plugins.parseSpec(plugin, process.cwd());
  const planned = await plugins.planInstall(host, [spec]);
  const width = terminalWidth(process.stderr, process.env);
  const color = wantsColor(process.stderr, process.env, false);
  const view = await createView({ color, width, rich: false });
  for (const { preview } of planned) tell(plugins.renderPreview(preview, view));
  if (!(await prompt.confirm(`Install it now (${install})?`))) throw missing;
  await plugins.installPackages(
    host,
    planned.map(({ candidate }) => candidate),
  );
  // The new command is found once the plugins are read again.
  const { run } = await import('../oclif.js');
  return run([...words], config.root);
}
