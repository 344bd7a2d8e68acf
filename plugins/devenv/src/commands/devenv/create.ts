import { arg, defineCommand, flag } from '@nixai/api';
import { created, type Created } from '../../create/output.js';
import {
  completeFrameworks,
  completeServices,
  completeTemplates,
} from '../../templates/complete.js';

export default defineCommand({
  summary: 'Write devenv.nix and devenv.yaml for a project',
  description:
    'Every option is held to the list of devenv itself, and inputs that options need are added. Shown and asked first; nixai undo takes it back.',
  examples: [
    '<%= config.bin %> devenv create python shop --framework django --services postgres,redis',
    '<%= config.bin %> devenv create nodejs web --framework nextjs --with-typescript --set packageManager=pnpm',
    '<%= config.bin %> devenv create rust game --with-wasm --dry-run',
  ],
  effects: ['write'],
  output: created,
  args: {
    language: arg.string('python, rust, nodejs, golang, … (nixai devenv list)', {
      required: true,
      complete: completeTemplates,
    }),
    name: arg.string("The project's name, and the folder that is made", { required: true }),
  },
  flags: {
    framework: flag.string('What it is built on', { char: 'f', complete: completeFrameworks }),
    services: flag.strings('What runs beside it: postgres,redis,mysql,mongodb', {
      char: 's',
      complete: completeServices,
    }),
    set: flag.strings('An option of the template: packageManager=pnpm'),
    packages: flag.strings('Packages of nixpkgs besides: git,jq', { char: 'p' }),
    'with-typescript': flag.boolean('TypeScript (nodejs)'),
    'with-poetry': flag.boolean('Poetry in the place of a plain venv (python)'),
    'with-jupyter': flag.boolean('JupyterLab (python)'),
    'with-grpc': flag.boolean('protoc and its plugins (golang)'),
    'with-wasm': flag.boolean('The WebAssembly target (rust)'),
    directory: flag.string(
      'The folder to write to; a new one with the name of the project if absent',
      {
        char: 'd',
      },
    ),
    interactive: flag.boolean('Ask for each option', { char: 'i' }),
    'dry-run': flag.boolean('Show what would be written, and write nothing'),
    force: flag.boolean('Replace devenv.nix and devenv.yaml that are there'),
    yes: flag.boolean('Do not ask', { char: 'y' }),
  },
  async run({ host, args, flags, prompt, carryOut }): Promise<Created> {
    const { create } = await import('../../create/create.js');
    return create({ host, args, flags, prompt, carryOut });
  },
  async render(result, view) {
    return (await import('../../render/created.js')).renderCreated(result, view);
  },
});
