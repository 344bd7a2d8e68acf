import { ExitCode, arg, defineCommand, schema } from '@nixai/api';
import { packageFlags } from '../packaging/flags.js';
import { packageResult } from '../packaging/result.js';

export default defineCommand({
  summary: 'Make the Nix derivation of a project',
  description:
    'Reads a folder, finds its language and build system, and prints its derivation; --output writes it. Nothing of the project is run, and neither a model, nor Nix, nor the network is needed. A hash is printed only where it was computed from files with the right checksums; elsewhere lib.fakeHash stands, with the command that gives it.',
  examples: [
    '<%= config.bin %> package-repo .',
    '<%= config.bin %> package-repo . --analyze-only --verbose',
    '<%= config.bin %> package-repo . --deps-only',
    '<%= config.bin %> package-repo . --output packaging --as by-name --dry-run',
    '<%= config.bin %> package-repo . --build --dry-run',
    '<%= config.bin %> package-repo . --template-mode --name go-microservice --dry-run',
    '<%= config.bin %> package-repo https://github.com/tomnomnom/gron --clone',
  ],
  effects: ['run', 'network', 'write'],
  args: { path: arg.string('The folder, or the address of a repository; here if absent') },
  flags: packageFlags,
  output: schema.union(packageResult, schema.object({ prompt: schema.string })),
  async run(context) {
    const { runPackageRepo } = await import('../packaging/run.js');
    return runPackageRepo(context, context.args.path ?? '.');
  },
  exitCode: (result) =>
    !('prompt' in result) &&
    result.packages.some(
      ({ build }) => build !== undefined && (!build.built || build.hasProgram === false),
    )
      ? ExitCode.failure
      : ExitCode.ok,
  async render(result, view) {
    if ('prompt' in result) return result.prompt;
    if (result.format === 'json') return JSON.stringify(result, undefined, 2);
    return (await import('../render/packageRepo.js')).renderPackages(result, view);
  },
});
