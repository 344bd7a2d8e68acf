import { flag, modelFlags } from '@nixai/api';

const other = { helpGroup: 'OUTPUT' };

/** Flags of `package-repo`. */
export const packageFlags = {
  'analyze-only': flag.boolean('Say what was found, and make no derivation', {
    exclusive: ['deps-only', 'output'],
  }),
  'deps-only': flag.boolean('Say what it depends on, with the attributes of nixpkgs', {
    exclusive: ['output'],
  }),
  verbose: flag.boolean('Say where each thing was found', { char: 'v' }),
  name: flag.string('Call the package this'),
  'build-system': flag.string('Take this build system: make, cmake, npm, …'),
  language: flag.string('Take this language: c, go, rust, …'),
  all: flag.boolean('Take every project in the folder, not only the one at its top'),
  hashes: flag.oneOf(
    ['auto', 'offline', 'fake'],
    'Compute what can be computed, or put lib.fakeHash',
    { default: 'auto' },
  ),
  build: flag.boolean(
    'Build it in the nixpkgs that is here, and put in the hashes that the build tells',
    {
      exclusive: ['analyze-only', 'deps-only'],
    },
  ),
  'template-mode': flag.boolean('Keep what is good for projects like this one as a template', {
    exclusive: ['analyze-only', 'deps-only', 'build'],
  }),
  template: flag.string('Add what this template has', { exclusive: ['template-mode'] }),
  local: flag.boolean('It is a folder, and nothing is cloned', { exclusive: ['clone'] }),
  clone: flag.boolean('Have git fetch an address without asking'),
  'ssh-key': flag.string(
    'The key for a private repository; it is named to ssh, and stays where it is',
  ),
  output: flag.string('Write the files to this folder', { char: 'o', ...other }),
  as: flag.oneOf(['package.nix', 'by-name', 'flake'], 'How the files are laid out', {
    default: 'package.nix',
    ...other,
  }),
  'output-format': flag.oneOf(['text', 'json'], 'Print text or JSON', {
    default: 'text',
    ...other,
  }),
  'dry-run': flag.boolean('Show what would be written, and write nothing', other),
  force: flag.boolean('Replace files that are there', other),
  yes: flag.boolean('Do not ask', { char: 'y', ...other }),
  ...modelFlags,
};
