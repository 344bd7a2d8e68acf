import type { Diagnosis } from '@nixai/api';
import { nixFix } from '../../shared/fix.js';

/** A secret is given to a user or a group that the machine does not have when secrets are set up; so none is. */
export const unknownOwner = (kind: string, who: string): Diagnosis => ({
  culprit: `${kind} ${who}`,
  facts: { [kind]: who },
  message: `A secret is to belong to the ${kind} ${who}, which does not exist at the time when secrets are set up, so that none of them is: it is declared nowhere, or its service makes it only while it runs (DynamicUser).`,
  fixes: [
    nixFix(
      `If the service of ${who} has a dynamic user: give the unit the file as a credential, and the secret no ${kind === 'user' ? 'owner' : 'group'} (the service reads it in $CREDENTIALS_DIRECTORY).`,
      'systemd.services.YOUR_SERVICE.serviceConfig.LoadCredential = [ "YOUR_SECRET:/run/secrets/YOUR_SECRET" ];',
      { fill: { YOUR_SERVICE: 'the unit that reads it', YOUR_SECRET: 'the name of the secret' } },
    ),
    nixFix(
      `If it is a ${kind} of its own: declare it (or correct the name in sops.secrets).`,
      kind === 'user'
        ? `users.users.${who} = { isSystemUser = true; group = "${who}"; };\nusers.groups.${who}.name = "${who}";`
        : `users.groups.${who}.name = "${who}";`,
    ),
  ],
  verify: ['ls -l /run/secrets'],
});
