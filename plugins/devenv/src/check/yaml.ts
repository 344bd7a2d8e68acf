import { isMap, LineCounter, parseDocument, type Document } from 'yaml';

/** What is wrong in a devenv.yaml. */
export interface YamlFault {
  readonly rule: 'yaml-syntax' | 'yaml-key' | 'yaml-old-key' | 'yaml-input';
  readonly severity: 'error' | 'note';
  readonly message: string;
  readonly hint?: string;
  /** From 1. */
  readonly line: number;
}

/** Keys at the top of devenv.yaml (its schema, 2.2.2). */
const keys = [
  'backend',
  'clean',
  'impure',
  'imports',
  'inputs',
  'nixpkgs',
  'profile',
  'reload',
  'require_version',
  'secretspec',
  'shell',
  'strict_ports',
];
/** Keys that went below another one. */
const oldKeys: Readonly<Record<string, string>> = {
  allow_broken: 'nixpkgs.allow_broken',
  allow_unfree: 'nixpkgs.allow_unfree',
  allow_unsupported_system: 'nixpkgs.allow_unsupported_system',
  permitted_insecure_packages: 'nixpkgs.permitted_insecure_packages',
};
const inputKeys = ['flake', 'follows', 'inputs', 'overlays', 'url'];

/** The inputs that a devenv.yaml names, and what is wrong in it. */
export function readYaml(text: string): {
  readonly inputs: ReadonlySet<string>;
  /** Other folders of modules, whose inputs count too. */
  readonly imports: boolean;
  readonly faults: readonly YamlFault[];
} {
  const counter = new LineCounter();
  const document: Document = parseDocument(text, {
    ...{ lineCounter: counter, prettyErrors: false },
    // Each key is held against all others: a stranger's file would take its square.
    uniqueKeys: text.length < 32_000,
  });
  const lineAt = (offset: number) => counter.linePos(offset).line;
  const [error] = document.errors;
  if (error !== undefined)
    return {
      inputs: new Set(),
      imports: false,
      faults: [
        {
          rule: 'yaml-syntax',
          severity: 'error',
          message: error.message,
          line: lineAt(error.pos[0]),
        },
      ],
    };
  const faults: YamlFault[] = [];
  const each = (map: unknown, see: (name: string, value: unknown, line: number) => void) => {
    if (!isMap(map)) return;
    for (const { key, value } of map.items) {
      const { value: name, range } = key as { value?: unknown; range?: readonly number[] };
      see(String(name), value, lineAt(range?.[0] ?? 0));
    }
  };
  const inputs = new Set<string>();
  let imports = false;
  each(document.contents, (name, value, line) => {
    imports ||= name === 'imports';
    const moved = Object.hasOwn(oldKeys, name) ? oldKeys[name] : undefined;
    if (moved !== undefined)
      faults.push({
        rule: 'yaml-old-key',
        severity: 'note',
        message: `\`${name}\` at the top is given up`,
        hint: `write ${moved}`,
        line,
      });
    else if (!keys.includes(name))
      faults.push({
        rule: 'yaml-key',
        severity: 'error',
        message: `devenv.yaml has no key \`${name}\``,
        hint: `it has: ${keys.join(', ')}`,
        line,
      });
    if (name === 'inputs')
      each(value, (input, below, at) => {
        inputs.add(input);
        each(below, (key, _value, keyLine) => {
          if (!inputKeys.includes(key))
            faults.push({
              rule: 'yaml-input',
              severity: 'error',
              message: `an input has no key \`${key}\``,
              hint: `it has: ${inputKeys.join(', ')}`,
              line: keyLine,
            });
        });
        if (below === null || !isMap(below))
          faults.push({
            rule: 'yaml-input',
            severity: 'error',
            message: `the input ${input} says not where it comes from`,
            hint: `url: github:OWNER/REPOSITORY`,
            line: at,
          });
      });
  });
  return { inputs, imports, faults };
}
