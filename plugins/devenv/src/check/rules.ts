import type { DevenvOption } from '../options/options.js';
import { inputFor } from '../options/inputs.js';
import type { Setting } from './settings.js';

/** What devenv would stop at, or what would surprise. */
export interface Remark {
  readonly rule: 'missing-input' | 'no-npm' | 'port-twice';
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly hint: string;
  readonly line: number;
}

/** An option that is set, and whose input devenv.yaml does not have. */
export function missingInputs(
  settings: readonly Setting[],
  inputs: ReadonlySet<string>,
): readonly Remark[] {
  const told = new Set<string>();
  return settings.flatMap(({ path, value, line }) => {
    // A set says nothing yet: what is in it is looked at for itself.
    if (value.startsWith('{')) return [];
    const input = inputFor(path, value);
    if (input === undefined || inputs.has(input.name) || told.has(input.name)) return [];
    told.add(input.name);
    const follows = input.follows.map((name) => `--follows ${name}`).join(' ');
    return [
      {
        rule: 'missing-input' as const,
        severity: 'error' as const,
        message: `\`${path}\` needs the input ${input.name}, which devenv.yaml does not have`,
        hint: `devenv inputs add ${input.name} ${input.url} ${follows}`,
        line,
      },
    ];
  });
}

const managers = ['npm', 'pnpm', 'yarn', 'bun', 'corepack'];

/** JavaScript with no package manager: devenv's Node.js has no npm in it. */
export function withoutNpm(settings: readonly Setting[]): readonly Remark[] {
  const on = (path: string) => settings.find((one) => one.path === path && one.value === 'true');
  const javascript = on('languages.javascript.enable');
  const isPlain = !settings.some(({ path }) => path === 'languages.javascript.package');
  const hasManager = managers.some((name) => on(`languages.javascript.${name}.enable`));
  const inPackages = settings.some(
    ({ path, value }) => path === 'packages' && /\b(?:nodejs|npm|pnpm|yarn|bun)/.test(value),
  );
  if (javascript === undefined || !isPlain || hasManager || inPackages) return [];
  return [
    {
      rule: 'no-npm',
      severity: 'note',
      message: 'there will be no npm: the Node.js of devenv comes without one (nodejs-slim)',
      hint: 'languages.javascript.npm.enable = true;',
      line: javascript.line,
    },
  ];
}

/** Services that would listen on one port. */
export function portsTwice(
  settings: readonly Setting[],
  options: readonly DevenvOption[],
): readonly Remark[] {
  const taken = new Map<string, { readonly service: string; readonly path: string }>();
  const remarks: Remark[] = [];
  const enabled = settings.filter(
    ({ path, value }) => /^services\.[^.]+\.enable$/.test(path) && value === 'true',
  );
  for (const { path, line } of enabled) {
    const service = path.split('.')[1] as string;
    for (const option of portOptions(service, options)) {
      const set = settings.find((one) => one.path === option.name);
      const port = set?.value ?? option.default;
      if (port === undefined || !/^\d+$/.test(port) || port === '0') continue;
      const other = taken.get(port);
      if (other !== undefined && other.service !== service)
        remarks.push({
          rule: 'port-twice',
          severity: 'warning',
          message: `${other.service} and ${service} both want port ${port}`,
          hint: `${option.name} = ${Number(port) + 1};`,
          line: set?.line ?? line,
        });
      else taken.set(port, { service, path: option.name });
    }
  }
  return remarks;
}

const portOptions = (service: string, options: readonly DevenvOption[]) =>
  options.filter(
    ({ name, type }) =>
      name.startsWith(`services.${service}.`) && type.startsWith('16 bit') && !name.includes('<'),
  );
