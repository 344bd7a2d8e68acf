import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { files, redactor, type Host, type Token } from '@nixai/api';
import { createHistory } from './history.js';

describe('history', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'nixai-history-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const entry = { question: 'is hunter2 safe?', answer: 'no', provider: 'offline' };

  function open(settings: Record<string, unknown> = {}) {
    const all: Record<string, unknown> = {
      'history.enabled': true,
      'history.keep_days': 90,
      ...settings,
    };
    const services = new Map<symbol, unknown>([
      [
        redactor.key,
        { redact: (text: string) => ({ text: text.replace('hunter2', '<SECRET>'), counts: {} }) },
      ],
      [
        files.key,
        {
          async write(path: string, content: string, { mode }: { mode: number }) {
            await mkdir(dirname(path), { recursive: true });
            await writeFile(path, content, { mode });
          },
          remove: (path: string) => rm(path),
        },
      ],
    ]);
    const host = {
      paths: { state: folder },
      config: { get: (path: string) => Promise.resolve(all[path]) },
      service: <T>(token: Token<T>) => Promise.resolve(services.get(token.key) as T),
    } as unknown as Host;
    return createHistory(host);
  }

  it('keeps questions and answers without secrets', async () => {
    const kept = await open().append(entry);
    expect(kept?.question).to.equal('is <SECRET> safe?');
    const [file = ''] = readdirSync(join(folder, 'history'));
    expect(readFileSync(join(folder, 'history', file), 'utf8')).not.to.contain('hunter2');
  });

  it('keeps nothing when it is off', async () => {
    expect(await open({ 'history.enabled': false }).append(entry)).to.equal(undefined);
    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it('continues the newest conversation, oldest turn first', async () => {
    const history = open();
    await history.append(entry);
    const first = await history.append({ ...entry, question: 'one' });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await history.append({ ...entry, question: 'two' }, first?.conversation);
    const turns = await history.lastConversation();
    expect(turns.map(({ question }) => question)).to.deep.equal(['one', 'two']);
  });

  it('lets go of what is older than it may be', async () => {
    const history = open({ 'history.keep_days': 30 });
    await mkdir(join(folder, 'history'));
    const old = { ...entry, id: '20200101T000000-abcdef', conversation: 'x', date: '2020-01-01' };
    writeFileSync(join(folder, 'history', `${old.id}.json`), JSON.stringify(old));
    await history.append(entry);
    expect((await history.list()).map(({ id }) => id)).not.to.include(old.id);
  });

  it('takes nothing for an entry that is none, and removes it all the same', async () => {
    const history = open();
    const kept = await history.append(entry);
    const forged = { ...kept, id: '../../elsewhere' };
    const texts = ['null', '{', '[]', '{"id":1}', JSON.stringify(forged)];
    for (const [index, text] of texts.entries())
      writeFileSync(join(folder, 'history', `20200101T00000${index}-a.json`), text);
    expect((await history.list()).map(({ id }) => id)).to.deep.equal([kept?.id]);
    await history.remove(await history.ids());
    expect(readdirSync(join(folder, 'history'))).to.deep.equal([]);
  });

  it('names an entry that is not there, also when it looks like a path', async () => {
    const failure = await open()
      .get('../../etc/passwd')
      .then(
        () => undefined,
        (error: Error) => error.message,
      );
    expect(failure).to.contain('../../etc/passwd');
  });
});
