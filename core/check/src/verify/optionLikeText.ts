/** What ends like a file, a unit or a host is no option, although it has a dot. */
const otherEndings =
  /\.(?:nix|conf|config|lock|service|socket|timer|target|mount|slice|json|ya?ml|toml|md|sh|bash|py|js|ts|txt|log|gz|xz|zst|drv|iso|img|org|com|net|io|dev|pub|key|pem|crt|db|ini|so|git|html?|service\.d)$/;

/** What people write for a name of one's own: `services.NAME.enable`. */
const placeholder = /^(?:NAME|HOST|USER|SERVICE|PROGRAM|PACKAGE|MODULE|DOMAIN|INTERFACE|DEVICE)$/;

/** A segment of a path; undefined where any name may stand. */
export const orOpen = (segment: string | undefined): string | undefined =>
  segment === undefined || placeholder.test(segment) ? undefined : segment;

/**
 * The option path that a piece of text is, without what is assigned to it: `a.b.c`, `a.b = true;`,
 * `a."b c".<name>`. Undefined for anything else.
 */
export function optionPathIn(text: string): string | undefined {
  const match =
    /^([a-zA-Z][\w-]*(?:\.(?:[\w'-]+|"[^"\n]+"|<[\w -]+>|\*|\$\{[^}]*\}))+)\s*(?:=[^=].*|;)?$/.exec(
      text,
    );
  const path = match?.[1];
  if (path === undefined) return undefined;
  // `nix.conf` is a file, `services.postfix.config` an option: no file's name has so many steps.
  if (path.split('.').length < 3 && otherEndings.test(path)) return undefined;
  return path
    .replace(/\$\{[^}]*\}/g, '<name>')
    .replace(/(?<=\.)[A-Z]+(?=\.|$)/g, (segment) => orOpen(segment) ?? '<name>');
}
