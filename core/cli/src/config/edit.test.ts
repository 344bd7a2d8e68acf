import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { files, type Host, type Token } from '@nixai/api';
import { editUserFile, type EditTools } from './edit.js';
import { createSandbox, failureOf, type Sandbox } from './sandbox.test.js';

describe('config: edit', () => {
  let box: Sandbox;
  beforeEach(() => (box = createSandbox()));
  afterEach(() => box.remove());

  /** Edits with an editor that saves these texts, one each time it is opened. */
  async function edit(
    texts: readonly string[],
    more: Partial<EditTools> & { answer?: boolean } = {},
  ) {
    const host = {
      config: box.open(),
      paths: box.paths,
      service: ({ key }: Token<unknown>) =>
        key === files.key ? box.files() : Promise.reject(new Error('unknown')),
    } as unknown as Host;
    const saved = [...texts];
    const opened: { readonly argv: readonly string[]; readonly text: string }[] = [];
    const notices: string[] = [];
    const tools = {
      env: { EDITOR: 'nano' },
      notice: (text: string) => void notices.push(text),
      prompt: {
        interactive: more.answer !== undefined,
        confirm: () => Promise.resolve(more.answer === true),
      },
      open: async (argv: readonly string[]) => {
        const file = argv.at(-1) ?? '';
        opened.push({ argv, text: readFileSync(file, 'utf8') });
        writeFileSync(file, saved.shift() ?? '');
        return 0;
      },
      ...more,
    } as unknown as EditTools;
    const work = editUserFile(host, tools);
    return { result: await work.catch((error: Error) => error), work, opened, notices };
  }

  it('puts what was saved in the place of the file, and leaves no copy behind', async () => {
    box.write(box.user, 'offline: true\n');
    const { result, opened } = await edit(['offline: false # now\n']);
    expect(result).to.deep.equal({ file: box.user, changed: true });
    expect(box.read(box.user)).to.equal('offline: false # now\n');
    expect(opened[0]?.text).to.equal('offline: true\n');
    expect(existsSync(dirname(opened[0]?.argv.at(-1) ?? ''))).to.equal(false);
  });

  it('removes the lock that a killed one left, also where nothing is changed', async () => {
    box.write(box.user, 'offline: true\n');
    const lock = join(dirname(box.user), 'config.lock');
    const dead = { pid: 4194305, start: '1', boot: '', since: '', id: '0123456789ab' };
    writeFileSync(lock, JSON.stringify(dead));
    const { result } = await edit(['offline: true\n']);
    expect(result).to.deep.equal({ file: box.user, changed: false });
    expect(existsSync(lock)).to.equal(false);
  });

  it('removes the copy that a killed one left', async () => {
    const { paths } = box;
    const left = join(paths.state, '.private.nixai-4194305-1-0123456789ab');
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, 'config.yaml'), 'a key');
    await edit(['offline: true\n']);
    expect(existsSync(left)).to.equal(false);
  });

  it('prefers VISUAL, with its arguments and no shell', async () => {
    const { opened } = await edit(['offline: true\n'], {
      env: { VISUAL: 'code --wait $(touch x)', EDITOR: 'nano' },
    });
    expect(opened[0]?.argv.slice(0, -1)).to.deep.equal(['code', '--wait', '$(touch', 'x)']);
  });

  it('goes back to what was saved while it is wrong and the person wants to', async () => {
    const { result, opened, notices } = await edit(['offline: maybe\n', 'offline: true\n'], {
      answer: true,
    });
    expect(result).to.include({ changed: true });
    expect(opened[1]?.text).to.equal('offline: maybe\n');
    expect(notices[0]).to.contain(':1:10: offline: expected true or false');
  });

  it('lets the changes go when the person wants that', async () => {
    box.write(box.user, 'offline: true\n');
    const { result } = await edit(['offline: maybe\n'], { answer: false });
    expect(result).to.include({ changed: false });
    expect(box.read(box.user)).to.equal('offline: true\n');
  });

  it('writes nothing that is wrong where nobody can be asked', async () => {
    const { work } = await edit(['offline: maybe\n']);
    expect((await failureOf(work)).code).to.equal('config-invalid');
    expect(existsSync(box.user)).to.equal(false);
  });

  it('changes nothing when the editor fails', async () => {
    const { work } = await edit([], { open: () => Promise.resolve(1) });
    expect((await failureOf(work)).code).to.equal('editor-failed');
  });
});
