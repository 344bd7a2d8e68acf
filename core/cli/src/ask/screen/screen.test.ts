import { expect } from 'chai';
import type { Snippet } from '@nixai/docs/topics';
import { topicFixture } from '@nixai/docs/testing';
import { fitting } from './fitting.js';
import { sentencesOf, textOf } from './sentences.js';
import { topicScreen } from './topicScreen.js';

const textsOf = (text: string) => sentencesOf(text).map((sentence) => sentence.text);

describe('an answer on one screen', () => {
  it('cuts a text into sentences, but neither within code nor after "e.g."', () => {
    expect(
      textsOf('Set `a.b = "x. Y";` first. Take e.g. `pkgs.hello`. Then rebuild.'),
    ).to.deep.equal(['Set `a.b = "x. Y";` first.', 'Take e.g. `pkgs.hello`. Then rebuild.']);
  });

  it('keeps a table whole, and puts the text together as it was', () => {
    const text = 'Three ways. Take one.\n\n| a | b |\n| --- | --- |\n| 1. X | 2. Y |';
    expect(sentencesOf(text).map(({ isProse }) => isProse)).to.deep.equal([true, true, false]);
    expect(textOf(sentencesOf(text))).to.equal(text);
  });

  it('takes what is needed, then what fits, in the order of the ranks', () => {
    const piece = (name: string, rows: number, rank: number) => ({ name, rows, rank });
    const pieces = [piece('a', 3, 2), piece('b', 3, 0), piece('c', 2, 1), piece('d', 1, 3)];
    expect(fitting(pieces, 6).map(({ name }) => name)).to.deep.equal(['b', 'c', 'd']);
    expect(fitting(pieces, 1).map(({ name }) => name)).to.deep.equal(['b']);
  });

  it('is led by no pitfall that only has an everyday word of the question', () => {
    const keyboard = topicFixture({
      id: 'keyboard',
      title: 'Keyboard does nothing',
      answer: 'See who has it.',
      pitfalls: ['`lsmod` of a system where it is working names it.', 'The trackpoint is apart.'],
    });
    const leadOf = (question: string) =>
      topicScreen(keyboard, question, undefined).sections[0]?.text ?? '';
    expect(leadOf('keyboard not working')).to.match(/^See who has it/);
    expect(leadOf('keyboard and trackpoint')).to.match(/^The trackpoint/);
  });

  const long = (about: string) => `${about} ${'matters here and there '.repeat(12)}in the end.`;
  const topic = topicFixture({
    id: 'backup',
    title: 'Back up',
    answer: `Set one of them. ${long('Restic')} ${long('Borg')} ${long('Snapshots')}`,
    snippets: [
      { title: 'Restic', where: 'nixos', code: 'services.restic.backups.daily = { };\n' },
      { title: 'Borg', where: 'nixos', code: 'services.borgbackup.jobs.daily = { };\n' },
    ],
    steps: ['One.', 'Two.', 'Three.'],
    checks: ['`one`', '`two`', '`three`'],
    pitfalls: ['A.', 'B.', 'C.'],
  });
  const shown = (question: string) => {
    const { sections, hidden } = topicScreen(topic, question, undefined);
    return { text: sections.map(({ text }) => text).join('\n'), hidden };
  };

  it('shows of sentences and blocks those that the question has words of', () => {
    expect(shown('back up').text).to.contain('services.restic');
    const { text } = shown('borg');
    expect(text).to.contain('services.borgbackup').and.contain('Borg matters');
    expect(text).not.to.contain('services.restic');
  });

  it('puts a pitfall that is the very thing asked for first where the answer does not speak of it', () => {
    const about = topicFixture({ ...topic, pitfalls: ['A.', 'Tapes want a changer.'] });
    const { sections } = topicScreen(about, 'back up to tapes', undefined);
    expect(sections[0]?.text).to.match(/^Tapes want a changer\.\n\n/);
    expect(sections.filter(({ text }) => text.includes('Tapes'))).to.have.length(1);
  });

  it('puts it behind an answer that speaks of it as well', () => {
    const about = topicFixture({
      ...topic,
      answer: `Take Borg. ${topic.answer}`,
      pitfalls: ['A.', 'A borg on tapes wants a changer.'],
    });
    const { sections } = topicScreen(about, 'back up to tapes with borg', undefined);
    expect(sections[0]?.text).to.match(/\n\nA borg on tapes wants a changer\.$/);
  });

  it('begins with the sentence that is asked for where the first one is about something else', () => {
    const about = topicFixture({
      ...topic,
      answer: 'Set one of them. Tapes want a changer. Disks are plain.',
    });
    const leadOf = (question: string) =>
      topicScreen(about, question, undefined).sections[0]?.text ?? '';
    expect(leadOf('back up to tapes')).to.match(/^Tapes want a changer\.\n\nSet one of them/);
    expect(leadOf('back up')).to.match(/^Set one of them/);
    // A word that is met by the way is no reason.
    expect(leadOf('back up photos of grandma, stickers and tapes')).to.match(/^Set one of them/);
  });

  it('says of a block that is asked for what belongs to that one', () => {
    const blocks: Snippet[] = [
      { title: 'Restic', where: 'nixos', code: 'services.restic.backups.daily = { };\n' },
      {
        title: 'Borg',
        where: 'nixos',
        code: 'services.borgbackup.jobs.daily = { };\n',
        answer: 'It needs a repository.',
        synonyms: ['deduplicated archive'],
      },
    ];
    const about = topicFixture({ ...topic, answer: 'Set one of them.', snippets: blocks });
    const textFor = (question: string) =>
      topicScreen(about, question, undefined)
        .sections.map(({ text }) => text)
        .join('\n');
    expect(textFor('back up')).to.match(/^Set one of them/);
    expect(textFor('back up')).not.to.contain('It needs a repository');
    expect(textFor('deduplicated archive')).to.match(/^It needs a repository\.\n\nSet one/);
    expect(textFor('deduplicated archive')).to.contain('services.borgbackup');
  });

  it('takes no flag of a command for a word', () => {
    const about = topicFixture({
      ...topic,
      pitfalls: ['Run `tool -c x`.', 'In C write it by hand.'],
    });
    const { sections } = topicScreen(about, 'back up in c', undefined);
    expect(sections[0]?.text).to.match(/^In C write it by hand/);
  });

  it('never breaks off in the middle of the steps, and says what it leaves out', () => {
    const { text, hidden } = shown('back up');
    expect(text).to.contain('**Step 3:** Three.');
    expect(hidden).to.include('the answer at length').and.include('Borg');
  });
});
