import type { Look } from './steps.js';

const results = ['done', 'rolled-back', 'boot-failed', 'stuck'] as const;

/** Reads what `lookScript` says; what is none of it is passed over. */
export function readLook(text: string): Look {
  const said = new Map<string, string>();
  const log: string[] = [];
  const failed: string[] = [];
  const failures = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const at = line.indexOf('\t');
    const [key, value] = [line.slice(0, at), line.slice(at + 1)];
    if (at < 1 || value.trim() === '') continue;
    if (key === 'log') log.push(value);
    else if (key === 'failed') failed.push(value.trim());
    else if (key === 'failure') {
      const [unit = '', line] = value.split('\t');
      const lines = failures.get(unit) ?? [];
      failures.set(unit, line === undefined ? lines : [...lines, line]);
    } else said.set(key, value.trim());
  }
  const number = (key: string): number | undefined => {
    const value = said.get(key);
    return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
  };
  const bytes = (key: string): number | undefined => {
    const kibibytes = number(key);
    return kibibytes === undefined ? undefined : kibibytes * 1024;
  };
  const generation = /-(\d+)-link$/.exec(said.get('link') ?? '')?.[1];
  return {
    current: said.get('current'),
    next: said.get('next'),
    generation: generation === undefined ? undefined : Number(generation),
    bootId: said.get('bootId'),
    free: bytes('free'),
    bootFree: bytes('bootFree'),
    folder: said.has('folder'),
    armed: said.has('armed'),
    confirmed: said.has('confirmed'),
    expired: said.has('expired'),
    guard: said.has('guard'),
    heldBy: said.get('heldBy'),
    code: number('code'),
    result: results.find((one) => one === said.get('result')),
    failedUnits: said.has('systemd') ? failed : undefined,
    failures: [...failures].map(([unit, lines]) => ({ unit, lines })),
    log,
  };
}
