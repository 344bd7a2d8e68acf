import { arg, defineCommand, flag } from '@nixai/api';

export default defineCommand({
  summary: 'Sign a plugin that is ready to be published',
  description: `Writes nixai-signature.json into its folder: an Ed25519 signature of its name, its version and
each file that npm would pack. Sign last; name the file under "files" in package.json.
A key is made with: openssl genpkey -algorithm ed25519 -out key.pem`,
  examples: [
    '<%= config.bin %> plugins sign --key ~/keys/nixai.pem',
    '<%= config.bin %> plugins sign ./wiki --key key.pem',
  ],
  args: { folder: arg.string('The folder of its package.json; the current one if absent') },
  flags: { key: flag.string('File of the private key (PEM)', { required: true }) },
  async run({ host, args, flags, signal }) {
    const { resolve } = await import('node:path');
    const { signFolder } = await import('../../plugins/index.js');
    return signFolder(host, resolve(args.folder ?? '.'), resolve(flags.key), signal);
  },
  render: ({ name, version, key, fingerprint }) =>
    `Signed ${name} ${version} with ${fingerprint}. For a policy, the public key is:\n${key}`,
});
