import { shellWord } from '@nixai/api';
import type { FailedBuild } from '../engine/builds.js';
import type { Symptom } from '../engine/symptom.js';
import type { DiagnosisResult } from './result.js';

/** What is certain of a failure that no rule knows, and the commands that tell more. */
type Look = Pick<DiagnosisResult, 'shows' | 'next'>;

/** What prints it is run by hand, and says more when it is told to. */
const speaksOfNix =
  /error: |\bnix\b|nixos|\/nix\/|flake|derivation|evaluat|stack trace|builder|Traceback|home-manager|\.nix\b|make\b|\w{3,20}Phase\b|chroot|[Ee]rror:/i;

/** The unit that mounts a folder which systemd says was not mounted: `/srv/data` is srv-data.mount. */
function mountUnit(text: string): string | undefined {
  const folder =
    /(?:Failed to mount|Dependency failed for) \/(?<is>[^\s]{1,200}?)\/?\.?(?:\s|$)/.exec(text)
      ?.groups?.['is'];
  return folder === undefined
    ? undefined
    : `${folder.replaceAll('-', '\\x2d').replaceAll('/', '-')}.mount`;
}

/** What a Python tool had Nix build, where it ends with its own trace instead of Nix's message. */
const hadBuilt =
  /CalledProcessError: Command .{0,20}'nix', .{0,200}'build', .{0,200}?'(?<is>[\w./:@+-]{0,200}#[\w."-]{1,200})'/;

/** What a Python tool called in vain: its first words, without the store's paths. */
function calledInVain(
  text: string,
): { readonly call: string; readonly status: string } | undefined {
  const groups =
    /CalledProcessError: Command ['"]?\[(?<words>.{2,2000}?)\]['"]? returned non-zero exit status (?<status>\d{1,3})/.exec(
      text,
    )?.groups;
  if (groups?.['words'] === undefined) return undefined;
  const words = [...groups['words'].matchAll(/['"](?<is>[^'"]{1,300})['"]/g)]
    .map(({ groups: word }) => word?.['is'] ?? '')
    .map((word) => word.replace(/^\/nix\/store\/[0-9a-z]{32}-[^/]{1,200}\/(?:s?bin\/)?/, ''));
  return { call: words.slice(0, 6).join(' '), status: groups['status'] ?? '' };
}

/** Nix prints a trace from the outside in, and last of all the error. */
const inTrace = /while (?:evaluating|calling) |stack trace truncated/;
const saysWhy = /^[ \t]*error: \S/m;
const optionInTrace = /while evaluating the option ['"`](?<is>[\w.-]{3,200})/g;

/** An error that is not only passed on from a build that something needs. */
const saysItsOwn =
  /^[ \t]*error: (?!some substitutes|\d{1,5} dependenc|build of|builder for|[Cc]annot build|Build failed)\S/m;

export function nextLook(builds: readonly FailedBuild[], symptoms: readonly Symptom[]): Look {
  const text = symptoms.map(({ text: one }) => one).join('\n');
  const failing = builds.find(({ cause }) => cause === 'builder')?.path;
  const unit = /\b[\w@.\\-]{1,200}\.(?:service|mount|socket)\b/.exec(text)?.[0] ?? mountUnit(text);
  if (failing !== undefined)
    return { next: [`nix log ${failing}`, `nixai diagnose --nix-log ${failing}`] };
  // Only what needed it is named: building that again shows which one fails by itself.
  const needing = builds[0]?.path;
  if (needing !== undefined && !saysItsOwn.test(text))
    return {
      shows:
        'Only builds are named that needed another one; the one that failed by itself, and why, is not in this log.',
      next: [`nix-store --realise ${needing} 2>&1 | nixai diagnose`],
    };
  if (needing !== undefined)
    return { next: [`nix-store --realise ${needing} 2>&1 | nixai diagnose`] };
  const built = hadBuilt.exec(text)?.groups?.['is'];
  if (built !== undefined)
    return {
      shows:
        'The tool only passes on that nix build failed. What Nix said stands above its Python trace, and is not in this log.',
      next: [`nix build ${shellWord(built)} --no-link --show-trace -L 2>&1 | nixai diagnose`],
    };
  const called = calledInVain(text);
  if (called !== undefined) return passedOn(called);
  if (unit !== undefined)
    return {
      next: [
        `systemctl status ${shellWord(unit)}`,
        `journalctl -b -u ${shellWord(unit)} --no-pager | nixai diagnose`,
      ],
    };
  if (/\b(?:modprobe|insmod|depmod): /.test(text))
    return { next: ['uname -r; journalctl -b -k --no-pager | nixai diagnose'] };
  if (inTrace.test(text) && !saysWhy.test(text)) return cutTrace(text);
  if (/^Traceback \(most recent call last\)/m.test(text) && !/(?:Error|Exception): /.test(text))
    return {
      shows:
        'A Python program ends with its trace, and the last line of it, which says what failed, is not in this log.',
      next: ['# Run it again, and pipe all that it prints: … 2>&1 | nixai diagnose'],
    };
  if (!speaksOfNix.test(text))
    return { next: ['systemctl --failed', 'journalctl -b -p warning --no-pager | nixai diagnose'] };
  return {
    next: [
      ...whoSays(text),
      '# Run it again with --show-trace -L, and pipe all that it prints: … 2>&1 | nixai diagnose',
    ],
  };
}

/** Words that no message of Nix has are somebody's: whose, a search tells. */
function whoSays(text: string): readonly string[] {
  const said = /^[ \t]*error: (?<is>[^\n]{8,300})/m.exec(text)?.groups?.['is'] ?? '';
  // Of Nix, of the system, or with a place in it: no message that somebody wrote in Nix.
  if (
    /^(?:filesystem error|directory|unexpected|cannot|can't|getting|opening|creating|while|unable|[\w.-]{1,30}:)|[[\]/]/.test(
      said,
    )
  )
    return [];
  const [words = ''] = said
    .split(/['"`’‘“”«»:(]|\/nix\/|\d{2,}/)
    .map((part) => part.trim())
    .filter((part) => part.split(' ').length > 2)
    .sort((a, b) => b.length - a.length);
  return words === ''
    ? []
    : [
        `grep -rnF --include='*.nix' -- ${shellWord(/^.{1,80}(?=\s|$)/.exec(words)?.[0] ?? words.slice(0, 80))} .   # found: a check of yours; not found: an input's, which --show-trace names`,
      ];
}

/** What stands below the trace was not copied: only where Nix was at is certain. */
function cutTrace(text: string): Look {
  const option = [...text.matchAll(optionInTrace)].at(-1)?.groups?.['is'];
  return {
    shows: `This is the trace of an evaluation without its last line (error: …), which says why${option === undefined ? '' : `; certain is only that Nix was at the option ${option}`}.`,
    next: [
      'nixos-rebuild dry-build --show-trace 2>&1 | nixai diagnose   # or your own command with --show-trace',
    ],
  };
}

/** A tool that stops because a command of another program failed: that one said why, before. */
function passedOn({ call, status }: { readonly call: string; readonly status: string }): Look {
  const shows = `The tool only passes on that ${call} failed (exit status ${status}). What that printed stands above the Python trace.`;
  if (/switch-to-configuration/.test(call))
    return {
      shows: `${shows} The system is built; a unit, the boot loader or a snippet of the activation stopped it.`,
      next: ['systemctl --failed; journalctl -b -n 100 --no-pager | nixai diagnose'],
    };
  return { shows, next: ['# Run that command by itself: … 2>&1 | nixai diagnose'] };
}
