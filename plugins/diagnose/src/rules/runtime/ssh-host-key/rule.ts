import { shellWord } from '@nixai/api';
import { advice, nixFix, shellFix } from '../../shared/fix.js';
import { ruleOfSayings } from '../../shared/sayings.js';

const hostName = /^[\w.:[\]-]{1,120}$/;

/** ssh does not know the key that the other machine shows, or knows another one. */
export const sshHostKey = ruleOfSayings(
  {
    id: 'runtime/ssh-host-key',
    class: 'ssh-host-key',
    phase: 'runtime',
    title: 'ssh does not accept the key of the other machine',
    components: ['security', 'networking', 'git'],
    confidence: 0.93,
    docs: [
      {
        title: 'ssh(1): verifying host keys',
        url: 'https://man.openbsd.org/ssh#VERIFYING_HOST_KEYS',
      },
    ],
  },
  [
    {
      anchors: [
        'REMOTE HOST IDENTIFICATION HAS CHANGED',
        'Host key verification failed',
        'host key is known for',
        'Offending ',
      ],
      line: /REMOTE HOST IDENTIFICATION HAS CHANGED|^(?:remote: )?Host key verification failed|No \w{2,12} host key is known for (?<host>[\w.:[\]-]{1,120}) and you have requested strict/,
      explain(evidence) {
        const named =
          /(?:Host key for |host key is known for |authenticity of host ['"]|ssh(?:-ng)?:\/\/(?:[\w-]{1,40}@)?|git@|cannot connect to ['"](?:[\w-]{1,40}@)?|SSH connection to ['"](?:[\w-]{1,40}@)?)(?<host>[\w.-]{2,120})/;
        const host =
          evidence.get('host') ||
          ((evidence.before(named, 25) ?? evidence.after(named, 25))?.groups?.['host'] ?? '');
        const changed =
          evidence.line.text.includes('CHANGED') ||
          evidence.before(/REMOTE HOST IDENTIFICATION HAS CHANGED/, 25) !== undefined;
        const shown = hostName.test(host) ? host : 'YOUR_HOST';
        const word = shellWord(shown);
        const fill =
          shown === 'YOUR_HOST' ? { fill: { YOUR_HOST: 'the name of the other machine' } } : {};
        const asRoot =
          evidence.context.user === 'root' || evidence.context.tool === 'nixos-rebuild';
        const daemon = asRoot ? ' (known to root, who connects here: with sudo)' : '';
        return {
          culprit: host || 'the other machine',
          facts: { host: host || undefined },
          message: changed
            ? `${host || 'The other machine'} shows another key than before: it was installed anew, another machine has its address, or somebody stands between.`
            : `${host || 'The other machine'} was never met by the user who connects (the daemon and sudo connect as root), and nobody is there to be asked.`,
          fixes: changed
            ? [
                shellFix(
                  'If you know why it changed: forget the old key, connect once, and compare what it shows.',
                  `ssh-keygen -R ${word} && ssh ${word} true`,
                  { risk: 'security', ...fill },
                ),
                advice('If you do not: do not connect before its owner has told you its new key.'),
              ]
            : [
                shellFix(
                  `Connect once as the user who does it${daemon}, compare the key that it shows, and accept it.`,
                  `${asRoot ? 'sudo ' : ''}ssh ${word} true`,
                  { risk: 'security', ...fill },
                ),
                nixFix(
                  'For good, on NixOS: write the key into the configuration.',
                  `programs.ssh.knownHosts."${shown}".publicKey = "YOUR_KEY";`,
                  {
                    fill: {
                      ...fill.fill,
                      YOUR_KEY: 'what ssh-keyscan prints for it, once you have compared it',
                    },
                  },
                ),
              ],
          verify: [`ssh -o BatchMode=yes ${word} true`],
        };
      },
    },
  ],
);
