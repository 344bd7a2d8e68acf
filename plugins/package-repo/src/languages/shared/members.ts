import { literally } from '../../repo/literally.js';

/** Whether a folder is a member by a pattern such as `crates/*`. */
export function matchesMember(pattern: string, folder: string): boolean {
  const wanted = pattern.split('/');
  const parts = folder.split('/');
  if (wanted.at(-1) === '**')
    return (
      parts.length >= wanted.length - 1 && wanted.slice(0, -1).every((one, at) => one === parts[at])
    );
  return (
    wanted.length === parts.length &&
    wanted.every(
      (one, at) =>
        one === '*' ||
        one === parts[at] ||
        (one.includes('*') &&
          new RegExp(`^${one.split('*').map(literally).join('[^/]*')}$`).test(parts[at]!)),
    )
  );
}
