import { shellWord, type Diagnosis, type DiagnosisRule } from '@nixai/api';
import { unknownOwner } from './unknownOwner.js';
import { advice, nixFix, shellFix } from '../../shared/fix.js';

/** sops-nix or agenix cannot decrypt a secret with the keys of the machine. */
export const secretNotDecrypted: DiagnosisRule = {
  id: 'activation/secret-not-decrypted',
  class: 'secret-not-decrypted',
  phase: 'activation',
  title: 'Secret cannot be decrypted',
  components: ['security', 'services', 'systemd'],
  confidence: 0.95,
  patterns: [
    {
      anchors: ['ailed to decrypt'],
      line: /[Ff]ailed to decrypt '(?<file>[^']{1,300})': (?<why>.{1,300})/,
    },
    {
      anchors: ['Error getting data key'],
      line: /^(?<why>Error getting data key: .{1,200}|Failed to get the data key required to decrypt.{0,200})/,
    },
    {
      anchors: [
        'no identity matched any of the',
        'No matching keys found',
        'did not match any of the recipients',
      ],
      line: /(?<why>(?:age|rage): error: no identity matched any of (?:the )?recipients|No matching keys found|identity did not match any of the recipients.{0,100})/,
    },
    {
      anchors: ['failed to read header'],
      line: /(?:age|rage): error: (?<why>failed to read header: .{1,120})/,
    },
    {
      anchors: ['failed to obtain passphrase', 'could not read passphrase'],
      line: /(?:age|rage): error: (?<why>failed to obtain passphrase.{0,300})/,
    },
    {
      anchors: ['Is a directory (os error 21)'],
      line: /^Error: (?<why>Is a directory \(os error 21\))/,
    },
    {
      anchors: ['WARNING: encrypted file '],
      line: /WARNING: encrypted file (?<gone>\S{1,300}) does not exist/,
    },
    {
      anchors: ['Failed to prepare new secrets', 'ailed to prepare new secrets directory'],
      line: /[Ff]ailed to prepare new secrets directory: [Cc]annot access (?<link>\/[\w./-]{1,120}): readlink/,
    },
    {
      anchors: ['ailed to lookup '],
      line: /[Mm]anifest is not valid: [Ff]ailed to lookup (?<kind>user|group) '(?<who>[\w-]{1,64})'/,
    },
    {
      anchors: ['annot read key'],
      line: /[Cc]annot read key ?file:? ['"]?(?<absent>\/[^'":\s]{2,200})['"]?: open .{2,220}: [Nn]o such file/,
    },
    {
      anchors: ['Cannot read ssh key'],
      line: /Cannot read ssh key '(?<key>[^']{1,200})': (?<why>.{1,200})/,
    },
  ],
  docs: [
    { title: 'sops-nix', url: 'https://github.com/Mic92/sops-nix#readme' },
    { title: 'agenix', url: 'https://github.com/ryantm/agenix#readme' },
  ],
  explain(evidence) {
    if (evidence.get('absent') !== '') return keyNotThere('', evidence.get('absent'), 'sops');
    if (evidence.get('gone') !== '') return noSuchFile(evidence.get('gone'));
    if (evidence.get('who') !== '') return unknownOwner(evidence.get('kind'), evidence.get('who'));
    if (evidence.get('link') !== '') return inTheWay(evidence.get('link'));
    const path =
      evidence.get('file') ||
      (evidence.before(/decrypting '(?<file>[^']{1,300})'/, 8)?.groups?.['file'] ?? '');
    const file = path.replace(/^\/nix\/store\/[0-9a-z]{32}-/, '').replace(/^source\//, '');
    const key = evidence.get('key');
    const why = evidence.get('why');
    // Other programs have files that are folders as well.
    if (/Is a directory/.test(why) && path === '') return undefined;
    const locked = /passphrase for "(?<key>[^"]{1,200})"/.exec(why)?.groups?.['key'];
    if (locked !== undefined || /Is a directory/.test(why)) return unusableKey(file, locked, why);
    const late = evidence.before(/identityPaths entry (?<key>\S{1,200}) not present/, 12)?.groups?.[
      'key'
    ];
    if (late !== undefined && evidence.before(/no readable identities found/, 6) !== undefined)
      return keyNotThere(file, late);
    const sops = /sops/.test(`${evidence.line.text} ${evidence.all(/sops/)[0]?.[0] ?? ''}`);
    // What sops-install-secrets says of the key that it has found.
    const imported = evidence.before(/as age key with fingerprint (?<is>age1[0-9a-z]{20,80})\b/, 6)
      ?.groups?.['is'];
    const subject = file === '' ? (key === '' ? 'a secret' : key) : file;
    return {
      culprit: `${subject}${key === '' || key === subject ? '' : ` (${key})`}`,
      facts: { file: file || undefined, key: key || undefined, reason: why },
      message: /failed to read header/.test(why)
        ? `${subject} is no encrypted file (${why}): it is empty, or was saved in another form.`
        : key === ''
          ? `${subject} is not encrypted for a key that this machine has (${why}): its host key is no recipient, changed, or lies elsewhere when the secrets are decrypted.`
          : `The key ${key}, with which the secrets are decrypted, cannot be read: ${why}.`,
      fixes: [
        ...(/failed to read header/.test(why)
          ? [
              shellFix(
                'Write the secret again, and let Git track it.',
                `agenix -e ${/^[\w./-]+$/.test(file) ? file : 'YOUR_SECRET'} && git add -- ${/^[\w./-]+$/.test(file) ? file : 'YOUR_SECRET'}`,
                /^[\w./-]+$/.test(file)
                  ? {}
                  : { fill: { YOUR_SECRET: 'the .age file, as secrets.nix names it' } },
              ),
            ]
          : []),
        sops
          ? shellFix(
              `Put this machine's key${imported === undefined ? '' : ` (${imported})`} into .sops.yaml as a recipient, and encrypt the file anew for all recipients.`,
              `${imported === undefined ? 'ssh-to-age < /etc/ssh/ssh_host_ed25519_key.pub; ' : ''}sops updatekeys ${/^[\w./-]+$/.test(file) ? file : 'YOUR_SECRETS'}`,
              {
                risk: 'security',
                ...(/^[\w./-]+$/.test(file)
                  ? {}
                  : { fill: { YOUR_SECRETS: 'the file of secrets' } }),
              },
            )
          : shellFix(
              "Put this machine's key into secrets.nix as a recipient, and encrypt all anew.",
              'cat /etc/ssh/ssh_host_ed25519_key.pub; agenix --rekey',
              'security',
            ),
        advice(
          sops
            ? 'If the key is right, see that it is where sops.age.sshKeyPaths (or sops.age.keyFile) says before the secrets are decrypted: with impermanence that is the path below /persist.'
            : 'If the key is right, see that it is where age.identityPaths says before the secrets are decrypted: with impermanence that is the path below /persist.',
        ),
      ],
      verify: [sops ? 'ls -l /run/secrets' : 'ls -l /run/agenix'],
    };
  },
};

