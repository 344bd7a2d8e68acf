import { arg, defineCommand } from '@nixai/api';
import { notFoundResult } from '../../results/notFound.js';

export default defineCommand({
  summary: 'Name the package that has a program',
  description: 'For the script of nixai shell init --command-not-found.',
  examples: ['<%= config.bin %> shell not-found jq --offline'],
  hidden: true,
  effects: ['network'],
  output: notFoundResult,
  args: { program: arg.string('The program', { required: true }) },
  run: async ({ host, args }) =>
    (await import('../../notFound/packages.js')).packagesWith(host, args.program),
  render({ program, packages }) {
    const lines = packages.map(({ attribute, description }) =>
      [`  nix shell nixpkgs#${attribute}`, description].filter(Boolean).join('  # '),
    );
    return lines.length === 0
      ? ''
      : `${program} is not installed. nixpkgs has it:\n${lines.join('\n')}`;
  },
  exitCode: ({ packages }) => (packages.length > 0 ? 0 : 1),
});
