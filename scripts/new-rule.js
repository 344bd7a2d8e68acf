#!/usr/bin/env node
// Starts a rule of `nixai diagnose`: npm run new:rule -- PHASE NAME "Title"
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addToList, camelCase, fail, isKebabCase } from './scaffold.js';

const folder = join(import.meta.dirname, '..', 'plugins/diagnose/src/rules');
const phases = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
  .map(({ name }) => name);
const [phase = '', name = '', title = ''] = process.argv.slice(2);

if (!phases.includes(phase) || !isKebabCase(name) || title === '')
  fail(`usage: npm run new:rule -- PHASE NAME "Title"
  PHASE is one of ${phases.join(', ')}; NAME in kebab-case`);
const own = join(folder, phase, name);
if (existsSync(own)) fail(`${own} is there already`);

const rule = camelCase(name);
mkdirSync(join(own, 'samples'), { recursive: true });
// Its tests refuse it as it is: what is empty here has to be written.
writeFileSync(
  join(own, 'rule.ts'),
  `import type { DiagnosisRule } from '@nixai/api';
import { advice } from '../../shared/fix.js';

/** What has happened, in a sentence. */
export const ${rule}: DiagnosisRule = {
  id: '${phase}/${name}',
  class: '${name}',
  phase: '${phase}',
  title: '${title.replaceAll("'", "\\'")}',
  components: [],
  confidence: 0.9,
  // An anchor stands in every line that \`line\` matches; all other lines cost nothing.
  patterns: [{ anchors: [''], line: /(?<name>.{1,200})/ }],
  docs: [],
  explain: (evidence) => ({
    culprit: evidence.get('name') ?? '',
    message: '',
    fixes: [advice('')],
    verify: [],
  }),
};
`,
);
writeFileSync(join(own, 'samples/as-it-is-told.log'), '');
writeFileSync(
  join(own, 'samples/as-it-is-told.yaml'),
  `made: ''
with: ''
class: ${name}
culprit: ''
fix: []
first: []
message: ''
proof: ''
`,
);
const list = join(folder, 'index.ts');
writeFileSync(list, addToList(readFileSync(list, 'utf8'), rule, `./${phase}/${name}/rule.js`));
console.log(`${join(own, 'rule.ts')}
${join(own, 'samples')}
Next: put a whole log of it into samples/, fill in the rule, then
  npm run try -- plugins/diagnose/src/rules
plugins/diagnose/RULES.md tells what belongs into it.`);
