import { withOption, type Answers, type DevenvTemplate } from '../templates/template.js';
import type { Part } from '../environment/environment.js';
import { code } from '../environment/environment.js';

/** Node.js: the plain package has no npm in it (`nodejs-slim`), so a package manager is always on. */
export const nodejs: DevenvTemplate = {
  name: 'nodejs',
  title: 'Node.js',
  aliases: ['node', 'javascript', 'js', 'typescript', 'ts'],
  words: ['node', 'nodejs', 'javascript', 'js', 'typescript', 'ts', 'npm', 'pnpm', 'yarn', 'bun'],
  options: [
    {
      name: 'version',
      about: 'Node.js, the major number',
      choices: ['default', '22', '24'],
      default: 'default',
    },
    {
      name: 'packageManager',
      about: 'What installs packages',
      choices: ['npm', 'pnpm', 'yarn', 'bun'],
      default: 'npm',
    },
    withOption('typescript', 'TypeScript, its language server and a type check'),
  ],
  frameworks: [
    {
      name: 'nextjs',
      title: 'Next.js',
      words: ['next', 'nextjs', 'fullstack', 'full-stack', 'ssr'],
      part: (answers) =>
        scripts(answers, { dev: 'next dev', build: 'next build', start: 'next start' }),
    },
    {
      name: 'react',
      title: 'React (Vite)',
      words: ['react', 'frontend', 'front-end', 'spa', 'vite', 'jsx'],
      part: (answers) => scripts(answers, vite),
    },
    {
      name: 'vue',
      title: 'Vue (Vite)',
      words: ['vue', 'vuejs', 'nuxt'],
      part: (answers) => scripts(answers, vite),
    },
    {
      name: 'svelte',
      title: 'SvelteKit',
      words: ['svelte', 'sveltekit'],
      part: (answers) => scripts(answers, vite),
    },
    {
      name: 'angular',
      title: 'Angular',
      words: ['angular'],
      part: (answers) => scripts(answers, { dev: 'ng serve', build: 'ng build' }),
    },
    {
      name: 'express',
      title: 'Express',
      words: ['express', 'expressjs', 'backend', 'back-end', 'rest', 'api'],
      part: (answers) => scripts(answers, server(answers)),
    },
    {
      name: 'fastify',
      title: 'Fastify',
      words: ['fastify'],
      part: (answers) => scripts(answers, server(answers)),
    },
    {
      name: 'nestjs',
      title: 'NestJS',
      words: ['nest', 'nestjs'],
      part: (answers) => scripts(answers, { dev: 'nest start --watch', build: 'nest build' }),
    },
  ],
  part(answers) {
    const { version, packageManager, typescript } = answers.values;
    const manager = packageManager ?? 'npm';
    return {
      settings: {
        'languages.javascript.enable': true,
        ...(version !== 'default' && {
          'languages.javascript.package': code(`pkgs.nodejs_${version}`),
        }),
        [`languages.javascript.${manager}.enable`]: true,
        ...(typescript === 'true' && { 'languages.typescript.enable': true }),
      },
      packages: typescript === 'true' ? ['typescript'] : [],
      scripts: typescript === 'true' ? typecheck : {},
      next: [`${manager} install`],
      proof: `node --version\n${manager} --version`,
    };
  },
};

const vite = { dev: 'vite', build: 'vite build' };
const typecheck = { typecheck: { exec: 'tsc --noEmit', description: 'Check the types' } };
const abouts: Readonly<Record<string, string>> = {
  dev: 'Start the development server',
  build: 'Build for production',
  start: 'Start what was built',
};

const server = ({ values }: Answers) => ({
  dev:
    values.typescript === 'true'
      ? 'node --watch --experimental-strip-types src/index.ts'
      : 'node --watch src/index.js',
});

/** Programs of the project's own packages: the package manager finds them. */
function scripts({ values }: Answers, commands: Readonly<Record<string, string>>): Part {
  const runner: Record<string, string> = {
    npm: 'npx --no-install',
    pnpm: 'pnpm exec',
    yarn: 'yarn run',
    bun: 'bunx --no-install',
  };
  const run = (command: string) =>
    command.startsWith('node ') ? command : `${runner[values.packageManager ?? 'npm']} ${command}`;
  return {
    scripts: Object.fromEntries(
      Object.entries(commands).map(([name, command]) => [
        name,
        { exec: run(command), description: abouts[name] ?? name },
      ]),
    ),
    next: Object.keys(commands).slice(0, 1),
  };
}
