import {
  optionSetNames,
  type ModelExplanation,
  type OptionDoc,
  type OptionEntry,
  type TreeNode,
  type View,
} from '@nixai/api';
import type { Example, Explanation } from '../explain/explanation.js';
import type { TemplateUse } from '../explain/templateUse.js';
import { setMarks } from '../explain/sets.js';
import { oneLine } from './oneLine.js';

/** An explanation as a person reads it, in sections; those with nothing in them are left out. */
export function renderExplanation(explanation: Explanation, view: View): string {
  const { option } = explanation;
  const heading = `${setMarks[option.set]} ${optionSetNames[option.set]} Option: ${option.name}`;
  return [
    view.style.heading(heading),
    foundBy(explanation, view),
    information(explanation, view),
    section(view, '📖 Documentation', view.markdown(option.description || withoutProse(option))),
    explanation.ai && renderModelExplanation(explanation.ai, view),
    explanation.template && templateUse(explanation.template, view),
    examples(explanation.examples, view),
    list(view, '⚠️ Pitfalls', explanation.pitfalls),
    options(view, '🔗 Related options', explanation.related),
    options(view, '🌿 Options below it', explanation.children),
    list(
      view,
      '🌐 Read on',
      explanation.links.map(({ title, url }) => `${title}: ${url}`),
    ),
    view.style.dim(view.wrap(`Looked up in ${explanation.optionSet}.`)),
  ]
    .filter((part) => part !== undefined && part !== '')
    .join('\n\n');
}

/** What nixai brings of every option has no descriptions. */
function withoutProse({ citation }: OptionDoc): string {
  return citation.source === 'options'
    ? 'None is at hand; `nixai docs sync` gets those of your release.'
    : 'It has none.';
}

/** What a model says of an option. */
export function renderModelExplanation(ai: ModelExplanation, view: View): string {
  return section(view, '🤖 AI Explanation', aiText(ai, view));
}

function section(view: View, title: string, body: string): string {
  return `${view.style.heading(title)}\n${body}`;
}

function foundBy({ note, found, confidence, query, others }: Explanation, view: View): string {
  if (note !== undefined) return view.wrap(view.style.warn(note));
  if (found !== 'search') return '';
  const also = others.length === 0 ? '' : ` Also possible: ${others.slice(0, 4).join(', ')}.`;
  return view.wrap(`Found for “${oneLine(query, 100)}”, ${sureness(confidence)}.${also}`);
}

function sureness(confidence: number): string {
  const percent = `${Math.round(confidence * 100)} %`;
  if (confidence >= 0.85) return `quite surely what you mean (${percent})`;
  return confidence >= 0.6 ? `probably what you mean (${percent})` : `a guess (${percent})`;
}

/** Those that it is known by: a list for all, as of packages, took in options of single services too. */
const oldNames = ({ name, renamedFrom = [] }: Explanation['option']): string => {
  const parts = name.split('.');
  return renamedFrom
    .filter((old) => old.split('.').some((part) => parts.includes(part)))
    .join(', ');
};

function information({ option, value }: Explanation, view: View): string {
  const facts: [string, string | undefined][] = [
    ['Type', option.type],
    ['Default', option.default],
    ['Example', option.example],
    ['Read-only', option.readOnly ? 'yes: other modules set it' : undefined],
    ['On this machine', value && (value.value ?? `unknown: ${value.detail}`)],
    ['Renamed from', oldNames(option) || undefined],
    ['Source', option.declarations.map(({ name, url }) => url ?? name).join(', ') || undefined],
    ['Manual', option.citation.url],
  ];
  const children = facts.flatMap(([label, fact]): TreeNode[] =>
    fact === undefined ? [] : [factNode(label, fact)],
  );
  return view.tree({ label: view.style.heading('📋 Option Information'), children });
}

/** A value of several lines stands below its label. */
function factNode(label: string, fact: string): TreeNode {
  const lines = fact.trim().split('\n');
  if (lines.length === 1) return { label: `${label}: ${fact.trim()}` };
  return { label: [`${label}:`, ...lines].join('\n') };
}

function aiText(
  { text, provider, model, complete, verification }: ModelExplanation,
  view: View,
): string {
  const checked =
    verification === undefined ? '' : `, checked against ${verification.checkedAgainst}`;
  const whole = complete ? '' : ' It broke off.';
  return `${view.markdown(text)}\n${view.style.dim(`By ${provider} (${model})${checked}.${whole}`)}`;
}

function examples(all: readonly Example[], view: View): string {
  if (all.length === 0) return '';
  const shown = all.map(({ level, title, code, source }) => {
    const name = level.charAt(0).toUpperCase() + level.slice(1);
    return `${view.wrap(`${name}: ${title} (${source})`)}\n${view.code(code, 'nix')}`;
  });
  return section(view, '💡 Usage Examples', shown.join('\n\n'));
}

function templateUse({ name, title, definitions }: TemplateUse, view: View): string {
  const lines = definitions.map(
    ({ path, line, value }) =>
      `${view.style.dim(`line ${line}:`)}\n${view.code(`${path} = ${dedent(value)};`, 'nix')}`,
  );
  const body = lines.length === 0 ? view.wrap('It leaves this option alone.') : lines.join('\n');
  const all = view.style.dim(`All of it: nixai templates show ${name}`);
  return section(view, `🧩 In the template ${name} (${title})`, `${body}\n${all}`);
}

/** A value of several lines as if it began at the margin. */
function dedent(value: string): string {
  const [first = '', ...rest] = value.split('\n');
  const margins = rest.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const margin = Math.min(...margins);
  return [first, ...rest.map((line) => line.slice(margin))].join('\n');
}

function list(view: View, title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return section(view, title, view.markdown(lines.map((line) => `- ${oneLine(line)}`).join('\n')));
}

function options(view: View, title: string, entries: readonly OptionEntry[]): string {
  if (entries.length === 0) return '';
  return section(
    view,
    title,
    entries
      .map(({ name, type }) => `- ${name}${type ? view.style.dim(` (${oneLine(type, 50)})`) : ''}`)
      .join('\n'),
  );
}
