import type { Host } from '@nixai/api';
import { withCauses } from '../run/diagnosed.js';
import { isNixos, runChecks } from '../run/run.js';
import { allChecks, selectChecks } from '../run/select.js';
import { countsOf, worstOf } from '../run/status.js';
import { healthSettings } from '../settings.js';
import type { HealthElsewhere } from './elsewhere.js';
import { openElsewhere } from './machine.js';

/** Looks at other machines by the checks that look at this one, with the same settings. */
export const createElsewhere = (host: Host): HealthElsewhere => ({
  async look(there, { checks, profile, production, configuration, task }) {
    const settings = await (await host.service(healthSettings))();
    const { critical_units: critical, disable: disabled } = settings;
    const wanted = { names: checks, production, deep: false, disabled };
    const chosen = profile ?? settings.profile;
    const selected = selectChecks(await allChecks(host), {
      ...wanted,
      ...(chosen !== undefined && { profile: chosen }),
    });
    const machine = await openElsewhere(
      host,
      there,
      { configuration, signal: task.signal },
      critical,
    );
    const results = await withCauses(machine, await runChecks(machine, selected, settings, task));
    return {
      nixos: await isNixos(machine),
      status: worstOf(results),
      counts: countsOf(results),
      results,
    };
  },
});
