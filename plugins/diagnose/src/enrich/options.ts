import { docs, type DiagnosisFix, type DocsEngine, type Host } from '@nixai/api';
import type { Finding } from '../engine/finding.js';

const mostNear = 4;

/** What the option set at hand says of the options that a finding speaks of. */
export async function withOptions(host: Host, finding: Finding): Promise<Finding> {
  if (finding.options === undefined || finding.options.length === 0) return finding;
  const engine = await host.service(docs);
  const found = await Promise.all(
    finding.options
      .slice(0, mostNear)
      .map((name) => lookUp(engine, name, finding.facts?.['value'])),
  );
  const facts = Object.assign({}, ...found.map((one) => one.facts)) as Record<string, string>;
  // Where Nix complains of a value the name is known to it: a newer one is no cause of that.
  const fixes = aboutNames.has(finding.class) ? found.flatMap((one) => one.fixes) : [];
  return { ...finding, facts: { ...finding.facts, ...facts }, fixes: [...fixes, ...finding.fixes] };
}

/** Classes in which a name is not taken, or not any more. */
const aboutNames: ReadonlySet<string> = new Set([
  'option-not-exist',
  'option-undefined',
  'release-skew',
]);

interface Found {
  readonly facts: Readonly<Record<string, string>>;
  readonly fixes: readonly DiagnosisFix[];
}

async function lookUp(engine: DocsEngine, name: string, value?: string): Promise<Found> {
  const home = /^home-manager\.users\.[^.]+\./.exec(name)?.[0] ?? '';
  const option = await engine.option(name.slice(home.length));
  switch (option.outcome) {
    case 'found':
      return { facts: { [`${name}: type`]: option.option.type }, fixes: [] };
    case 'renamed':
      return {
        facts: { [`${name}: renamed to`]: option.to.join(', ') },
        fixes: option.to.map((to) =>
          use(
            `${name} was renamed${option.since === undefined ? '' : ` in ${option.since}`}: use ${home}${to}.`,
            `${home}${to}`,
          ),
        ),
      };
    case 'removed':
      return { facts: { [`${name}: removed`]: option.note }, fixes: [] };
    default:
      return {
        facts:
          option.nearest.length === 0
            ? {}
            : { [`${name}: near names`]: option.nearest.slice(0, mostNear).join(', ') },
        // A name that is only the least far one is no advice.
        fixes: option.nearest
          .map((near) => `${home}${near}`)
          .filter((near) => isTypingError(name, near))
          .slice(0, 1)
          .map((near) => use(`${near} is meant: the names differ by a typing error.`, near, value)),
      };
  }
}

/** With the value that the log quotes, where it is no text (which may be a secret). */
function use(title: string, option: string, value = ''): DiagnosisFix {
  const plain = /^(?:true|false|null|-?\d{1,15})$/.test(value);
  return {
    title,
    code: `${option} = ${plain ? value : 'YOUR_VALUE'};`,
    ...(!plain && { fill: { YOUR_VALUE: 'the value that it has now' } }),
    language: 'nix',
    risk: 'none',
  };
}

/** Whether two names are at most two letters apart, and of one number of parts. */
function isTypingError(name: string, near: string): boolean {
  const [a, b] = [name.split('.'), near.split('.')];
  const differing = a.filter((part, index) => part !== b[index]);
  return (
    a.length === b.length &&
    differing.length === 1 &&
    distance(differing[0] ?? '', b.find((part, index) => part !== a[index]) ?? '') <= 2
  );
}

/** Letters to insert, delete or replace. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries())
      next.push(
        Math.min(
          (next[j] ?? 0) + 1,
          (row[j + 1] ?? 0) + 1,
          (row[j] ?? 0) + Number(letter !== other),
        ),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