/** sops-nix swaps a link from one generation of secrets to the next: what else lies there is in its way. */
const inTheWay = (link: string): Diagnosis => ({
  culprit: `${link} (no link)`,
  facts: { file: link },
  message: `${link} is a folder or a file that something else made (by hand, or a service that started first), and sops-nix puts its own link there: so no secret is decrypted, and what needs one fails after it.`,
  fixes: [
    shellFix(
      'Move it away (the secrets are decrypted anew), and activate again.',
      `sudo mv ${shellWord(link)} ${shellWord(`${link}.old`)} && sudo /run/current-system/activate`,
      'restart',
    ),
  ],
  verify: [`ls -l ${shellWord(link)}`],
});

/** A secret is declared whose file is not in the source that it is taken from. */
function noSuchFile(path: string): Diagnosis {
  const file = path.replace(/^\/nix\/store\/[0-9a-z]{32}-(?:source\/)?/, '');
  return {
    culprit: file,
    facts: { file },
    message: `${file} is declared as a secret (age.secrets), and the source that it is taken from has no such file: it was never made there, has another name, or Git does not track it.`,
    fixes: [
      shellFix(
        'In the repository of the secrets (yours, or an input that you own): make it, and let Git track it. If it is an input, update that here.',
        `agenix -e ${/^[\w./-]+$/.test(file) ? file : 'YOUR_SECRET'} && git add -- ${/^[\w./-]+$/.test(file) ? file : 'YOUR_SECRET'}`,
        /^[\w./-]+$/.test(file)
          ? {}
          : { fill: { YOUR_SECRET: 'the .age file, as secrets.nix names it' } },
      ),
      advice(
        `Or take the secret out of age.secrets, with what uses it (a configuration that you took over has those of its author).`,
      ),
    ],
    verify: ['ls -l /run/agenix'],
  };
}

