import { arg, defineCommand, flag, schema, type Infer } from '@nixai/api';
import {
  completeFrameworks,
  completeServices,
  completeTemplates,
} from '../../templates/complete.js';

const { object, string, list, boolean, optional, described, record, integer } = schema;
const output = object({
  template: string,
  framework: optional(string),
  services: list(string),
  folder: described('Absolute.', string),
  files: described('What the files say, by name.', record(string)),
  against: described('What names and types were held to.', string),
  inputs: described('Inputs that options need, in devenv.yaml.', list(string)),
  ports: described('Ports that services listen on, by service.', record(integer)),
  scripts: list(string),
  notes: list(string),
  next: described('Commands to go on with, in order.', list(string)),
  written: boolean,
  dryRun: boolean,
  undo: optional(described('The id for nixai undo.', string)),
});
export type Created = Infer<typeof output>;

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
  output,
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
  async render(created, view) {
    return (await import('../../render/created.js')).renderCreated(created, view);
  },
});
