import type { DevenvTemplate } from '../templates/template.js';

export const elixir: DevenvTemplate = {
  name: 'elixir',
  title: 'Elixir',
  aliases: ['erlang'],
  words: ['elixir', 'erlang', 'beam', 'mix'],
  options: [],
  frameworks: [
    {
      name: 'phoenix',
      title: 'Phoenix',
      words: ['phoenix', 'liveview'],
      part: () => ({
        packages: ['inotify-tools'],
        scripts: { dev: { exec: 'mix phx.server', description: 'Start the development server' } },
      }),
    },
  ],
  part: () => ({
    settings: { 'languages.elixir.enable': true },
    next: ['mix deps.get'],
    proof: 'elixir --version',
  }),
};
