import { docs, ExitCode, NixaiError, type Host } from '@nixai/api';
import type { Explained } from '../commands/devenv/explain.js';
import { inputFor } from './inputs.js';
import { devenvOptions } from './options.js';
import { renames } from './renames.js';

const most = 40;

/**
 * What is known of an option, or of the options below a path.
 * @throws NixaiError `devenv-option-unknown` with the nearest names.
 */
export async function explainOption(host: Host, path: string): Promise<Explained> {
  const { options, against } = await devenvOptions(host);
  const names = await (await host.service(docs)).namesOf(options);
  const renamedTo = renames[path];
  const name = renamedTo ?? path;
  const match = names.match(name);
  const below = names.below(name, most).map((one) => ({ name: one.name, type: one.type }));
  if (match.outcome === 'unknown') {
    const nearest = names.nearest(name, 3);
    throw new NixaiError({
      code: 'devenv-option-unknown',
      what: `devenv has no option ${path}`,
      why: `it is not in ${against}`,
      hint: nearest.length === 0 ? undefined : `did you mean ${nearest.join(', ')}?`,
      exitCode: ExitCode.failure,
    });
  }
  if (match.outcome === 'branch') return { option: name, renamedTo, below, against };
  const found = options.find((one) => one.name === match.name);
  const input = inputFor(name, undefined);
  return {
    option: match.name,
    type: match.type,
    default: found?.default,
    renamedTo,
    input: input && { name: input.name, url: input.url },
    below: match.outcome === 'inside' ? [] : below,
    against,
  };
}
