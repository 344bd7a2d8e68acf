import { shellWord } from '@nixai/api';
import { attributeName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { ruleOfSayings } from '../../shared/sayings.js';

/** The command home-manager does not find what it shall work on. */
export const homeConfiguration = ruleOfSayings(
  {
    id: 'home-manager/configuration',
    class: 'hm-configuration-missing',
    phase: 'home-manager',
    title: 'Home Manager does not find its files',
    components: ['home-manager'],
    confidence: 0.94,
    docs: [{ title: 'Home Manager manual', url: 'https://nix-community.github.io/home-manager/' }],
  },
  [
    {
      anchors: ['No configuration file found'],
      line: /No configuration file found(?:\. Please create one)? at (?<path>\/[^\s'"]{2,200})/,
      explain(evidence) {
        const path = evidence.get('path').replace(/[.,]$/, '');
        return {
          culprit: path,
          facts: { path },
          message: `home-manager was called without a flake, and there is no ${path}.`,
          fixes: [
            shellFix(
              'If your configuration is a flake: name it.',
              'home-manager switch --flake YOUR_FOLDER',
              {
                fill: {
                  YOUR_FOLDER: 'the folder of flake.nix; #NAME behind it if it has several homes',
                },
              },
            ),
            shellFix('If you have none yet: have a first one written.', 'home-manager init'),
            advice('If it lies elsewhere: name it with -f FILE.'),
          ],
          verify: [`ls ${shellWord(path)}`],
        };
      },
    },
    {
      anchors: ['Could not find suitable profile directory'],
      line: /Could not find suitable profile directory,? tried (?<first>\/[^\s,]{2,200})(?: and (?<second>\/[^\s,]{2,200}))?/,
      explain(evidence) {
        const first = evidence.get('first');
        return {
          culprit: first,
          facts: { tried: first },
          message: `Home Manager keeps its generations in one of two folders (${first} or the user's below /nix/var/nix/profiles), and neither is there: Nix was never run by this user, or the folder was deleted.`,
          fixes: [
            shellFix('Make the folder, and switch again.', `mkdir -p ${shellWord(first)}`),
            advice(
              'If it cannot be made: it, or a folder above it, belongs to root; take it back (chown).',
            ),
          ],
          verify: [`ls -ld ${shellWord(first)}`],
        };
      },
    },
    {
      anchors: ['does not contain the specialisation'],
      line: /configuration does not contain the specialisation ['"`](?<name>[\w.-]{1,80})['"`]/,
      explain({ get }) {
        const name = get('name');
        return {
          culprit: `specialisation.${name}`,
          facts: { specialisation: name },
          message: `The home has no specialisation ${name}: it is misspelled, or not (yet) defined.`,
          fixes: [
            nixFix(
              'Define it, or name one that is there (those of the present generation lie in its folder specialisation).',
              `specialisation.${attributeName(name)}.configuration = {\n  # what differs, as:\n  home.sessionVariables.SPECIALISATION = "${name}";\n};`,
            ),
          ],
          verify: ['ls ~/.local/state/nix/profiles/home-manager/specialisation'],
        };
      },
    },
    {
      anchors: ['No generation with ID'],
      line: /^No generation with ID (?<id>\d{1,6})/,
      explain: ({ get }) => ({
        culprit: `generation ${get('id')}`,
        facts: { generation: get('id') },
        message: `Home Manager has no generation ${get('id')} (any more).`,
        fixes: [shellFix('See which there are, and name one of them.', 'home-manager generations')],
        verify: ['home-manager generations'],
      }),
    },
    {
      anchors: ['inspect options of a flake', 'instantiate a flake configuration'],
      line: /Can't (?<doing>inspect options of|instantiate) a flake configuration/,
      explain: ({ get }) => ({
        culprit: get('doing').startsWith('inspect')
          ? 'home-manager option'
          : 'home-manager instantiate',
        message: 'That command of home-manager is for configurations without a flake only.',
        fixes: [
          get('doing').startsWith('inspect')
            ? shellFix(
                'See what an option is set to with nix eval (the name of your home as it stands in the flake).',
                'nix eval \'.#homeConfigurations."YOUR_HOME".config.home.packages\'',
                { fill: { YOUR_HOME: 'its name, as user@host' } },
              )
            : shellFix(
                'Build it instead; that evaluates it as well.',
                'home-manager build --flake .',
              ),
        ],
        verify: ['nix flake show'],
      }),
    },
  ],
);
