import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { checker, type CheckFinding, type Host } from '@nixai/api';
import type { Configuration } from './configuration.js';
import type { NewTexts } from './edits.js';

/** A finding that a merge would bring. */
export type NewFinding = Pick<CheckFinding, 'rule' | 'severity' | 'message' | 'file' | 'line'>;

/**
 * What the checker says of a configuration after a merge and did not say before: both are written to
 * a folder of their own, with nothing but the modules that were read.
 */
export async function newFindings(
  host: Host,
  { entry, files }: Configuration,
  texts: NewTexts,
): Promise<NewFinding[]> {
  const service = await host.service(checker);
  const before = new Map(files.map(({ name, tree }) => [name, tree.source]));
  const root = commonFolder([...before.keys(), ...texts.keys()]);
  const findings = (all: ReadonlyMap<string, string>) =>
    inCopy(all, root, async (folder) =>
      (await service.check(join(folder, relative(root, entry)))).findings.map((finding) => ({
        ...finding,
        file: join(root, relative(folder, finding.file)),
      })),
    );
  const known = new Map<string, number>();
  for (const { rule, message } of await findings(before))
    known.set(`${rule} ${message}`, (known.get(`${rule} ${message}`) ?? 0) + 1);
  return (await findings(new Map([...before, ...texts]))).flatMap((finding): NewFinding[] => {
    const { rule, severity, message, file, line } = finding;
    const left = known.get(`${rule} ${message}`) ?? 0;
    known.set(`${rule} ${message}`, left - 1);
    return left > 0 || severity === 'note' ? [] : [{ rule, severity, message, file, line }];
  });
}

async function inCopy<T>(
  files: ReadonlyMap<string, string>,
  root: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'nixai-merge-'));
  try {
    for (const [path, text] of files) {
      const copy = join(folder, relative(root, path));
      await mkdir(dirname(copy), { recursive: true });
      await writeFile(copy, text);
    }
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function commonFolder(paths: readonly string[]): string {
  let folder = dirname(paths[0] ?? '/');
  while (!paths.every((path) => path.startsWith(folder === '/' ? '/' : `${folder}/`)))
    folder = dirname(folder);
  return folder;
}
