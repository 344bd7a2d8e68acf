import { arg, defineCommand, flag } from '@nixai/api';
import { rootFlag } from '../../plugins/flags.js';

export default defineCommand({
  summary: 'Install plugins, after a look at who made them',
  description: `A name of the registry (with @VERSION to pin it), a tarball, a git address or a folder. Shows
publisher, version, integrity and signature, and asks. Install scripts never run. What is installed
already stays as it is.`,
  examples: [
    '<%= config.bin %> plugins install @acme/nixai-wiki',
    '<%= config.bin %> plugins install @acme/nixai-wiki@1.2.0 notes --yes',
    '<%= config.bin %> plugins install ./nixai-wiki-1.2.0.tgz',
    '<%= config.bin %> plugins install git+ssh://git@git.example.org/wiki.git#v1.2.0',
  ],
  args: { plugins: arg.rest('Names, tarballs, git addresses or folders', { required: true }) },
  strict: false,
  aliases: ['plugins:add'],
  flags: {
    yes: flag.boolean('Do not ask', { char: 'y' }),
    'dry-run': flag.boolean('Show what would be installed, and change nothing'),
    ...rootFlag,
  },
  async run({ host, argv, flags, prompt, signal, write, view, progress }) {
    const plugins = await import('../../plugins/index.js');
    plugins.refuseRoot(flags['as-root']);
    const specs = argv.map((typed) => plugins.parseSpec(plugins.fullName(typed), process.cwd()));
    const looking = progress('Looking at the packages …');
    const planned = await plugins.planInstall(host, specs, signal);
    looking.stop();
    const previews = planned.map(({ preview }) => preview);
    const changing = previews.filter(({ changes }) => changes);
    const nothing = { installed: false, plugins: previews };
    if (changing.length > 0 && (!flags.yes || flags['dry-run'])) {
      for (const preview of changing) write(`${plugins.renderPreview(preview, view)}\n\n`);
      if (!flags['dry-run'] && !(await prompt.confirm('Install?'))) return nothing;
    }
    if (flags['dry-run']) return nothing;
    const installing = progress('Installing …');
    await plugins.installPackages(
      host,
      planned.map(({ candidate }) => candidate),
      signal,
    );
    installing.stop();
    return { installed: true, plugins: previews };
  },
  render({ installed, plugins }) {
    if (!installed) return 'Nothing was installed.';
    return plugins
      .map(({ name, version, changes, signedBy }) => {
        if (!changes) return `${name} ${version} is installed already.`;
        return `Installed ${name} ${version} (${signedBy === undefined ? 'unsigned' : `signed by ${signedBy}`}).`;
      })
      .join('\n');
  },
});
