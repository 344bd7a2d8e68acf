import { expect } from 'chai';
import { createHandbookSource, isTopicPassage } from '@nixai/docs';
import { missedWords } from './doubt.js';
import { preferredSnippets } from './preferredSnippets.js';
import { selectPassages, type Selection } from './selection.js';
import { generalised } from './wish.js';

async function selectionFor(question: string): Promise<Selection> {
  const query = { text: question, kinds: ['topic'], limit: 20 } as const;
  const passages = await createHandbookSource().search(query, new AbortController().signal);
  return selectPassages(passages, question);
}

const unanswerable = `
how do I cook a mushroom risotto without the rice sticking to the pan
what temperature should I bake sourdough bread at
which hiking trails near Innsbruck are best in autumn
how do I edit the Windows registry to disable telemetry
my iPhone does not charge on the pad any more
how do I install Photoshop on Windows 11
what is the capital of Mongolia
explain quantum entanglement to a ten year old
who won the football world cup in 1998
write a poem about the sea
how do I convert a PDF to Word in Microsoft Office
what is the best way to remove red wine stains from a carpet
how can I get a visa for Japan
how do I set up Active Directory group policy on Windows Server
how do I use yum to downgrade a package on CentOS 7
how do I write a quicksort in Prolog
what does the French word dépaysement mean
my car makes a grinding noise when I brake
how do I configure a trunk port of a Cisco Catalyst
what are the best stocks to buy this year
how do I prune tomato plants
translate good morning into Finnish
how tall is Mount Everest
what should I give my sister for her birthday
how do I run FoundationDB as a cluster on NixOS
how do I configure Asterisk as a telephone exchange on NixOS
how do I calibrate the white balance of a Canon camera
how do I set up an i2p router on nixos
how do I run a Gopher hole on NixOS with geomyidae
how do I set up OpenSlide for pathology scans on nixos
how do I feed weather balloon data into radiosonde_auto_rx on nixos
how do I drive a 3D printer farm with Repetier on NixOS
how do I configure a Hylafax fax server on NixOS
how do I run SAP HANA on nixos
`
  .trim()
  .split('\n');

describe('the embedded handbook', () => {
  for (const question of unanswerable)
    it(`has no answer to "${question}" that it is sure of`, async () => {
      const { main, doubtful = false } = await selectionFor(question);
      expect(doubtful ? undefined : main?.title).to.equal(undefined);
    });

  it('shows what comes nearest, and says that it may be beside the point', async () => {
    const { main, doubtful } = await selectionFor('set up a printer for stickers of cats');
    expect([main?.title, doubtful]).to.deep.equal(['Printers with CUPS', true]);
  });

  it('has an answer to each thing that a question lists', async () => {
    const question =
      "I'm a Python developer who needs Docker, PostgreSQL, and VS Code on NixOS. What's the best way to set this up?";
    const { main, more } = await selectionFor(question);
    const titles = [main, ...more].map((passage) => passage?.title).join(' | ');
    for (const name of ['Python', 'Docker', 'PostgreSQL', 'VS Code'])
      expect(titles).to.include(name);
  });

  for (const [question, line] of [
    ['sudo without password', 'security.sudo.wheelNeedsPassword = false;'],
    ['minecraft launcher', 'environment.systemPackages = [ pkgs.prismlauncher ];'],
    ['install older version of nodejs', 'nodejs_22'],
    ['need vs code with python extention', 'ms-python.python'],
    ['pipwire crackling audio', '"default.clock.min-quantum"'],
    ['bluetoth headphones no sound', 'services.pipewire = {'],
    ['mic not working', 'wpctl set-mute @DEFAULT_AUDIO_SOURCE@ 0'],
    ['microphone not working', 'wpctl set-mute @DEFAULT_AUDIO_SOURCE@ 0'],
    ['rebuild takes forever', 'nixos-rebuild dry-build'],
    ['why does nixos-rebuild take for ever', 'nixos-rebuild dry-build'],
    ['automatic upgrade every night, i use channels', 'enable = true;\n  dates = "04:00";'],
    ['run my backup script every hour', '"hourly"'],
    ['back up my home with restic', 'paths = [ "/home" ];'],
    ['how to mount ntfs usb disk automatic', 'services.udisks2.enable = true;'],
    ['command not found after nix-env -i', 'hash -r'],
    ['how to roll back when boot broken', 'nixos-rebuild switch --rollback'],
    ['scale hidpi kde', 'kscreen-doctor'],
  ] as const)
    it(`shows first what is asked for: "${question}"`, async () => {
      const { main } = await selectionFor(generalised(question));
      const topic = main !== undefined && isTopicPassage(main) ? main.topic : undefined;
      const [first] = topic === undefined ? [] : preferredSnippets(topic, generalised(question));
      expect(first?.code).to.include(line);
    });

  for (const question of [
    'nextcloud behind nginx',
    'install hp printer',
    'chagne hostname',
    'pipwire crackling audio',
    'firefox wont play videos',
    'swap file 8gb',
  ])
    it(`lacks no word of "${question}"`, async () => {
      expect(missedWords(question, await selectionFor(question))).to.deep.equal([]);
    });

  it('has an answer to the first question of the README', async () => {
    expect((await selectionFor('how do I enable SSH in NixOS?')).main?.title).to.match(/SSH/);
  });
});
