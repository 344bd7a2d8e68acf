import { arg, defineCommand, flag } from '@nixai/api';
import { privateFlag, registryFlags, writeFlags, writeRequest } from '../../../registry/flags.js';
import { changedSchema } from '../../../results/machine.js';
import { completeMachines } from '../../../select/complete.js';

export default defineCommand({
  summary: 'Agree to a finding of drift-check, until a day',
  description: `Kept in the registry's file. The finding is still shown, and does not count; after its last day it
counts again, and that is said. One that still holds is not replaced: remove it first. Asked first; nixai undo takes it back.`,
  examples: [
    '<%= config.bin %> machines exception add web1 etc-unmanaged:/etc/motd.local --reason "by the hoster" --expiry 90d --approved-by ada --dry-run',
  ],
  effects: ['write'],
  output: changedSchema,
  args: {
    machine: arg.string('The machine', { required: true, complete: completeMachines }),
    finding: arg.string('The id, as drift-check --detailed says it', { required: true }),
  },
  flags: {
    reason: flag.string('Why it is right as it is', { required: true }),
    expiry: flag.string('Its last day: 2026-12-31, or 90d from now', { required: true }),
    'approved-by': flag.string('Who agrees', { required: true }),
    ...privateFlag,
    ...registryFlags,
    ...writeFlags,
  },
  async run(context) {
    const { changeRegistry } = await import('../../../registry/change.js');
    const { addException } = await import('../../../registry/operations.js');
    const { exceptionOf } = await import('../../../drift/exceptionOf.js');
    const { args, flags } = context;
    const { reason, expiry, 'approved-by': approvedBy } = flags;
    const exception = exceptionOf({ ...args, reason, expiry, approvedBy }, new Date());
    const about = `machines exception add ${args.machine}`;
    const question = `Agree to ${args.finding} on ${args.machine} until ${exception.until}?`;
    const request = { ...writeRequest(flags), private: flags.private, about, question };
    return changeRegistry(context, request, (fleet, place) =>
      addException(fleet, place, exception),
    );
  },
  async render(result) {
    return (await import('../../../render/registry.js')).renderChange(result, 'Added.');
  },
});
