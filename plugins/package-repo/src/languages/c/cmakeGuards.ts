/** A part of a file that a condition decides over. */
export interface Guard {
  readonly from: number;
  readonly to: number;
  readonly condition: string;
}

/** The parts of a file that stand between `if(…)` and its `else` or `endif`. */
export function readGuards(source: string): readonly Guard[] {
  const open: { from: number; condition: string }[] = [];
  const guards: Guard[] = [];
  for (const one of source.matchAll(
    /\b(if|elseif|else|endif)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)/gi,
  )) {
    const word = one[1]!.toLowerCase();
    const end = one.index + one[0].length;
    if (word === 'if') open.push({ from: end, condition: one[2]! });
    else {
      const last = open.pop();
      if (last !== undefined) guards.push({ ...last, to: one.index });
      if (word === 'elseif') open.push({ from: end, condition: one[2]! });
      if (word === 'else')
        open.push({ from: end, condition: last === undefined ? '' : `NOT (${last.condition})` });
    }
  }
  return guards;
}

/** Whether what a condition guards is not for Linux, or for an option that is off by default. */
export function conditionIsOff(condition: string, options: ReadonlyMap<string, boolean>): boolean {
  const text = condition.trim();
  if (
    /^(?:WIN32|MSVC|APPLE|MINGW|ANDROID|IOS|EMSCRIPTEN|CYGWIN|HAIKU|BSD|SunOS|FreeBSD|NetBSD|OpenBSD)\b(?!.*\b(?:OR|NOT)\b.*(?:LINUX|UNIX))/.test(
      text,
    )
  )
    return true;
  if (/^NOT\s+\(?(?:UNIX|LINUX)\b/.test(text)) return true;
  if (/CMAKE_SYSTEM_NAME\}?"?\s+(?:STREQUAL|MATCHES)\s+"?(?!.*Linux)/.test(text)) return true;
  const single = /^(NOT\s+\(?)?(\w+)\)?$/.exec(text);
  const value = single === null ? undefined : options.get(single[2]!);
  return value !== undefined && (single![1] === undefined ? !value : value);
}
