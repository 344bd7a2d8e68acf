import { arg, defineCommand, flag } from '@nixai/api';
import { pluginsSignResult } from '../../results/pluginsSign.js';

export default defineCommand({
  summary: 'Sign a plugin that is ready to be published',
  description: `Writes nixai-plugin.sig into its folder: an SSH signature of its name, its version and each file
that npm would pack, what it bundles included. Sign last; name the file under "files" in package.json.
A key is made with: ssh-keygen -t ed25519 -N '' -f nixai-key`,
  examples: [
    '<%= config.bin %> plugins sign --key ~/keys/nixai-key',
    '<%= config.bin %> plugins sign ./wiki --key nixai-key',
  ],
  effects: ['write'],
  output: pluginsSignResult,
  args: { folder: arg.string('The folder of its package.json; the current one if absent') },
  flags: { key: flag.string('File of the private key (OpenSSH, ed25519)', { required: true }) },
  async run({ host, args, flags, signal }) {
    const { resolve } = await import('node:path');
    const { signFolder } = await import('../../plugins/index.js');
    return signFolder(host, resolve(args.folder ?? '.'), resolve(flags.key), signal);
  },
  render({ name, version, key, fingerprint, notSigned }) {
    const signed = `Signed ${name} ${version} with ${fingerprint}. For a policy, the public key is:\n${key}`;
    if (notSigned.length === 0) return signed;
    const others = notSigned.join(', ');
    return `${signed}\nIt does not bring ${others}: where a policy asks for signatures it is refused, unless that is signed as well or named under "bundleDependencies".`;
  },
});
