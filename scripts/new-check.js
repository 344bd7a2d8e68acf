#!/usr/bin/env node
// Starts a rule of `nixai check`: npm run new:check -- THEME ID "Message"
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addToList, camelCase, fail, isKebabCase } from './scaffold.js';

const folder = join(import.meta.dirname, '..', 'core/check/src/practice/rules');
const themes = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const [theme = '', id = '', message = ''] = process.argv.slice(2);

if (!themes.includes(theme) || !isKebabCase(id) || message === '')
  fail(`usage: npm run new:check -- THEME ID "Message"
  THEME is one of ${themes.join(', ')}; ID in kebab-case; no full stop after the message`);
const file = join(folder, theme, `${id}.ts`);
if (existsSync(file)) fail(`${file} is there already`);

const name = camelCase(id);
// Its own samples refuse it as it is: what is empty here has to be written.
writeFileSync(
  file,
  `import type { CheckRule } from '@nixai/api';
import { optionPage } from '../links.js';

export const ${name}: CheckRule = {
  id: '${id}',
  severity: 'warning',
  set: 'nixos',
  // What it looks at; \`*\` stands for any one name.
  options: ['services.NAME.enable'],
  // Only what is certain from what is written: an expression is not guessed at.
  applies: ({ values }) => values.length > 0,
  message: '${message.replaceAll("'", "\\'")}',
  why: '',
  fix: '',
  docs: optionPage('services.NAME.enable'),
  samples: {
    fires: [],
    quiet: [],
  },
};
`,
);
const list = join(folder, theme, 'index.ts');
writeFileSync(list, addToList(readFileSync(list, 'utf8'), name, `./${id}.js`));
console.log(`${file}
Next: fill it in, then
  npm run try -- core/check/src/practice && npm run docs:check
docs/adding.md tells what belongs into it and who checks what.`);
