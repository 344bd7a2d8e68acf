import { join } from 'node:path';
import {
  ExitCode,
  NixaiError,
  files as fileService,
  isNixaiError,
  type FileChange,
  type Host,
  type NixTemplate,
  type Plan,
} from '@nixai/api';
import { readTemplate } from '@nixai/contributions/template-files';
import { addressText, packName, type Address } from './address.js';
import { hashOf, type FetchedSource } from './fetch.js';
import { fetchedFolder } from './folders.js';
import { readSource, sourceFile, type SourceRecord } from './record.js';

export interface PlannedSource {
  readonly pack: string;
  readonly record: SourceRecord;
  readonly templates: readonly NixTemplate[];
  /** What has the form of a template and is none, and why. */
  readonly left: readonly { readonly file: string; readonly why: string }[];
  readonly plan: Plan;
}

/**
 * Reads what was fetched and plans to keep it: the texts, their hashes and the revision.
 * @throws NixaiError `source-empty` where there is no template in it.
 */
export async function planSource(
  host: Host,
  address: Address,
  { revision, texts }: FetchedSource,
  now: Date,
): Promise<PlannedSource> {
  const templates: NixTemplate[] = [];
  const left: { file: string; why: string }[] = [];
  const kept = new Map<string, string>();
  for (const [path, about] of texts) {
    if (!/\.ya?ml$/.test(path)) continue;
    const base = path.replace(/\.ya?ml$/, '');
    const source = texts.get(`${base}.nix`);
    if (source === undefined) continue;
    const id = base.slice(base.lastIndexOf('/') + 1);
    try {
      templates.push(readTemplate(id, about, source));
      kept.set(`${id}.yaml`, about).set(`${id}.nix`, source);
    } catch (error) {
      if (!isNixaiError(error)) throw error;
      left.push({ file: path, why: error.why ?? error.message });
    }
  }
  if (templates.length === 0) throw empty(address, left);
  const pack = packName(address);
  const folder = join(fetchedFolder(host), pack);
  const before = await readSource(folder);
  const record: SourceRecord = {
    ...{ from: addressText(address), revision, fetched: now.toISOString() },
    ...(address.rev !== undefined && { asked: address.rev }),
    files: Object.fromEntries([...kept].map(([name, text]) => [name, hashOf(text)])),
  };
  const gone = Object.keys(before?.files ?? {}).filter((name) => !kept.has(name));
  const changes: FileChange[] = [
    ...[...kept].map(([name, content]) => ({ path: join(folder, name), content })),
    ...gone.map((name) => ({ path: join(folder, name), content: undefined })),
    { path: join(folder, sourceFile), content: `${JSON.stringify(record, null, 2)}\n` },
  ];
  const service = await host.service(fileService);
  const plan = await service.plan(changes, `templates add ${record.from}`);
  const isSame = before?.revision === revision && gone.length === 0;
  return { pack, record, templates, left, plan: isSame ? { ...plan, actions: [] } : plan };
}

function empty(address: Address, left: readonly { file: string; why: string }[]): NixaiError {
  return new NixaiError({
    code: 'source-empty',
    what: `${addressText(address)} has no template`,
    why:
      left.length === 0
        ? 'a template is a NAME.yaml with a NAME.nix beside it'
        : left.map(({ file, why }) => `${file}: ${why}`).join('\n'),
    hint: 'its modules can be read and kept one by one: nixai snippets add NAME FILE',
    exitCode: ExitCode.failure,
  });
}
