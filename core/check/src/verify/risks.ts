import type { RiskVerdict } from '@nixai/api';

/** What a command or a setting may do to a machine, by how it is written. */
const risks: readonly (readonly [pattern: RegExp, why: string])[] = [
  [
    /\b(?:curl|wget)\b[^|\n]*\|\s*(?:sudo\s+(?:-\S+\s+)*)?(?:\S*\/)?(?:ba|da|z|fi|k)?sh\b/,
    'runs whatever that server sends, unseen',
  ],
  [
    /\b(?:ba|z)?sh\s+(?:-c\s+)?(?:<\(|"?\$\()\s*(?:curl|wget)\b/,
    'runs whatever that server sends, unseen',
  ],
  [
    /\brm\s+(?:-\S+\s+)*-(?=[a-z]*r)(?=[a-z]*f)[a-z]+\b|\brm\s+-r\s+-f\b/i,
    'deletes without asking',
  ],
  [
    /\bnix-collect-garbage\b[^\n]*(?:\s-d\b|--delete-)|--delete-generations\b|\bnix profile wipe-history\b/,
    'old generations are gone then: there is nothing left to roll back to',
  ],
  [/\bnix-store\b[^\n]*\s--delete\b|\bnix store delete\b/, 'deletes from the Nix store'],
  [
    /\bsandbox\s*(?:=\s*)?(?:false|relaxed)\b|--no-sandbox\b/,
    'builds may reach the network and the files of this machine',
  ],
  [
    /\b(?:extra-)?(?:trusted-)?substituters\b|\b(?:extra-)?trusted-public-keys\b|\bbinaryCachePublicKeys\b|\bcachix use\b/,
    'who holds the key of a cache decides what programs this machine gets',
  ],
  [/\brequire-sigs\s*(?:=\s*)?false\b|--no-(?:require|check)-sigs\b/, 'takes unsigned programs'],
  [
    /--accept-flake-config\b|\baccept-flake-config\s*=\s*true\b/,
    'a flake may set caches and builders',
  ],
  [/\bpermittedInsecurePackages\b|\bNIXPKGS_ALLOW_INSECURE\b/, 'installs what has known holes'],
  [
    /\bdd\b[^\n]*\bof=\/dev\/|\bmkfs(?:\.\w+)?\s|\bwipefs\b|\bsgdisk\b[^\n]*(?:-Z|--zap)|\bzpool destroy\b|\bcryptsetup luksFormat\b|\bdisko\b[^\n]*(?:destroy|format)/,
    'destroys what is on that disk',
  ],
  [/\bchmod\s+(?:-\S+\s+)*(?:0?777|a\+rwx)\b/, 'lets every user and program write there'],
  [/>>?\s*\S*authorized_keys\b|\bssh-copy-id\b/, 'lets whoever has that key log in'],
];

/** The risks of a piece of code, each once, with the text that bears it. */
export function risksIn(code: string): RiskVerdict[] {
  return risks.flatMap(([pattern, why]) => {
    const found = pattern.exec(code);
    if (found === null) return [];
    const start = code.lastIndexOf('\n', found.index) + 1;
    const end = code.indexOf('\n', found.index);
    const line = code.slice(start, end < 0 ? code.length : end).trim();
    return line.startsWith('#') ? [] : [{ code: line, why }];
  });
}
