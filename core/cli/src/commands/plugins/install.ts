import { resolve } from 'node:path';
import { arg, defineCommand, flag } from '@nixai/api';
import { rootFlag } from '../../plugins/flags.js';
import { pluginsInstallResult } from '../../results/pluginsInstall.js';

export default defineCommand({
  summary: 'Install plugins, after a look at who made them',
  description: `A name of the registry (with @VERSION to pin it), a tarball, a git address or a folder. Shows
publisher, version, integrity and signature, and asks. Install scripts never run. What is installed
already stays as it is, and so does what came with nixai, unless a version or a file is named.`,
  examples: [
    '<%= config.bin %> plugins install @acme/nixai-wiki',
    '<%= config.bin %> plugins install @acme/nixai-wiki@1.2.0 notes --yes',
    '<%= config.bin %> plugins install ./nixai-wiki-1.2.0.tgz',
    '<%= config.bin %> plugins install git+ssh://git@git.example.org/wiki.git#v1.2.0',
  ],
  effects: ['run', 'network', 'write'],
  output: pluginsInstallResult,
  args: { plugins: arg.rest('Names, tarballs, git addresses or folders', { required: true }) },
  strict: false,
  aliases: ['plugins:add'],
  flags: {
    yes: flag.boolean('Do not ask', { char: 'y' }),
    from: flag.string('Take them from this folder of tarballs', { helpValue: 'FOLDER' }),
    'dry-run': flag.boolean('Show what would be installed, and change nothing'),
    ...rootFlag,
  },
  async run({ host, argv, flags, prompt, signal, write, view, progress }) {
    const plugins = await import('../../plugins/index.js');
    const names = argv.map(plugins.fullName);
    const here = flags.from === undefined ? await plugins.partsOfNixai(names, host) : [];
    const specs = names
      .filter((name) => !here.includes(name))
      .map((typed) =>
        flags.from === undefined ? typed : plugins.inFolder(typed, resolve(flags.from)),
      )
      .map((typed) => plugins.parseSpec(typed, process.cwd()));
    if (specs.length > 0) plugins.refuseRoot(flags['as-root']);
    const looking = progress('Looking at the packages …');
    const planned = await plugins.planInstall(host, specs, signal);
    looking.stop();
    const previews = planned.map(({ preview }) => preview);
    const changing = previews.filter(({ changes }) => changes);
    const bundled = here.length > 0 ? here : undefined;
    const nothing = { installed: false, plugins: previews, bundled };
    if (changing.length > 0 && (!flags.yes || flags['dry-run'])) {
      for (const preview of changing) write(`${plugins.renderPreview(preview, view)}\n\n`);
      if (!flags['dry-run'] && !(await prompt.confirm('Install?'))) return nothing;
    }
    if (flags['dry-run'] || planned.length === 0) return nothing;
    const installing = progress('Installing …');
    await plugins.installPackages(
      host,
      planned.map(({ candidate }) => candidate),
      signal,
    );
    installing.stop();
    return { installed: true, plugins: previews, bundled };
  },
  render({ installed, plugins, bundled = [] }) {
    const parts = bundled.map((name) => `${name} is part of this nixai; nothing was installed.`);
    if (!installed) return parts.join('\n') || 'Nothing was installed.';
    const lines = plugins.map(({ name, version, changes, signedBy }) => {
      if (!changes) return `${name} ${version} is installed already.`;
      return `Installed ${name} ${version} (${signedBy === undefined ? 'unsigned' : `signed by ${signedBy}`}).`;
    });
    return [...parts, ...lines].join('\n');
  },
});
