// Values of a log as parts of Nix source and of commands. A log may hold anything: what has not the
// form that it must have becomes undefined, and the rule leaves a named placeholder instead.
import { attributeName, isIdentifier } from '@nixai/nix/quoting';
export { attributeName, quoted as nixString } from '@nixai/nix/quoting';

/** `pkgs.NAME` and the like need a name that is one: letters, digits, `_`, `-`, with dots between. */
export function packageName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  return name.split('.').every((part) => isIdentifier(part)) ? name : undefined;
}

/** An option's path as the module system prints it, as source; undefined if it is none. */
export function optionPath(path: string): string | undefined {
  const parts = path.match(/"(?:[^"\\]|\\.)*"|[^."]+/g) ?? [];
  if (parts.length === 0 || parts.join('.') !== path) return undefined;
  const bare = parts.map((part) => part.replace(/^"|"$/g, ''));
  // `<name>` and `*` stand for any name, and are none.
  if (bare.some((part) => part === '' || /[<>*\s]/.test(part))) return undefined;
  return bare.map(attributeName).join('.');
}

/** A value as the module system prints it, if it is whole Nix: no `<derivation …>`, no dots. */
export function shownValue(value: string | undefined): string | undefined {
  if (value === undefined || value.length > 80) return undefined;
  const text = value.trim();
  return /^(?:true|false|null|-?\d{1,15}(?:\.\d{1,15})?|"(?:[^"\\$]|\\.)*"|\[\s*\]|\/[\w./+-]+)$/.test(
    text,
  ) && text !== '[ ]'
    ? text
    : undefined;
}

/** The name of a systemd unit or service as an attribute: `nginx`, `"getty@tty1"`. */
export function serviceAttribute(unit: string): string {
  return attributeName(unit.replace(/\.service$/, ''));
}

/** A flake input as `flake.nix` may call it; undefined for anything that is no name. */
export function inputName(name: string | undefined): string | undefined {
  return name !== undefined && /^[a-zA-Z_][\w-]{0,80}$/.test(name) ? name : undefined;
}
