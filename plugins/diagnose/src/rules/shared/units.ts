import type { Evidence } from '@nixai/api';

export const unitName = String.raw`[\w@.:\\-]{1,200}\.(?:service|mount|socket|target|timer|path|swap|automount|slice|scope)`;

// Not a piece of a path: `/nix/store/…-unit-nginx.service/nginx.service` names no unit.
/** The first line of `systemctl status`, whose bullet is sometimes not copied. */
const header = new RegExp(`^[●○×*\\s]{0,4}(?<unit>${unitName}) - `);

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
  // `systemctl status` has the unit's own name two lines or more above its state; what triggers it stands below.
  if (/^\s*Active: /.test(evidence.line.text)) {
    const headed = evidence.before(header, 6)?.groups?.['unit'];
    if (headed !== undefined) return headed;
  }
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
function belongs(identifier: string, unit: string): boolean {
  const name = unit
    .replace(/\.\w+$/, '')
    .replace(/@.*$/, '')
    .toLowerCase();
  // A script of the store is called by its whole name.
  const program = identifier
    .toLowerCase()
    .replace(/^[0-9a-z]{32}-/, '')
    .replace(/^unit-script-/, '')
    .replace(/\.service$/, '');
  if (program === '' || name === '') return false;
  // Of `container@web.service` both `container web` and `web`.
  if (/@(?<is>[^.]+)/.exec(unit)?.groups?.['is']?.toLowerCase() === program) return true;
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
  /\b(?:[Ee]rror|ERROR|FATAL|[Ff]atal|emerg|[Ff]ailed|[Cc]annot|[Cc]an't|[Cc]ould not|[Cc]ouldn't|[Dd]enied|[Rr]efused|[Ii]nvalid|in use|[Nn]o such|[Nn]o module|not found|not owned|[Nn]ot (?:permitted|allowed|supported)|too (?:open|many|large|old)|unsafe|[Uu]nknown|[Uu]nrecognized|unexpected|[Uu]nable|[Rr]efusing|[Mm]issing|[Pp]anic|[Ee]xception|not recognized|already (?:mounted|running|exists|in use)|not empty|busy|unreachable|[Tt]imed? ?out)\b/;

/** Words of what stops a program, not only displeases it. */
const stops =
  /\b(?:FATAL|[Ff]atal|emerg|[Pp]anic|[Ee]rror:|ERROR|[Dd]enied|[Cc]ould not|[Cc]annot|not owned|[Uu]nable)\b/;

/** What a program says because of an error that it told before. */
const follows =
  /\b(?:is starting up|is shutting down|aborting|giving up|exited with|removing (?:data|contents)|shutting down|terminat(?:ed|ing)|see (?:above|the logs?)|Please check the logs)\b/i;

/** What systemd, the kernel and activation say of every failure, and what says nothing. */
const ofEveryUnit =
  /Failed with result|[Mm]ain process exited|[Cc]ontrol process exited|Failed to (?:re)?start|Unit entered failed|entered failed state|\.\w{5,9} failed\.$|^Activation script snippet|^(?:warning: )?(?:error\(s\)|the following|Job for|switching|starting|restarting|stopping|reloading)|[Ss]tart request repeated|Dependency failed|Scheduled restart|Consumed .* CPU|^\s*(?:Loaded|Active|Process|Main PID|Docs|Tasks|Memory|Mem peak|CPU|CGroup|Status|TriggeredBy|Drop-In|Invocation):|Deactivated|^Started |^Starting |^Stopped |audit|code=exited/;

type Near = Evidence['block']['lines'];

/** What a unit's own programs said of their end before systemd reported it. */
export function ownWords(evidence: Evidence, unit: string): string | undefined {
  const { lines } = evidence.block;
  const at = lines.indexOf(evidence.line);
  const before = lines.slice(Math.max(0, at - 40), at);
  const after = lines.slice(at + 1, at + 16);
  const started = programsOf(lines);
  const own = (list: Near): Near =>
    list.filter(
      ({ text, source }) =>
        source !== undefined &&
        source !== 'systemd' &&
        (belongs(source, unit) || started.includes(source)) &&
        !ofEveryUnit.test(text),
    );
  const ofSystemd = (list: Near): Near =>
    list.filter(({ text }) => text.includes(`${unit}: `) && !ofEveryUnit.test(text));
  const unnamed = (list: Near): Near =>
    list.filter(({ text, source }) => source === undefined && !ofEveryUnit.test(text));
  const found =
    mostTelling(own(before)) ??
    mostTelling(own(after)) ??
    mostTelling(ofSystemd([...before, ...after])) ??
    mostTelling(whileStarting(lines, unit).filter(({ text }) => !ofEveryUnit.test(text))) ??
    mostTelling(unnamed(before.slice(-30))) ??
    mostTelling(unnamed(after.slice(0, 12)));
  return found?.trim().slice(0, 300);
}

/** What `systemctl status` shows as run, as the journal names it: a script of the store by its whole name. */
const programsOf = (lines: Near): readonly string[] =>
  lines.flatMap(({ text }) => {
    const path = /^\s*Process: \d{1,8} Exec\w{4,12}=\/nix\/store\/(?<is>[^\s;]{34,250})/.exec(text)
      ?.groups?.['is'];
    return path === undefined ? [] : [path.split('/').at(-1) ?? path];
  });

/** What programs said between systemd's start of a unit and its end, where nothing else was started. */
function whileStarting(lines: Near, unit: string): Near {
  const end = lines.findIndex(
    ({ text, source }) =>
      source === 'systemd' && text.startsWith(`${unit}: `) && /exited|Failed with/.test(text),
  );
  const begin = lines
    .slice(0, Math.max(0, end))
    .findLastIndex(({ text, source }) => source === 'systemd' && text.startsWith('Starting '));
  const started = lines[begin]?.text ?? '';
  // Where systemd is told to, it names only the description, and again when it failed.
  const described = /^Starting (?<is>.{3,200}?)(?:\.\.\.|…)$/.exec(started)?.groups?.['is'];
  const ofUnit =
    started.includes(unit) ||
    (described !== undefined &&
      lines.some(({ text }) => text.startsWith(`Failed to start ${described}`)));
  return begin < 0 || !ofUnit
    ? []
    : lines.slice(begin + 1, end).filter(({ source }) => source !== 'systemd');
}

/** The line that names what stopped the program: of equals the last, which is nearest to the end. */
function mostTelling(lines: Near): string | undefined {
  const worth = (text: string): number =>
    !speaks.test(text) ? 0 : follows.test(text) ? 1 : stops.test(text) ? 3 : 2;
  return lines.reduce<{ text?: string; worth: number }>(
    (best, { text }) =>
      worth(text) > 0 && worth(text) >= best.worth ? { text, worth: worth(text) } : best,
    { worth: 0 },
  ).text;
}
