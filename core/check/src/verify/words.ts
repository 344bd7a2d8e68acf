import type { CheckFinding, OptionVerdict, PackageVerdict } from '@nixai/api';

/** Whether a person must be told of it. */
export const isDoubtful = ({ verdict }: OptionVerdict): boolean =>
  verdict === 'unknown' || verdict === 'renamed' || verdict === 'removed';

/** What is wrong with a name, and what to write instead. */
export function inWords({ verdict, instead = [] }: OptionVerdict, against: string): string {
  const names = instead.map((name) => `\`${name}\``).join(', ');
  if (verdict === 'renamed') return `renamed, write ${names}`;
  if (verdict === 'removed') return 'this option was removed';
  const nearest = names === '' ? '' : `; nearest: ${names}`;
  return `no option of ${against}${nearest}`;
}

export const isMissing = ({ verdict }: PackageVerdict): boolean => verdict === 'unknown';

/** An alias or what is not free may be missing from the list of packages, and there all the same. */
export function missingInWords({ name, instead = [] }: PackageVerdict): string {
  const nearest = instead.map((one) => `\`pkgs.${one}\``).join(', ');
  return `\`pkgs.${name}\` is not among the packages that are indexed${nearest === '' ? '' : `; nearest: ${nearest}`}`;
}

/** The options that may be right or an invention; undefined where there is none. */
export function unprovenIn(options: readonly OptionVerdict[], against: string): string | undefined {
  const names = options.filter(isUnproven).map(({ name }) => `\`${name}\``);
  if (names.length === 0) return undefined;
  return `${names.join(', ')}: not in ${against}, which need not have everything`;
}

/** Whether nothing at hand can tell: `services.<name>.x` stands for many and is none of these. */
const isUnproven = ({ verdict, name, module }: OptionVerdict): boolean =>
  verdict === 'unsure' && module === undefined && !/[<*]/.test(name);

const mostNames = 3;

/** Whose modules declare what no set has; undefined where there is no such option. */
export function ofModulesIn(options: readonly OptionVerdict[]): string | undefined {
  const names = new Map<string, string[]>();
  for (const { name, module } of options)
    if (module !== undefined) names.set(module, [...(names.get(module) ?? []), name]);
  const told = [...names].map(([module, own]) => {
    const shown = own.slice(0, mostNames).map((name) => `\`${name}\``);
    return `${shown.join(', ')}${own.length > mostNames ? ' …' : ''} of ${module}`;
  });
  return told.length === 0 ? undefined : `${told.join('; ')}: its module has to be imported`;
}

/** What the checker says of a block, for a person and for a model alike. */
export function findingInWords({ line, message, hint }: CheckFinding): string {
  return `line ${line}: ${message}${hint === undefined ? '' : ` (${hint})`}`;
}
