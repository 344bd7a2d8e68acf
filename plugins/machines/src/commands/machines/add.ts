import { arg, defineCommand } from '@nixai/api';
import {
  fieldFlags,
  fieldsOf,
  privateFlag,
  registryFlags,
  writeFlags,
  writeRequest,
} from '../../registry/flags.js';
import { changedSchema } from '../../results/machine.js';

export default defineCommand({
  summary: 'Register a machine',
  description: 'Shown and asked first; nixai undo takes it back. Nothing is connected to.',
  examples: [
    '<%= config.bin %> machines add web1 10.0.2.10 --role web-server --ssh-user root --dry-run',
    '<%= config.bin %> machines add db1 db1.example.org --flake .#db1 --tag backup --dry-run',
  ],
  effects: ['write'],
  output: changedSchema,
  args: {
    name: arg.string('What to call it', { required: true }),
    host: arg.string('A DNS name, an address, or an alias of ~/.ssh/config', { required: true }),
  },
  flags: { ...fieldFlags, ...privateFlag, ...registryFlags, ...writeFlags },
  async run(context) {
    const { changeRegistry } = await import('../../registry/change.js');
    const { addMachine } = await import('../../registry/operations.js');
    const { args, flags } = context;
    const machine = { ...fieldsOf(flags), name: args.name, host: args.host };
    const about = `machines add ${args.name}`;
    const request = {
      ...writeRequest(flags),
      private: flags.private,
      about,
      question: `Add ${args.name}?`,
    };
    return changeRegistry(context, request, (fleet, place) => addMachine(fleet, place, machine));
  },
  async render(result) {
    return (await import('../../render/registry.js')).renderChange(result, 'Added.');
  },
});
