import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { notesSection } from './settings.js';
import { sectionsOf } from './section.js';
import { createNotesSource } from './source.js';

const signal = new AbortController().signal;

describe('sections of a note', () => {
  it('splits at headings, and not at a comment in code', () => {
    const sections = sectionsOf(
      '/n/deploy.md',
      '# Deploy\n\nFirst.\n\n```sh\n# not a heading\nx\n```\n\n## Roll back\nSecond.',
    );
    expect(sections.map(({ heading }) => heading)).to.deep.equal(['Deploy', 'Roll back']);
    expect(sections[0]?.text).to.contain('# not a heading');
    expect(sections[1]?.title).to.equal('Deploy');
  });

  it('takes the name of the file where there is no heading', () => {
    expect(sectionsOf('/n/vpn.md', 'Use the VPN.')[0]?.heading).to.equal('vpn');
  });
});

describe('the notes source', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nixai-notes-'));
    mkdirSync(join(folder, 'hosts'));
    mkdirSync(join(folder, '.git'));
    writeFileSync(join(folder, 'hosts/bastion.md'), '# Bastion\nSSH goes through bastion.example.');
    writeFileSync(join(folder, 'printer.md'), '# Printer\nIt stands in room 12.');
    writeFileSync(join(folder, '.git/secret.md'), '# Bastion\nHidden.');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const source = (...folders: string[]) => createNotesSource(async () => ({ folders }));

  it('finds the note that speaks of the question, and cites its file', async () => {
    const [first, ...others] = await source(folder).search(
      { text: 'how do I get through the bastion by ssh?', limit: 5 },
      signal,
    );
    expect(first?.title).to.equal('Bastion');
    expect(first?.citation.file).to.equal(join(folder, 'hosts/bastion.md'));
    expect(others).to.deep.equal([]);
  });

  it('finds nothing for a question about something else', async () => {
    expect(
      await source(folder).search({ text: 'how do I enable bluetooth', limit: 5 }, signal),
    ).to.deep.equal([]);
  });

  it('sees a change at once', async () => {
    const notes = source(folder);
    await notes.search({ text: 'bluetooth', limit: 5 }, signal);
    writeFileSync(join(folder, 'bt.md'), '# Bluetooth\nWe switch it off.');
    expect((await notes.search({ text: 'bluetooth', limit: 5 }, signal))[0]?.title).to.equal(
      'Bluetooth',
    );
  });

  it('says what is missing, and how to mend it', async () => {
    expect(await source().status()).to.include({ available: false, detail: 'no folder is named' });
    const status = await source('/nowhere/notes').status();
    expect(status.available).to.equal(false);
    expect(status.detail).to.contain('/nowhere/notes');
    expect((await source(folder).status()).counts).to.deep.equal({ page: 2 });
  });

  it('refuses a relative folder in the configuration', () => {
    expect(notesSection.validate({ folders: ['notes'] }).ok).to.equal(false);
    expect(notesSection.validate({ folders: 'notes' }).ok).to.equal(false);
    expect(notesSection.validate({ folders: ['/notes'] }).ok).to.equal(true);
  });
});
