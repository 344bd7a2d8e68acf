import { textsOf } from '@nixai/api';
import type { Setting } from '../written/settings.js';
import type { Documented } from './result.js';

type User = Documented['users'][number];

/** The users that are declared, by name; what a module of NixOS adds is not among them. */
export function usersOf(settings: readonly Setting[]): readonly User[] {
  const byUser = new Map<string, Setting[]>();
  for (const one of settings) {
    const [top, kind, name] = one.path;
    if (top !== 'users' || kind !== 'users' || name === undefined) continue;
    byUser.set(name, [...(byUser.get(name) ?? []), one]);
  }
  return [...byUser]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, own]) => userOf(name, own));
}

function userOf(name: string, own: readonly Setting[]): User {
  const said = (rest: string): readonly Setting[] =>
    own.filter(({ path }) => path.slice(3).join('.') === rest);
  const texts = (rest: string): readonly string[] =>
    said(rest).flatMap(({ definition }) => definition.values.flatMap(textsOf));
  const [first] = own as [Setting];
  const shell = said('shell')[0]?.text;
  return {
    name,
    normal: said('isNormalUser').some(({ text }) => text === 'true'),
    groups: [...new Set([...texts('group'), ...texts('extraGroups')])].sort(),
    ...(shell !== undefined && { shell }),
    keys: texts('openssh.authorizedKeys.keys').length,
    place: { file: first.file, line: first.line },
  };
}
