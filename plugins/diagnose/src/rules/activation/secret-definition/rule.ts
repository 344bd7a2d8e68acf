import { shellWord, type Evidence } from '@nixai/api';
import { attributeName, nixString } from '../../shared/code.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { ruleOfSayings, type Saying } from '../../shared/sayings.js';

const shown = ['ls -l /run/secrets'];

/** A file of secrets as the person knows it. */
const ownFile = (path: string): string =>
  path.replace(/^\/nix\/store\/[0-9a-z]{32}-/, '').replace(/^source\//, '');

const secretOf = (evidence: Evidence) =>
  /secret (?<secret>[\w./-]{1,120}) in (?<file>\/\S{1,300}) is not valid/.exec(evidence.line.text)
    ?.groups;

const keyNotThere: Saying = {
  anchors: ['cannot be found', 'does not refer to a dictionary', 'is not a string'],
  line: /[Ss]ecret [\w./-]{1,120} in \/\S{1,300} is not valid: (?:the value of )?(?:the )?key '(?<key>[^']{1,200})' (?<what>cannot be found|does not refer to a dictionary|is not a string)|[Tt]he key '(?<alone>[^']{1,200})' (?<gone>cannot be found)$/,
  explain(evidence) {
    const found = secretOf(evidence);
    const secret = found?.['secret'] ?? evidence.get('alone');
    const file = ownFile(found?.['file'] ?? 'secrets.yaml');
    const key = evidence.get('key') || evidence.get('alone');
    if (evidence.get('what') === 'is not a string')
      return {
        culprit: `${key} in ${file} (sops.secrets.${attributeName(secret)})`,
        facts: { secret, file, key },
        message: `${key} in ${file} is no text: it is a set of several secrets, a number or a boolean, and sops-nix takes only text.`,
        fixes: [
          nixFix(
            'If it holds several: name the one that is meant, with a slash.',
            `sops.secrets.${attributeName(secret)}.key = ${nixString(`${key}/YOUR_KEY`)};`,
            { fill: { YOUR_KEY: `what stands below ${key}` } },
          ),
          shellFix(
            'If it is a number, true or false: put it in quotes.',
            `sops ${shellWord(file)}`,
          ),
        ],
        verify: shown,
      };
    // Of a path it names the part that it did not find.
    const wanted = secret.startsWith(`${key}/`) || secret.endsWith(`/${key}`) ? secret : key;
    return {
      culprit: `${key} in ${file} (sops.secrets.${attributeName(secret)})`,
      facts: { secret, file, key },
      message: `The configuration asks for the secret ${secret}, and ${file} has no key ${key}: it was never put there, has another name, or stands in another file.`,
      fixes: [
        shellFix(
          `Add ${wanted} to the file${wanted.includes('/') ? ' (each slash is one level deeper)' : ''}.`,
          `sops ${shellWord(file)}`,
        ),
        nixFix(
          'If it is there by another name, or in another file: name it.',
          `sops.secrets.${attributeName(secret)} = {\n  key = "YOUR_KEY";\n  sopsFile = ./YOUR_FILE.yaml;\n};`,
          { fill: { YOUR_KEY: 'its name in the file', YOUR_FILE: 'the file that has it' } },
        ),
      ],
      verify: shown,
    };
  },
};

const format: Saying = {
  anchors: ['cannot parse ', 'defined the format of'],
  line: /[Cc]annot parse (?<as>yaml|json|dotenv|ini) of '(?<file>[^']{1,300})'|secret (?<secret>[\w./-]{1,120}) defined the format of (?<mixed>\S{1,300}) as (?<one>\w{2,12}), but it was specified as (?<other>\w{2,12}) in/,
  explain(evidence) {
    const file = ownFile(evidence.get('file') || evidence.get('mixed'));
    const secret = evidence.get('secret') || secretOf(evidence)?.['secret'] || 'YOUR_SECRET';
    const kind =
      /\.(?<ext>json|ini)$/.exec(file)?.groups?.['ext'] ??
      (/\.ya?ml$/.test(file) ? 'yaml' : /env$/.test(file) ? 'dotenv' : 'binary');
    return {
      culprit: `sops.secrets.${attributeName(secret)}.format (${file})`,
      facts: { file, format: evidence.get('as') || evidence.get('one') },
      message:
        evidence.get('mixed') === ''
          ? `${file} is read as ${evidence.get('as')}, and is none: its format has to be said where it is not that of sops.defaultSopsFormat (yaml).`
          : `${file} is said to be ${evidence.get('one')} by one secret and ${evidence.get('other')} by another.`,
      fixes: [
        nixFix(
          kind === 'binary'
            ? 'Say which format it has (binary: the whole file is one secret).'
            : 'Say which format it has, at each secret of that file.',
          `sops.secrets.${attributeName(secret)}.format = "${kind}";`,
          secret === 'YOUR_SECRET' ? { fill: { YOUR_SECRET: 'each secret of that file' } } : {},
        ),
      ],
      verify: shown,
    };
  },
};

