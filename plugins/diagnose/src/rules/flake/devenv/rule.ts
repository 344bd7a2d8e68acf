import { shellWord } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';

const info = ['devenv info'];
const name = /^[\w-]{1,60}$/;
const reference = /^[\w+.:/?=&-]{3,160}$/;

const inputMissing: Saying = {
  anchors: ['devenv inputs add'],
  line: /^\s*(?:\$ )?devenv inputs add (?<name>\S{1,60}) (?<url>\S{3,160})(?: --follows (?<follows>[\w-]{1,60}))?\s*$/,
  explain(evidence) {
    const input = evidence.get('name');
    const url = evidence.get('url');
    if (!name.test(input) || !reference.test(url)) return undefined;
    const wanted = evidence.before(/To use '(?<option>[\w.-]{2,80})'/, 6)?.groups?.['option'];
    return {
      culprit: `${wanted ?? input} (the input ${input})`,
      facts: { input, option: wanted },
      message: `${wanted ?? 'What is switched on'} needs the input ${input}, which devenv.yaml does not have.`,
      fixes: [
        shellFix(
          'Add the input (it writes it to devenv.yaml).',
          `devenv inputs add ${input} ${shellWord(url)}${evidence.get('follows') === '' ? '' : ` --follows ${evidence.get('follows')}`}`,
        ),
      ],
      verify: info,
    };
  },
};

const taskMissing: Saying = {
  anchors: ['Task dependencies not found', 'Task does not exist'],
  line: /× (?:Task dependencies not found: (?<of>[\w:.@-]{1,80}) is depending on non-existent (?<needed>[\w:.@-]{1,80})|Task does not exist: (?<task>[\w:.@-]{1,80}))/,
  explain({ get }) {
    const task = get('task') || get('needed');
    return {
      culprit: task,
      facts: { task },
      message:
        get('task') === ''
          ? `The task ${get('of')} waits for ${task}, and there is no task of that name.`
          : `There is no task ${task}.`,
      fixes: [
        shellFix(
          `See which there are (devenv's own begin with devenv:, those of a language as devenv:python:), and correct ${task} in devenv.nix.`,
          'devenv tasks list',
        ),
      ],
      verify: info,
    };
  },
};

const trust: Saying = {
  anchors: ['Failed to set up binary caches', 'not a trusted user'],
  line: /× (?<caches>Failed to set up binary caches)|(?<user>[Yy]ou(?:'re| are) not a trusted user of the Nix store)/,
  explain: () => ({
    culprit: 'trusted-users (nix.conf)',
    message:
      'devenv wants to add binary caches, and the Nix daemon lets only trusted users do that.',
    fixes: [
      advice(
        'If you may change the machine: add yourself to trusted-users (NixOS: nix.settings.trusted-users = [ "root" "YOUR_USER" ]; elsewhere a line trusted-users = root YOUR_USER in /etc/nix/nix.conf, then restart nix-daemon). Who is trusted is as good as root.',
        { risk: 'security', fill: { YOUR_USER: 'your user name' } },
      ),
      advice(
        'If you may not: do without its caches, with cachix.enable = false; in devenv.nix; it is built here then.',
      ),
    ],
    verify: ['nix store info'],
  }),
};

const noFile: Saying = {
  anchors: ['File devenv.nix does not exist'],
  line: /× File devenv\.nix does not exist/,
  explain: () => ({
    culprit: 'devenv.nix',
    message: 'The folder that devenv was called in has no devenv.nix.',
    fixes: [
      advice('If the project has one: go to the folder that it is in, and call devenv there.'),
      shellFix('If it shall get one: have it made (it overwrites nothing).', 'devenv init'),
    ],
    verify: ['ls devenv.nix'],
  }),
};

/** What devenv says itself. */
export const devenv = ruleOfSayings(
  {
    id: 'flake/devenv',
    class: 'devenv-refused',
    phase: 'flake',
    title: 'devenv lacks something',
    components: ['devenv', 'flakes'],
    confidence: 0.93,
    docs: [{ title: 'devenv', url: 'https://devenv.sh/reference/options/' }],
  },
  [inputMissing, taskMissing, trust, noFile],
);
