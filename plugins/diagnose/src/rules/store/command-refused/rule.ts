import { inputName } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';
import { elsewhere } from './elsewhere.js';

const version = ['nix --version'];

const updateInput: Saying = {
  anchors: ['has been replaced by '],
  line: /['"`]nix flake lock --update-input (?<input>[\w./-]{1,80})['"`] has been replaced by/,
  explain({ get }) {
    const input = inputName(get('input'));
    return {
      culprit: `--update-input ${get('input')}`,
      facts: { input: get('input') },
      message: 'This Nix has no --update-input any more.',
      fixes: [
        shellFix(
          'Write it as it is called now.',
          `nix flake update${input === undefined ? '' : ` ${input}`}`,
        ),
      ],
      verify: ['nix flake metadata'],
    };
  },
};

const subcommand: Saying = {
  anchors: ['has no subcommand '],
  line: /['"`]nix(?<of>(?: [\w-]{2,20}){0,2})['"`] has no subcommand ['"`](?<name>[\w-]{1,40})['"`]/,
  explain: ({ get }) => ({
    culprit: `nix${get('of')} ${get('name')}`,
    message: `nix${get('of')} has no command ${get('name')}: it is misspelled, or of another version of Nix.`,
    fixes: [shellFix('See which there are.', `nix${get('of')} --help`)],
    verify: version,
  }),
};

const allowedUsers: Saying = {
  anchors: ['access denied by the Nix daemon'],
  line: /access denied by the Nix daemon/,
  explain: () => ({
    culprit: 'allowed-users (nix.conf)',
    message: 'The daemon serves only the users in allowed-users, and this one is not among them.',
    fixes: [
      nixFix(
        'Let that user build (on NixOS and nix-darwin).',
        'nix.settings.allowed-users = [ "YOUR_USER" ];',
        {
          risk: 'security',
          fill: { YOUR_USER: 'the user; "*" is all, "@wheel" a group' },
        },
      ),
      advice(
        'Elsewhere: the same in /etc/nix/nix.conf (allowed-users = *), then restart nix-daemon.',
      ),
    ],
    verify: ['nix store info'],
  }),
};

const namespaces: Saying = {
  anchors: ['because user namespaces are not available'],
  line: /cannot perform a sandboxed build because user namespaces are not available/,
  explain: () => ({
    culprit: 'user namespaces (kernel)',
    message:
      'Lix (or Nix) runs without build users or as no root, and needs user namespaces for its sandbox, which the kernel, a container or AppArmor (Ubuntu 24.04) does not allow.',
    fixes: [
      shellFix(
        'If the machine is yours: allow them (and put it into /etc/sysctl.d to keep it).',
        'sudo sysctl -w kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0',
        'security',
      ),
      shellFix(
        'If it is a container: build without the sandbox there (with your own command).',
        'nix build --option sandbox false',
      ),
    ],
    verify: ['unshare -Ur true'],
  }),
};

const conflicts: Saying = {
  anchors: ['please merge it manually with', 'conflicts - see above'],
  line: /please merge it manually with ['"`](?<ours>\/[^'"`]{3,300})['"`]|Encountered (?<count>\d{1,4}) conflicts - see above/,
  explain(evidence) {
    const file = evidence.before(
      /refusing to overwrite existing file ['"`](?<is>\/[^'"`]{2,300})['"`]/,
      6,
    )?.groups?.['is'];
    return {
      culprit: file ?? 'files that are there already',
      facts: { file },
      message: `nix flake init overwrites nothing: ${file ?? 'a file of the template'} is there already, with other content.`,
      fixes: [
        shellFix(
          'Have the template in an empty folder, and take from it what is wanted (with your own -t).',
          'nix flake new YOUR_FOLDER',
          {
            fill: { YOUR_FOLDER: 'a new folder' },
          },
        ),
        advice(`Or move ${file ?? 'the files that it names'} aside, and run it again.`),
      ],
      verify: ['git status --short'],
    };
  },
};

const deprecated: Saying = {
  anchors: ['should not be used anymore'],
  line: /(?:Lix )?feature ['"`](?<feature>[\w-]{3,60})['"`] is deprecated and should not be used anymore/,
  explain(evidence) {
    const feature = evidence.get('feature');
    const at = evidence.frame();
    const written: Readonly<Record<string, string>> = {
      'url-literals': 'put the URL in quotes',
      'ancient-let': 'write let … in … (let { body = …; } is of old)',
      'rec-set-overrides': 'take __overrides out of the rec set',
      'cr-line-endings': 'save the file with line ends of Unix (LF)',
      'shadow-internal-symbols': 'give what is called __sub, __lessThan and the like another name',
      'nul-bytes': 'take the NUL byte out of the file',
    };
    return {
      culprit: `${feature}${at === undefined ? '' : ` at ${at.file}:${at.line}`}`,
      facts: { feature },
      message: `Lix no longer takes ${feature} by itself.`,
      fixes: [
        advice(
          `If the file is yours: ${written[feature] ?? 'write it otherwise (the line below the message shows it)'}.`,
        ),
        nixFix(
          'If it is the file of an input: update that, or allow it meanwhile.',
          `nix.settings.extra-deprecated-features = [ "${feature}" ];`,
        ),
      ],
      verify: version,
    };
  },
};

const onGitLab: Saying = {
  anchors: ['does the ref really exist'],
  line: /No commits returned by (?<forge>\w{3,20}) API -- does the ref really exist/,
  explain: ({ get }) => ({
    culprit: `the branch or tag of an input (${get('forge')})`,
    message: `${get('forge')} has no such branch, tag or revision: it is misspelled, renamed (master to main) or deleted, or the repository is private.`,
    fixes: [
      advice(
        'Correct the branch of that input in flake.nix (or leave it out: the default one is taken).',
      ),
      shellFix('If only flake.lock has it: lock the newest.', 'nix flake update'),
    ],
    verify: ['nix flake metadata'],
  }),
};

/** Nix, Lix or Determinate Nix refuse what they are asked, in words that leave little open. */
export const commandRefused = ruleOfSayings(
  {
    id: 'store/command-refused',
    class: 'command-refused',
    phase: 'store',
    title: 'Nix does not do what it is asked',
    components: ['nix', 'store'],
    confidence: 0.94,
    docs: [
      { title: 'Nix manual', url: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix' },
    ],
  },
  [
    updateInput,
    subcommand,
    allowedUsers,
    namespaces,
    conflicts,
    deprecated,
    onGitLab,
    ...elsewhere,
  ],
);
