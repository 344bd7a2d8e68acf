import type { DevenvTemplate } from '../templates/template.js';

export const ruby: DevenvTemplate = {
  name: 'ruby',
  title: 'Ruby',
  aliases: ['rb'],
  words: ['ruby', 'bundler', 'gem', 'gems', 'jekyll'],
  options: [
    {
      name: 'version',
      about: 'Ruby, as 3.4.1',
      pattern: /default|\d+\.\d+(\.\d+)?/,
      default: 'default',
    },
  ],
  frameworks: [
    {
      name: 'rails',
      title: 'Ruby on Rails',
      words: ['rails'],
      part: ({ services }) => ({
        packages: ['libyaml', 'pkg-config', ...(services.includes('postgres') ? ['libpq'] : [])],
        scripts: { dev: { exec: 'bin/rails server', description: 'Start the development server' } },
      }),
    },
  ],
  part: ({ values }) => ({
    settings: {
      'languages.ruby.enable': true,
      'languages.ruby.bundler.enable': true,
      ...(values.version !== 'default' &&
        values.version !== undefined && { 'languages.ruby.version': values.version }),
    },
    next: ['bundle install'],
    proof: 'ruby --version\nbundle --version',
  }),
};
