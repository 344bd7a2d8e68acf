import { ExitCode, NixaiError, arg, defineCommand, flag } from '@nixai/api';
import {
  fieldFlags,
  fieldsOf,
  registryFlags,
  writeFlags,
  writeRequest,
} from '../../registry/flags.js';
import { fields } from '../../registry/machine.js';
import { changedSchema } from '../../results/machine.js';
import { completeMachines } from '../../select/complete.js';

const takeable = [...fields.map(({ key }) => key).filter((key) => key !== 'host'), 'tags'];

export default defineCommand({
  summary: 'Change what is known of a machine',
  description: `In the registry that says the most of it: your own, where it is in there. --tag gives all of its
tags anew. Shown and asked first; nixai undo takes it back.`,
  examples: ['<%= config.bin %> machines edit web1 --ssh-user deploy --dry-run'],
  effects: ['write'],
  output: changedSchema,
  args: { name: arg.string('Its name', { required: true, complete: completeMachines }) },
  flags: {
    host: flag.string('Its new host', { helpGroup: 'MACHINE' }),
    ...fieldFlags,
    unset: flag.fewOf(takeable, 'Take a field out', { helpGroup: 'MACHINE' }),
    ...registryFlags,
    ...writeFlags,
  },
  async run(context) {
    const { changeRegistry } = await import('../../registry/change.js');
    const { editMachine } = await import('../../registry/operations.js');
    const { args, flags } = context;
    const { host, unset = [] } = flags;
    const removed = [...fields.filter(({ key }) => unset.includes(key)).map((one) => one.property)];
    const change = {
      ...fieldsOf(flags),
      ...(host !== undefined && { host }),
      ...Object.fromEntries(removed.map((property) => [property, undefined])),
      ...(unset.includes('tags') && { tags: [] }),
    };
    if (Object.keys(change).length === 0) throw nothingSaid(args.name);
    const about = `machines edit ${args.name}`;
    const request = { ...writeRequest(flags), about, question: `Change ${args.name}?` };
    return changeRegistry(context, request, (fleet) => editMachine(fleet, args.name, change));
  },
  async render(result) {
    return (await import('../../render/registry.js')).renderChange(result, 'Changed.');
  },
});

const nothingSaid = (name: string): NixaiError =>
  new NixaiError({
    code: 'usage',
    what: 'say what is to be changed',
    hint: `nixai machines edit ${name} --ssh-user deploy`,
    exitCode: ExitCode.usage,
  });
