const topLevelRequire =
  /^(?:const|var) (\w+_\d+) = (?:(__importDefault|__importStar)\()?require\("([^"]+)"\)\)?;$/gm;

/**
 * Text of a CommonJS module as TypeScript writes it, in which each module that it asks for is loaded
 * where it is first used. oclif's parser alone would bring its help, its errors and all they need.
 */
export function lazyRequires(text) {
  let lazy = text;
  for (const [whole, name, helper, id] of text.matchAll(topLevelRequire)) {
    const asked = helper === undefined ? `require("${id}")` : `${helper}(require("${id}"))`;
    const [before, after] = lazy.split(whole);
    const used = after.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), `(${name}$ ??= ${asked})`);
    lazy = `${before}let ${name}$;${used}`;
  }
  return lazy;
}
