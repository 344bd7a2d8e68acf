import type { Evidence } from '@nixai/api';

export const unitName = String.raw`[\w@.:\\-]{1,200}\.(?:service|mount|socket|target|timer|path|swap|automount|slice|scope)`;

// Not a piece of a path: `/nix/store/…-unit-nginx.service/nginx.service` names no unit.
const standing = new RegExp(`(?:^|[\\s('"\`●×])(?<unit>${unitName})(?=$|[\\s:,;.)'"\`])`);

/**
 * The unit that a line is about: named on it, by the journal's identifier, or by the lines of systemd
 * around it. A program's identifier (`postgresql-pre-start`) is no unit.
 */
export function unitAround(evidence: Evidence): string | undefined {
  const { source } = evidence.line;
  const named = standing.exec(evidence.line.text)?.groups?.['unit'];
  if (named !== undefined) return named;
  if (source !== undefined && new RegExp(`^${unitName}$`).test(source)) return source;
  const units = [
    ...new Set(evidence.all(standing).map(({ groups }) => groups?.['unit'] ?? '')),
  ].filter((one) => one.endsWith('.service'));
  const program = source?.replace(/^\(|\)$/g, '');
  const related = units.find((unit) => program !== undefined && belongs(program, unit));
  if (related !== undefined) return related;
  if (program !== undefined && program !== 'systemd') return undefined;
  return (evidence.after(standing, 6) ?? evidence.before(standing, 8))?.groups?.['unit'];
}

/** Whether a journal's identifier is a program of a unit: `hm-activate-ada` of home-manager-ada. */
export function belongs(identifier: string, unit: string): boolean {
  const name = unit
    .replace(/\.\w+$/, '')
    .replace(/@.*$/, '')
    .toLowerCase();
  // A script of the store is called by its whole name.
  const program = identifier
    .toLowerCase()
    .replace(/^[0-9a-z]{32}-/, '')
    .replace(/\.service$/, '');
  if (program === '' || name === '') return false;
  const user = /^hm-activate-(?<user>.+)$/.exec(program)?.groups?.['user'];
  return (
    program.startsWith(name) ||
    name.startsWith(program) ||
    (user !== undefined && name === `home-manager-${user}`) ||
    (program.length > 3 && name.split('-').includes(program)) ||
    (program === 'postgres' && name.startsWith('postgresql')) ||
    (program === 'sshd' && name.startsWith('ssh'))
  );
}

const speaks =
  /\b(?:[Ee]rror|ERROR|FATAL|[Ff]atal|emerg|[Ff]ailed|[Cc]annot|[Cc]an't|[Cc]ould not|[Dd]enied|[Rr]efused|[Ii]nvalid|in use|[Nn]o such|not found|[Uu]nknown|unexpected|[Uu]nable|missing|panic|[Ee]xception|not recognized)\b/;

/** What systemd, the kernel and activation say of every failure, and what says nothing. */
const ofEveryUnit =
  /Failed with result|Main process exited|Control process exited|Failed to start|Unit entered failed|^(?:warning: )?(?:error\(s\)|the following|Job for|switching|starting|restarting|stopping|reloading)|Start request repeated|Dependency failed|Scheduled restart|Consumed .* CPU|^\s*(?:Loaded|Active|Process|Main PID|Docs|Tasks|Memory|CPU|CGroup|Status|TriggeredBy|Drop-In):|Deactivated|Started |Starting |Stopped |audit|code=exited/;

/** What a unit's own programs said last before systemd reported its end. */
export function ownWords(evidence: Evidence, unit: string): string | undefined {
  const { lines } = evidence.block;
  const at = lines.indexOf(evidence.line);
  const near = lines.slice(Math.max(0, at - 40), at + 16);
  const before = near.slice(0, Math.min(at, 40));
  const after = near.slice(Math.min(at, 40) + 1);
  const own = (list: typeof near): string | undefined =>
    list.find(
      ({ text, source }) =>
        source !== undefined &&
        source !== 'systemd' &&
        belongs(source, unit) &&
        speaks.test(text) &&
        !ofEveryUnit.test(text),
    )?.text;
  const systemd = (list: typeof near): string | undefined =>
    list.find(
      ({ text }) => text.includes(`${unit}: `) && speaks.test(text) && !ofEveryUnit.test(text),
    )?.text;
  const unnamed = (list: typeof near): string | undefined =>
    list.find(
      ({ text, source }) => source === undefined && speaks.test(text) && !ofEveryUnit.test(text),
    )?.text;
  const backwards = [...before].reverse();
  const found =
    own(backwards) ??
    own(after) ??
    systemd(backwards) ??
    systemd(after) ??
    unnamed(backwards.slice(0, 30)) ??
    unnamed(after.slice(0, 12));
  return found?.trim().slice(0, 300);
}
