import { defineCommand, schema } from '@nixai/api';
import { registryFlags, writeFlags, writeRequest } from '../../registry/flags.js';

const { object, string, boolean, optional, described } = schema;

export default defineCommand({
  summary: 'Make a registry of machines',
  description: `One YAML file, machines.yaml, made to lie in git. Without --registry-path it is your own, in
nixai's configuration folder. One in a folder of a team's is read as well from then on: what your own says
of a machine wins over it, field by field.`,
  examples: [
    '<%= config.bin %> machines init --dry-run',
    '<%= config.bin %> machines init --registry-path ~/team-nixos-configs --dry-run',
  ],
  effects: ['write'],
  output: object({
    file: described('Absolute', string),
    existed: boolean,
    registered: described('Whether machines.registries names it, or it is your own', boolean),
    written: boolean,
    dryRun: boolean,
    diff: optional(described('What would be different, with --dry-run', string)),
    undo: optional(string),
  }),
  flags: { ...registryFlags, ...writeFlags },
  async run(context) {
    const { initRegistry } = await import('../../registry/init.js');
    return initRegistry(context, writeRequest(context.flags));
  },
  render({ file, existed, registered, written, dryRun, diff = '' }) {
    if (dryRun) return `${diff}Nothing was written (--dry-run). The registry would be ${file}.`;
    if (!written && !existed) return 'Nothing was changed.';
    const first = written ? `Made ${file}.` : `${file} was there.`;
    const second = registered
      ? ''
      : ' Nothing reads it: nixai machines init again, and answer yes.';
    return `${first}${second} Go on with: nixai machines add NAME HOST`;
  },
});
