import { docs, type Host, type OptionEntry, type Passage } from '@nixai/api';
import { catalogOfEntries } from '@nixai/docs';
import { expect } from 'chai';
import { answerByModule, namedAnswer } from './index.js';

const nixos = catalogOfEntries([
  { name: 'services.tunefish.enable', type: 'boolean' },
  { name: 'services.tunefish.port', type: '16 bit unsigned integer' },
  { name: 'services.tunefish.backend', type: 'one of "alsa", "jack"' },
  { name: 'services.tunefish.rooms.<name>.backend', type: 'string' },
  { name: 'services.displayManager.enable', type: 'boolean' },
  { name: 'programs.kdetalk.enable', type: 'boolean' },
]);
const home = catalogOfEntries([
  { name: 'programs.tunefish.enable', type: 'boolean' },
  { name: 'programs.tunefish.theme', type: 'string' },
]);

function hostWith(entries: readonly OptionEntry[] = []): Host {
  const all = { nixos, 'home-manager': home } as const;
  const engine = {
    catalog: async (set: keyof typeof all) => all[set],
    option: async () => ({ outcome: 'unknown', nearest: entries }),
  };
  return {
    service: async ({ key }: { readonly key: symbol }) => {
      if (key === docs.key) return engine;
      throw new Error('no such service');
    },
  } as unknown as Host;
}

async function answerTo(question: string, missed: readonly string[] = []) {
  const selection = { more: [], related: [], nearest: [] };
  const passages: readonly Passage[] = [];
  const asked = { question, selection, passages, missed };
  const answer = await namedAnswer(asked, undefined, hostWith());
  return { text: answer?.sections.map(({ text }) => text).join('\n') ?? '', open: answer?.open };
}

describe('a question about a thing that only the options know', () => {
  it('is told of the module, and of nothing that is not certain', async () => {
    const { text, open } = await answerTo('how do I set up tunefish?');
    expect(text).to.include('services.tunefish.enable = true;');
    expect(text).to.include('Home Manager has one, too: `programs.tunefish`');
    expect(text).to.include('no topic on it');
    expect(open).to.deep.equal([]);
  });

  it('is told of the option nearest to its other words', async () => {
    const { text } = await answerTo('change the port of tunefish');
    expect(text).to.include('`services.tunefish.port` (16 bit unsigned integer)');
  });

  it('gets a value that it names, where the option takes it', async () => {
    const { text } = await answerTo('tunefish with jack');
    expect(text).to.include('services.tunefish.backend = "jack";');
  });

  it('is told which of its words the options do not have', async () => {
    const { open } = await answerTo('tunefish on a potato');
    expect(open).to.deep.equal(['potato']);
  });

  it('is answered for Home Manager where it says so', async () => {
    const { text } = await answerTo('theme of tunefish in home manager');
    expect(text).to.include('programs.tunefish.enable = true;');
    expect(text).to.include('`home-manager switch`');
  });

  it('finds a name that is written as two words', async () => {
    expect((await answerTo('set up kde talk')).text).to.include('programs.kdetalk.enable = true;');
  });

  it('takes no kind of module for a thing, and no module for most of a question', async () => {
    expect((await answerTo('which display manager do I need')).text).to.equal('');
    expect((await answerTo('tunefish carrots potatoes leeks onions')).text).to.equal('');
  });

  it('is no matter where it is wanted and nothing else', async () => {
    const answer = await answerByModule({ thing: 'Tunefish' }, {}, undefined, hostWith());
    expect(answer?.options[0]).to.deep.equal({ name: 'services.tunefish.enable', set: 'nixos' });
    expect(await answerByModule({ thing: 'Whalefish' }, {}, undefined, hostWith())).to.equal(
      undefined,
    );
  });

  it('turns nothing on where somebody asks why, or which of two', async () => {
    expect((await answerTo('why tunefish won over kdetalk')).text).to.equal('');
    expect((await answerTo('tunefish vs kdetalk')).text).to.equal('');
  });
});
