import { ExitCode, arg, defineCommand, schema } from '@nixai/api';
import { hashKinds } from '../../hashes/run.js';

const { object, string, list, optional, union, literal } = schema;

export default defineCommand({
  summary: 'Compute the hashes of a project with neither Nix nor network',
  description:
    'Prints what a derivation of the project has for its source and its dependencies. src is that of the tag or commit that is checked out; go, cargo and npm put together what nixpkgs would fetch from the caches of those programs, and each file has to have the checksum of the lock; path is that of any file or folder, as nix hash path gives it. A hash that cannot be computed is not printed: the command that gives it is.',
  examples: [
    '<%= config.bin %> package-repo hash',
    '<%= config.bin %> package-repo hash path README.md',
    '<%= config.bin %> package-repo hash src ~/src/gron',
  ],
  effects: ['run'],
  args: {
    kind: arg.string(`One of ${hashKinds.join(', ')}; all that the project has if absent`),
    path: arg.string('The project, file or folder; here if absent'),
  },
  output: object({
    path: string,
    hashes: list(
      object({
        kind: string,
        attribute: string,
        hash: optional(union(string, literal(null))),
        from: optional(string),
        missing: optional(string),
        command: optional(string),
      }),
    ),
  }),
  async run(context) {
    const { computeHashes } = await import('../../hashes/run.js');
    const { kind, path } = context.args;
    // A folder may be given without a kind before it.
    const named = hashKinds.find((one) => one === kind);
    const place = path ?? (named === undefined ? kind : undefined) ?? '.';
    return { path: place, hashes: await computeHashes(context, named, place) };
  },
  exitCode: ({ hashes }) =>
    hashes.some(({ missing }) => missing !== undefined) ? ExitCode.failure : ExitCode.ok,
  render: ({ hashes }, view) =>
    hashes
      .map(({ attribute, hash, missing, command, from }) =>
        missing === undefined
          ? `${attribute} = ${hash === null ? 'null' : `"${hash}"`};  # ${from}`
          : view.wrap(`# ${attribute}: not computed, ${missing}. Next: ${command}`),
      )
      .join('\n'),
});