/** No file of age.identityPaths is there when the secrets are decrypted: mostly not mounted yet. */
function keyNotThere(file: string, key: string, of: 'age' | 'sops' = 'age'): Diagnosis {
  const option = of === 'age' ? 'age.identityPaths' : 'sops.age.keyFile';
  const mount = /^\/(?<is>home|root|persist(?:ent)?|nix\/persist)\b/.exec(key)?.groups?.['is'];
  return {
    culprit: `${file === '' ? 'a secret' : file} (${key} is not there)`,
    facts: { file: file || undefined, key },
    message: `The secrets are decrypted with ${key} (${option}), and that file was not there at that moment: its file system is mounted later in the start, or the path is wrong.`,
    fixes: [
      nixFix(
        `If it is there once the machine has started: its file system has to be mounted before the secrets are decrypted.`,
        `fileSystems."/${mount ?? 'YOUR_MOUNT_POINT'}".neededForBoot = true;`,
        mount === undefined
          ? { fill: { YOUR_MOUNT_POINT: 'what findmnt -T says of the key' } }
          : {},
      ),
      nixFix(
        `If it is not, or is a person's key: decrypt with the machine's own, which has to be a recipient (${of === 'age' ? 'secrets.nix; then agenix --rekey' : '.sops.yaml; then sops updatekeys'}).`,
        of === 'sops'
          ? 'sops.age.sshKeyPaths = [ "/etc/ssh/ssh_host_ed25519_key" ];'
          : 'age.identityPaths = [ "/etc/ssh/ssh_host_ed25519_key" ];',
        'security',
      ),
    ],
    verify: [`ls -l ${shellWord(key)}; findmnt -T ${shellWord(key)}`],
  };
}

/** What age.identityPaths names is no key that activation can use: a folder, or one with a passphrase. */
function unusableKey(file: string, key: string | undefined, why: string): Diagnosis {
  return {
    culprit: `${file === '' ? 'a secret' : file} (${key ?? 'age.identityPaths'})`,
    facts: { file: file || undefined, key, reason: why },
    message:
      key === undefined
        ? 'A path that the secrets are decrypted with (age.identityPaths) is a folder, and has to be the file of a private key.'
        : `The key ${key} has a passphrase, and nobody can type it while the system is activated.`,
    fixes: [
      nixFix(
        "Decrypt with the machine's own key, which has no passphrase; it has to be a recipient in secrets.nix, and the secrets be encrypted anew (agenix --rekey).",
        'age.identityPaths = [ "/etc/ssh/ssh_host_ed25519_key" ];',
        'security',
      ),
      shellFix(
        "See this machine's public key, for secrets.nix.",
        'cat /etc/ssh/ssh_host_ed25519_key.pub',
      ),
    ],
    verify: ['ls -l /run/agenix'],
  };
}
