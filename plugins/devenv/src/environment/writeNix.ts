import { pathText, quoted } from '@nixai/nix';
import { isCode, type Environment, type NixValue } from './environment.js';

interface Branch {
  readonly below: Map<string, Branch | NixValue>;
}

const isBranch = (value: Branch | NixValue): value is Branch =>
  typeof value === 'object' && 'below' in value && value.below instanceof Map;

/** The environment as devenv.nix, laid out as nixfmt does it. */
export function writeNix({ settings, packages, env, scripts, proof }: Environment): string {
  const blocks = [
    packages.length === 0 ? [] : [`packages = [`, ...packages.map((one) => `  pkgs.${one}`), '];'],
    Object.keys(env).length === 0 ? [] : binding('env', treeOf(env)),
    ...groups(settings),
    ...Object.entries(scripts).map(([name, { exec, description }]) =>
      binding(`scripts.${attribute(name)}`, treeOf({ exec, description })),
    ),
    binding('enterTest', proof === '' ? 'true' : `${proof}\n`),
  ];
  const body = blocks
    .filter((block) => block.length > 0)
    .map((block) => block.map((line) => (line === '' ? '' : `  ${line}`)).join('\n'))
    .join('\n\n');
  const uses = /\bconfig\./.test(body) ? 'pkgs, config, ...' : 'pkgs, ...';
  return `{ ${/\bpkgs\b|\bconfig\./.test(body) ? uses : '...'} }:\n\n{\n${body}\n}\n`;
}

/** Settings by the thing that they are about: `languages.go`, `services.postgres`. */
function groups(settings: Environment['settings']): string[][] {
  const byHead = new Map<string, Record<string, NixValue>>();
  for (const [path, value] of Object.entries(settings)) {
    const segments = path.split('.');
    const head = segments.slice(0, Math.min(2, segments.length - 1)).join('.');
    if (head === '') byHead.set(path, { '': value });
    else byHead.set(head, { ...byHead.get(head), [path.slice(head.length + 1)]: value });
  }
  return [...byHead].map(([head, values]) =>
    '' in values ? binding(head, values['']) : binding(head, treeOf(values)),
  );
}

function treeOf(values: Readonly<Record<string, NixValue>>): Branch {
  const root: Branch = { below: new Map() };
  for (const [path, value] of Object.entries(values)) {
    const segments = path.split('.');
    const last = segments.pop() as string;
    let at = root;
    for (const segment of segments) {
      const known = at.below.get(segment);
      const below = known !== undefined && isBranch(known) ? known : { below: new Map() };
      at.below.set(segment, below);
      at = below;
    }
    at.below.set(last, value);
  }
  return root;
}

/** `name = value;`, a chain of single names in one. */
function binding(name: string, value: Branch | NixValue): string[] {
  if (!isBranch(value)) return assigned(name, linesOf(value));
  const entries = [...value.below];
  const [only] = entries;
  if (entries.length === 1 && only !== undefined)
    return binding(`${name}.${attribute(only[0])}`, only[1]);
  const inside = entries.flatMap(([key, below]) => binding(attribute(key), below));
  return [`${name} = {`, ...inside.map(indented), '};'];
}

const indented = (line: string): string => (line === '' ? '' : `  ${line}`);

function assigned(name: string, [first = '', ...rest]: readonly string[]): string[] {
  if (rest.length === 0) return [`${name} = ${first};`];
  return [`${name} = ${first}`, ...rest.slice(0, -1), `${rest.at(-1)};`];
}

function linesOf(value: NixValue): string[] {
  if (typeof value === 'boolean' || typeof value === 'number') return [String(value)];
  if (typeof value === 'string')
    return value.includes('\n') ? indentedString(value) : [quoted(value)];
  if (isCode(value)) return value.code.split('\n');
  if (Array.isArray(value)) {
    const items = (value as readonly NixValue[]).map(linesOf);
    const isShort =
      items.every((lines) => lines.length === 1) && items.flat().join(' ').length < 60;
    if (items.length === 0) return ['[ ]'];
    return isShort ? [`[ ${items.flat().join(' ')} ]`] : ['[', ...items.flat().map(indented), ']'];
  }
  const inside = Object.entries(value).flatMap(([name, one]) =>
    assigned(attribute(name), linesOf(one)),
  );
  return ['{', ...inside.map(indented), '}'];
}

function indentedString(text: string): string[] {
  const lines = text
    .replace(/\n$/, '')
    .replaceAll("''", "'''")
    .replaceAll('${', "''${")
    .split('\n');
  return ["''", ...lines.map(indented), "''"];
}

/** A name as an attribute: in quotes where Nix needs them. */
const attribute = (name: string): string => pathText([name]);
