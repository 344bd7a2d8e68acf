import { ExitCode, NixaiError, type Host } from '@nixai/api';
import { allStamps, type Rendered, type Stamp } from './stamps.js';

/**
 * What is known of a template that was put into a configuration.
 * @param entry the module, where it was put into several.
 * @throws NixaiError `template-not-applied`.
 */
export async function findStamp(host: Host, name: string, entry?: string): Promise<Stamp> {
  const all = await allStamps(host);
  const fits = all.filter(
    (one) =>
      (one.template === name || one.template.endsWith(`/${name}`)) &&
      (entry === undefined || one.entry === entry || one.home === entry),
  );
  const [only, another] = fits;
  if (only !== undefined && another === undefined) return only;
  throw new NixaiError({
    code: 'template-not-applied',
    what:
      only === undefined
        ? `nixai has no record that ${name} was put into a configuration`
        : `${name} was put into ${fits.map((one) => one.entry).join(' and ')}`,
    hint:
      only === undefined
        ? `nixai templates apply ${name} (it changes nothing where all of it is there already, and is on record then)`
        : '--output FILE says which',
    exitCode: ExitCode.failure,
  });
}

export const lastState = ({ states }: Stamp): Rendered => states.at(-1)!;

/**
 * An earlier state: the one of a version, or the one before the last.
 * @throws NixaiError `template-no-version`.
 */
export function earlierState({ states, template }: Stamp, version: string | undefined): Rendered {
  const earlier = states.slice(0, -1);
  const found =
    version === undefined ? earlier.at(-1) : earlier.findLast((one) => one.version === version);
  if (found !== undefined) return found;
  const known = [...new Set(earlier.map((one) => one.version))].join(', ');
  throw new NixaiError({
    code: 'template-no-version',
    what: `there is no earlier state of ${template}${version === undefined ? '' : ` with the version ${version}`}`,
    why: known === '' ? 'it was put in once, and not changed since' : `there are ${known}`,
    hint: known === '' ? 'nixai undo takes back what was done last' : '--version, one of these',
    exitCode: ExitCode.failure,
  });
}