const noIdentity: Saying = {
  anchors: ['No identity found to decrypt'],
  line: /No identity found to decrypt (?<file>\S{1,300}?)\. Try adding/,
  explain: ({ get }) => ({
    culprit: `${get('file')} (no private key)`,
    facts: { file: get('file') },
    message: `agenix looks for a private key in ~/.ssh (id_ed25519, id_rsa) to open ${get('file')}, and there is none.`,
    fixes: [
      shellFix(
        'Name the private key whose public half stands in secrets.nix.',
        `agenix -e ${shellWord(get('file'))} -i YOUR_KEY`,
        { fill: { YOUR_KEY: 'the private key, as ~/.ssh/YOUR_NAME' } },
      ),
    ],
    verify: ['ls ~/.ssh'],
  }),
};

const noRecipients: Saying = {
  anchors: ['There is no rule for '],
  line: /There is no rule for (?<file>\S{1,300}) in (?<rules>\S{1,300}?)\.?$/,
  explain: ({ get }) => ({
    culprit: `${get('file')} in ${get('rules')}`,
    facts: { file: get('file'), rules: get('rules') },
    message: `${get('rules')} does not say for whom ${get('file')} is to be encrypted: agenix knows only the names that stand there, written as they are typed from that folder.`,
    fixes: [
      nixFix(
        `Add it to ${get('rules')}, with the keys of those who may read it.`,
        `{\n  ${nixString(get('file'))}.publicKeys = [ "YOUR_PUBLIC_KEY" ];\n}`,
        { fill: { YOUR_PUBLIC_KEY: 'the SSH keys of you and of the machine (ssh-keyscan HOST)' } },
      ),
      advice(
        'If it stands there: run agenix in the folder of secrets.nix, or name that with RULES=.',
      ),
    ],
    verify: [`nix-instantiate --eval --strict ${shellWord(get('rules'))}`],
  }),
};

const noFolder: Saying = {
  anchors: ['/run/agenix.d'],
  line: /chown: cannot access ['"`](?<path>\/run\/agenix\.d)\/?['"`]: No such file/,
  explain: ({ get }) => ({
    culprit: get('path'),
    facts: { path: get('path') },
    message:
      'agenix gives secrets to their owners before it has decrypted any: users are made by a unit (services.userborn, systemd-sysusers) and no longer by the activation script, whose order it relies on.',
    fixes: [
      shellFix(
        'Take a newer agenix, which has a unit of its own for that.',
        'nix flake update agenix',
      ),
      nixFix(
        'If it is the newest: have users made by the activation again.',
        'services.userborn.enable = lib.mkForce false;\nsystemd.sysusers.enable = lib.mkForce false;',
        'restart',
      ),
    ],
    verify: ['ls -l /run/agenix'],
  }),
};

const agePlugin: Saying = {
  anchors: ['executable file not found in $PATH'],
  line: /(?<plugin>age-plugin-[\w-]{2,40}): exec: .{2,80}: executable file not found/,
  explain: ({ get }) => ({
    culprit: get('plugin'),
    facts: { plugin: get('plugin') },
    message: `The key is one of ${get('plugin')}, a program that age calls, and it is not in PATH.`,
    fixes: [
      nixFix(
        'If it is while the machine decrypts: give it to what does (sops-nix; agenix: age.ageBin with a PATH of its own).',
        `sops.age.plugins = [ pkgs.${attributeName(get('plugin'))} ];`,
      ),
      shellFix(
        'If it is at your own shell: have it there.',
        `nix-shell -p ${shellWord(get('plugin'))}`,
      ),
    ],
    verify: [`command -v ${shellWord(get('plugin'))}`],
  }),
};

/** What is asked for is not in the file of secrets, or is there in another form. */
export const secretDefinition = ruleOfSayings(
  {
    id: 'activation/secret-definition',
    class: 'secret-definition',
    phase: 'activation',
    title: 'The secret is not defined as it is asked for',
    components: ['security', 'services'],
    confidence: 0.95,
    docs: [
      { title: 'sops-nix', url: 'https://github.com/Mic92/sops-nix#readme' },
      { title: 'agenix', url: 'https://github.com/ryantm/agenix#readme' },
    ],
  },
  [keyNotThere, format, noIdentity, noRecipients, noFolder, agePlugin],
);
