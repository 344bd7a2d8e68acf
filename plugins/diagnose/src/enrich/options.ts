import { docs, type DiagnosisFix, type DocsEngine, type Host } from '@nixai/api';
import type { Finding } from '../engine/finding.js';

const mostNear = 4;

/** What the option set at hand says of the options that a finding speaks of. */
export async function withOptions(host: Host, finding: Finding): Promise<Finding> {
  if (finding.options === undefined || finding.options.length === 0) return finding;
  const engine = await host.service(docs);
  const found = await Promise.all(
    finding.options.slice(0, mostNear).map((name) => lookUp(engine, name)),
  );
  const facts = Object.assign({}, ...found.map((one) => one.facts)) as Record<string, string>;
  const fixes = found.flatMap((one) => one.fixes);
  return { ...finding, facts: { ...finding.facts, ...facts }, fixes: [...fixes, ...finding.fixes] };
}

interface Found {
  readonly facts: Readonly<Record<string, string>>;
  readonly fixes: readonly DiagnosisFix[];
}

async function lookUp(engine: DocsEngine, name: string): Promise<Found> {
  const option = await engine.option(name.replace(/^home-manager\.users\.[^.]+\./, ''));
  switch (option.outcome) {
    case 'found':
      return { facts: { [`${name}: type`]: option.option.type }, fixes: [] };
    case 'renamed':
      return {
        facts: { [`${name}: renamed to`]: option.to.join(', ') },
        fixes: option.to.map((to) =>
          use(
            `${name} was renamed${option.since === undefined ? '' : ` in ${option.since}`}: use ${to}.`,
            to,
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
        fixes: option.nearest.slice(0, 1).map((near) => use(`Probably ${near} is meant.`, near)),
      };
  }
}

function use(title: string, option: string): DiagnosisFix {
  return { title, code: `${option} = …;`, language: 'nix', risk: 'none' };
}
