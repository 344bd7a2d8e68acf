import { defineCommand, flag } from '@nixai/api';
import { exported } from '../../snippets/report.js';

export default defineCommand({
  summary: 'Pack what you keep into one file, for others',
  description:
    'A .tar.gz with the hash of each; with --key a signature beside it (FILE.sig, as ssh-keygen -Y makes it) that says whose they are.',
  examples: [
    '<%= config.bin %> snippets export --tag web --output web-snippets.tar.gz --key key --yes',
    '<%= config.bin %> snippets export --output all.tar.gz --dry-run',
  ],
  effects: ['write'],
  flags: {
    tag: flag.string('Only with this tag'),
    format: flag.oneOf(['tar.gz'], 'The form of the file', { default: 'tar.gz' }),
    output: flag.string('The file', { required: true, char: 'o' }),
    key: flag.string('An ed25519 key without a passphrase, to sign with'),
    force: flag.boolean('Replace a file that is there'),
    'dry-run': flag.boolean('Say what would be packed, and write nothing'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  output: exported,
  async run({ host, flags, carryOut }) {
    const { resolve } = await import('node:path');
    const { planExport } = await import('../../snippets/share.js');
    const { tag, key } = flags;
    const file = resolve(flags.output);
    const { names, sha256, plan } = await planExport(
      ...([host, tag, file, key, flags.force === true] as const),
    );
    const dryRun = flags['dry-run'] === true;
    // A packed file has no lines to show: its content is what is named.
    const quiet = { ...plan, actions: plan.actions.map((one) => ({ ...one, detail: '' })) };
    const question = `Write ${names.join(', ')} to ${file}?`;
    const done = await carryOut(quiet, { dryRun, yes: flags.yes, question });
    const undo = done?.change;
    const signed = key !== undefined;
    const written = done !== undefined;
    return { file, names, sha256, signed, written, dryRun, ...(undo && { undo }) };
  },
  render({ file, names, sha256, signed, written, dryRun, undo }, view) {
    const what = `${names.length === 1 ? 'One snippet' : `${names.length} snippets`}: ${names.join(', ')}.`;
    if (!written)
      return view.wrap(
        `${what} ${dryRun ? 'Nothing was written (--dry-run).' : 'Nothing was written, or it is so already.'}`,
      );
    return [
      view.wrap(what),
      `Wrote ${file}${signed ? ` and ${file}.sig` : ', not signed (--key)'}.`,
      `SHA-256 ${sha256}`,
      `To take it back: nixai undo ${undo}`,
    ].join('\n');
  },
});
