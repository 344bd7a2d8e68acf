import { checker, type CheckReport, type HealthMachine } from '@nixai/api';
import { inside } from '../../machine/inside.js';
import { NotTold } from '../../machine/unknown.js';

/** What `nixai check` says of the machine's configuration; looked at once. */
export function configurationReport(machine: HealthMachine): Promise<CheckReport> {
  return machine.once('configuration', async () => {
    if ((await machine.stat(machine.configuration)) === undefined)
      throw new NotTold(
        `there is no ${machine.configuration}`,
        'Name the folder with --nixos-path, or set nixos_folder',
      );
    const folder =
      machine.root === '/'
        ? machine.configuration
        : await inside(machine.root, machine.configuration);
    const check = await machine.host.service(checker);
    return check.check(folder ?? machine.configuration);
  });
}
