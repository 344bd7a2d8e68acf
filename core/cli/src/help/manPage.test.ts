import type { Command } from '@oclif/core';
import { expect } from 'chai';
import { familyPage, programPage, type Manual } from './manPage.js';

const command = (id: string, more: Partial<Command.Loadable> = {}): Command.Loadable =>
  ({ id, args: {}, flags: {}, aliases: [], ...more }) as Command.Loadable;

const manual = (...commands: Command.Loadable[]): Manual => ({
  version: '1.2.3',
  summary: 'What it is',
  commands,
  topicSummary: () => undefined,
  fill: (text) => text,
});

const linesOf = (page: string | undefined): string[] => (page ?? '').split('\n');

describe('manual page', () => {
  it('lets no text of a plugin be a request of roff', () => {
    const summary = '.so /etc/passwd';
    const description = "'so /etc/passwd\n\n.sy id\n\\*(xx and \\n[y]";
    const page = familyPage(manual(command('a', { summary, description })), 'a');
    expect(linesOf(page)).to.include.members(['\\&.so /etc/passwd.', '\\(aqso /etc/passwd']);
    const requests = linesOf(page).filter((line) => /^[.']/.test(line));
    expect(new Set(requests.map((line) => line.slice(0, 3)))).to.deep.equal(
      new Set(['.TH', '.ad', '.SH', '.br', '.PP']),
    );
    expect(page).to.contain('\\e*(xx and \\en[y]');
  });

  it('leaves out what help leaves out: hidden commands, arguments and flags', () => {
    const flags = { inner: { name: 'inner', type: 'boolean' as const, hidden: true } };
    const shown = command('a', { flags: flags as unknown as Command.Loadable['flags'] });
    const given = manual(shown, command('b', { hidden: true }));
    expect(familyPage(given, 'a')).to.not.contain('inner');
    expect(familyPage(given, 'b')).to.equal(undefined);
    expect(programPage(given)).to.not.contain('nixai\\-b');
  });

  it('has the commands of one family on one page, a global flag once', () => {
    const json = { name: 'json', type: 'boolean', helpGroup: 'GLOBAL', description: 'As JSON' };
    const flags = { json } as unknown as Command.Loadable['flags'];
    const page = familyPage(manual(command('a:y', { flags }), command('a:x', { flags })), 'a');
    expect(linesOf(page).filter((line) => line.startsWith('.SS'))).to.deep.equal([
      '.SS a x',
      '.SS a y',
    ]);
    expect(page?.split('As JSON')).to.have.length(2);
  });
});
