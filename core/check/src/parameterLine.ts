/** A rule's list as a line or a word has it: `group-unknown.groups=media,lab`. */
export function parseParameter(typed: string) {
  const [, rule = '', name = '', list = ''] = parameter.exec(typed) ?? [];
  if (rule === '' || isReserved(rule) || isReserved(name)) return undefined;
  const values = list.split(',').filter((one) => one !== '');
  return { rule, name, values: values.map((one) => (/^\d+$/.test(one) ? Number(one) : one)) };
}

const parameter = /^([a-z][\w/-]*)\.([a-z][\w-]*)=([^\s=]*)$/;

/** Names of JavaScript's own objects. */
const isReserved = (name: string): boolean => name in {};
