/** What a module is given, in the order in which people write it. */
const given = ['config', 'lib', 'pkgs', 'inputs', 'modulesPath'] as const;

/** Bindings begin with a name that is set; anything else is whole already. */
const beginsWithBinding =
  /^(?:\s|#.*\n)*[a-z][\w'-]*(?:\.(?:[\w'-]+|"[^"]*"|\$\{[^}]*\}))*\s*=[^=]/i;

/** The bindings of a module as the whole module, with a head that names what they use. */
export function wholeModule(code: string): string {
  if (!beginsWithBinding.test(code)) return code.trimEnd();
  const used = given.filter((name) => new RegExp(`(?<![\\w.'"/-])${name}(?:\\.|;)`).test(code));
  const head = used.length === 0 ? '' : `{ ${used.join(', ')}, ... }:\n`;
  return `${head}{\n${indented(code.trimEnd())}\n}`;
}

/** Strings of several lines lose what all their lines begin with, so that this changes none. */
const indented = (code: string): string => code.replace(/^(?=.)/gm, '  ');
