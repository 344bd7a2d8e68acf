import type { DevenvTemplate } from '../templates/template.js';

export const php: DevenvTemplate = {
  name: 'php',
  title: 'PHP',
  aliases: [],
  words: ['php', 'composer', 'wordpress'],
  options: [
    {
      name: 'version',
      about: 'PHP, as 8.3',
      choices: ['default', '8.2', '8.3', '8.4'],
      default: 'default',
    },
  ],
  frameworks: [
    {
      name: 'laravel',
      title: 'Laravel',
      words: ['laravel'],
      part: () => ({
        scripts: {
          dev: { exec: 'php artisan serve', description: 'Start the development server' },
        },
      }),
    },
    {
      name: 'symfony',
      title: 'Symfony',
      words: ['symfony'],
      part: () => ({
        packages: ['symfony-cli'],
        scripts: { dev: { exec: 'symfony server:start', description: 'Start the server' } },
      }),
    },
  ],
  part: ({ values }) => ({
    settings: {
      'languages.php.enable': true,
      ...(values.version !== 'default' &&
        values.version !== undefined && { 'languages.php.version': values.version }),
    },
    next: ['composer install'],
    proof: 'php --version\ncomposer --version',
  }),
};
