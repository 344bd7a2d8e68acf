import type { Host } from '@nixai/api';
import { compareModules, parse } from '@nixai/nix';
import { readConfiguration } from '../merge/configuration.js';
import { findStamp, lastState } from '../versions/find.js';

/**
 * What became of a template's definitions in the configuration that it was put into.
 * @throws NixaiError `template-not-applied`.
 */
export async function usageOf(host: Host, name: string) {
  const stamp = await findStamp(host, name);
  const { files } = await readConfiguration(stamp.entry);
  const merged = compareModules(parse(lastState(stamp).nix).tree, files);
  const paths = (...verdicts: string[]) =>
    merged.filter(({ verdict }) => verdicts.includes(verdict)).map(({ path }) => path);
  return {
    entry: stamp.entry,
    kept: paths('equal').length,
    changed: paths('conflict', 'join'),
    gone: paths('add'),
  };
}
