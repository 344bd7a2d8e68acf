import { isNameOfSecret, isPlainValue } from './plainValue.js';
import { readValue } from './quoted.js';
import { matchesOf, type Finder } from './span.js';

/** What ends right before a password on a command line. Each is bounded, and begins with a fixed word. */
const leads: readonly RegExp[] = [
  // -pPASS, without a blank: that is how these take it.
  /\b(?:mysql|mariadb|mysqldump|mariadb-dump|mysqladmin|mariadb-admin|mysqlimport)\b[^\n|;&]{0,200}?[\s,]["']?-p(?=[^\s"',]|["'][^\s"',\]])/g,
  /\b(?:7za?|7zz|rar|unrar)\b[^\n|;&]{0,200}?\s-p(?=[^\s])/g,
  /\b(?:zip|unzip|mosquitto_(?:pub|sub|rr))\b[^\n|;&]{0,200}?\s-P[ \t]{0,4}/g,
  /\bsshpass\s{1,4}-p\s{0,4}/g,
  /\b(?:docker|podman|skopeo|nerdctl|oc|az)\s{1,4}login\b[^\n|;&]{0,200}?\s(?:-p|--password)[ =]/g,
  /(?<![\w-])--?(?!(?:no|require|use|disable|enable|without|ask|prompt|allow|skip|reset)-)(?:[a-z]{1,20}[-.]){0,2}(?:password|passwd|pass|passphrase|token|api-?key|secret|(?:auth|setup|join|enroll(?:ment)?)-?key|access-?token|auth-?token|private-token|client-secret|secret-key|oauth2-bearer|setcookie|http-password|ftp-password|proxy-password|psk|pin)(?:=|[ \t]{1,4})(?!-)/gi,
  /\b(?:curl|wget|http|https|xh)\b[^\n|;&]{0,300}?\s(?:-[a-zA-Z]{0,6}u ?|--(?:proxy-)?user[ =])["']?[^\s:"'=]{1,100}:(?=[^\s])/g,
  /\bcurl\b[^\n|;&]{0,300}?\s(?:-b ?|--cookie[ =])(?=["']?[\w.-]{1,80}=)/g,
  // The same as one item of a list, and the value as the next.
  /(?<![\w-])--?(?:[a-z]{1,20}[-.]){0,2}(?:password|passwd|pass|passphrase|requirepass|token|api-?key|secret|auth-?key|access-?token|auth-?token|client-secret|secret-key|psk|pin)(?:["'][ \t]{0,4},?\s{1,80}(?=["'])|["']?[ \t]{0,4}\r?\n[ \t]{0,80}-[ \t]{1,8}(?!-))/g,
  /\b(?:redis-cli|valkey-cli)\b[^\n|;&]{0,200}?\s(?:-a|--pass)[ =]/g,
  // -p PASS or -P PASS, with a blank between.
  /\b(?:sshpass|mongo(?:sh|dump|restore)?|cqlsh|rdesktop|twine|helm|oc|ncftp|cadaver|mosquitto_passwd|influx|arangosh|clickhouse-client|impacket-\w{1,20}|evil-winrm|crackmapexec|nxc|mcrcon|atuin|check_\w{1,30})\b[^\n|;&]{0,200}?\s-p[ \t]{1,4}(?=["']?\S{0,60}[\d!#$%&*+=@^_])/g,
  /\b(?:ipmitool|sqlcmd|ipmi-?\w{1,12})\b[^\n|;&]{0,200}?\s-P[ \t]{1,4}/g,
  /\b(?:xfreerdp|wlfreerdp|sdl-freerdp)\b[^\n|;&]{0,200}?\s\/p:/g,
  /\bsnmp(?:walk|get|set|getnext|bulkwalk|bulkget|status|table|df|trap|inform)\b[^\n|;&]{0,200}?\s-[cAX][ \t]{1,4}/g,
  /\b(?:mkpasswd|openssl\s{1,4}passwd)(?:\s{1,4}-(?:m|s|S|R)?[ \t]{0,4}[\w=-]{0,30}){0,4}\s{1,4}(?=["']?[^\s-]\S{0,60}[\d!#$%&*+=@^])/g,
  /\b(?:keytool|jarsigner)\b[^\n|;&]{0,300}?\s-(?:store|key|src|dest|new)(?:store|key)?pass[ \t]{1,4}/g,
  /\b(?:rabbitmqctl|rabbitmq-admin)\s{1,4}(?:add_user|change_password|authenticate_user)\s{1,4}\S{1,60}\s{1,4}/g,
  /\bmc\s{1,4}(?:alias|config\s{1,4}host)\s{1,4}(?:set|add)\s{1,4}\S{1,60}\s{1,4}\S{1,200}\s{1,4}\S{1,60}\s{1,4}/g,
  /\b(?:lftp|ftp)\b[^\n|;&]{0,200}?\s-u\s{1,4}[^\s,]{1,60},/g,
  /\b(?:sqlplus|expdp|impdp)\s{1,4}[\w.]{1,60}\//g,
  /\bsmbpasswd\b[^\n|;&]{0,100}?\s-w\s{1,4}/g,
  /\bldappasswd\b[^\n|;&]{0,200}?\s-[asT]\s{1,4}/g,
  /\bbw\s{1,4}(?:login|unlock)\s{1,4}(?:\S{1,80}@\S{1,80}\s{1,4})?(?=["']?\S{0,60}[\d!#$%&*+=@^_])/g,
  /\bset[ \t]{1,4}(?:token|password|passwd|secret|apikey)[ \t]{1,4}(?=["']?\S{6})/g,
  // expect(1), where a prompt is answered.
  /\b(?:exp_)?send[ \t]{1,4}(?:--[ \t]{1,4})?(?="(?=[^"\n]{0,60}[\d!#$%&*+=@^_])[^"\s]{5,80}\\[rn]")/g,
  /\b(?:ldapsearch|ldapmodify|ldapadd|ldapwhoami|ldappasswd)\b[^\n|;&]{0,300}?\s-w\s{1,4}/g,
  /\b(?:smbclient|rpcclient|net|mount\.cifs)\b[^\n|;&]{0,200}?\s-U\s{0,4}["']?[^\s%"']{1,100}%/g,
  /\s-pass(?:in|out)?\s{1,4}["']?pass:/g,
  /\bnmcli\b[^\n|;&]{0,300}?\s(?:password|wifi-sec\.psk|802-11-wireless-security\.psk)\s{1,4}/g,
  /\bwpa_passphrase\s{1,4}(?:"[^"\n]{1,64}"|'[^'\n]{1,64}'|[^\s"']{1,64})\s{1,4}/g,
  /\bhtpasswd\s{1,4}(?:-[a-zA-Z]{1,4}\s{1,4}){0,4}-[a-zA-Z]{0,3}b[a-zA-Z]{0,3}\s{1,4}(?:\S{1,200}\s{1,4}){1,2}/g,
  /\b(?:vault|cachix|attic|gh|npm)\s{1,4}(?:login|authtoken|auth)\s{1,4}(?=[\w.-]{16})/g,
  /\bset\s{1,4}(?:-{1,2}\w{1,10}\s{1,4}){1,4}\w{0,60}(?:PASSWORD|PASSWD|TOKEN|SECRET|API_KEY|PASSPHRASE)\s{1,4}/g,
  /\bconfig(?:ure)?\s{1,4}set\s{1,4}[\w.-]{0,80}(?:password|passwd|passphrase|token|secret|secret_access_key|api[_-]?key)\s{1,4}/gi,
  /(?<![a-z])pass(?:word|phrase)?_?(?:command|cmd|eval)["']?(?:\s{0,4}[=:]\s{0,4}|[ \t]{1,8})["']{0,2}echo\s{1,4}/gi,
  /\bSSLPassPhraseDialog\s{1,4}["']?exec:\S{0,60}\becho\s{1,4}/g,
  /(?<![\w-])-(?:pw|supw|passwd)[ \t]{1,4}(?!-)/g,
  /\bgpg-preset-passphrase\b[^\n|;&]{0,100}?\s(?:-P|--passphrase)[ =]/g,
  /\bopenconnect\b[^\n|;&]{0,200}?\s(?:-C[ \t]{0,4}|--cookie[ =])/g,
  /\bjava\b[^\n|;&]{0,200}?\s-auth[ \t]{1,4}[^\s:]{1,60}:/g,
  // Accounts that are made: who, where, and the password behind them.
  /\b(?:ejabberdctl|prosodyctl)\s{1,4}(?:register|change_password)\s{1,4}\S{1,60}\s{1,4}\S{1,100}\s{1,4}/g,
  /\baccount\s{1,4}add\s{1,4}\w{1,20}\s{1,4}\S{1,100}\s{1,4}/g,
  /\bpoetry\s{1,4}config\s{1,4}(?:--\w{1,10}\s{1,4})?(?:http-basic\.\S{1,60}\s{1,4}\S{1,60}|pypi-token\.\S{1,60})\s{1,4}/g,
  /\bsteamcmd\b[^\n|;&]{0,200}?\+login\s{1,4}\S{1,60}\s{1,4}(?!\+)/g,
  /\bIDENTIFIED\s{1,4}WITH\s{1,4}\S{1,60}\s{1,4}(?:BY|AS)\s{1,4}(?=')/gi,
  /\bPASSWORD\(\s{0,4}(?=')/gi,
  /\bcryptsetup\b[^\n]{0,200}<<-?\s{0,4}["']?\w{1,20}["']?\n\s{0,20}/g,
  /(?:\b(?:private-key|preshared-key)\s{1,4}|--key-file[ =])<\(\s{0,4}(?:echo|printf)\s{1,4}(?:-n\s{1,4})?/g,
  /\bwpa_cli\b[^\n|;&]{0,200}?\spsk\s{1,4}'?/g,
  /\b(?:IDENTIFIED\s{1,4}BY|(?:USER|ROLE)\b[^\n;]{0,200}?\sPASSWORD)\s{1,4}(?=')/gi,
  /^[ \t]{0,40}(?:requirepass|masterauth|rootpw|bindpw)[ \t]{1,40}/gm,
  /\b(?:chpasswd|cryptsetup|passwd|smbpasswd|zfs|kinit)\b[^\n|;&]{0,200}<<<\s{0,4}/g,
  // Logins that are tried: who, and the password behind; for radtest also what the server shares.
  /\b(?:radtest|doveadm\s{1,4}auth\s{1,4}(?:test|login))\s{1,4}(?:-\w\s{1,4}\S{1,60}\s{1,4}){0,4}[^\s-]\S{0,60}\s{1,4}/g,
  /\bradtest\s{1,4}(?:-\w\s{1,4}\S{1,60}\s{1,4}){0,4}[^\s-]\S{0,60}\s{1,4}\S{1,200}\s{1,4}\S{1,100}\s{1,4}\d{1,6}\s{1,4}/g,
  /\b(?:http|https|xh)\b[^\n|;&]{0,300}?\s(?:-a[ \t]{0,4}|--auth[ =])["']?[^\s:"'=]{1,100}:(?=[^\s])/g,
  // A passphrase that a key is given, or opened with.
  /\bssh-keygen\b[^\n|;&]{0,200}?\s-[NP][ \t]{0,4}(?=["']?[^\s"'-])/g,
  /\batuin\b[^\n|;&]{0,200}?\s(?:-k|--key)[ =](?=["']?[^\s"'-])/g,
  /\/secure[ \t]{1,4}(?:set[ \t]{1,4}\S{1,60}|passphrase|decrypt)[ \t]{1,4}/g,
  /(?<![\w-])--creds[ =][^\s-]\S{0,60}[ \t]{1,4}(?=[^\s-])/g,
  // What an account at a certificate authority is bound with.
  /(?<![\w-])--(?:eab-)?hmac(?:-key)?(?:["'][ \t]{0,4},?\s{1,80}(?=["'])|[ =])(?=["']?[\w-]{32})/g,
];

/** The printing command, up to what it prints; `printf` may have several texts, of which all but the last are passed over. */
const printed = String.raw`\b(?:echo|printf)\s{1,4}(?:-[neE]{1,3}\s{1,4}|["']?(?:%s(?:\\n)?){1,3}["']?\s{1,4}){0,2}`;
const aWord = String.raw`(?:"[^"\n]{1,400}"|'[^'\n]{1,400}'|[^\s"'|]{1,400})`;
/** Programs that read a secret from stdin, and words by which others say that they do. */
const taking = String.raw`(?:(?:bcachefs|cryptsetup|chpasswd|passwd|mkpasswd|vncpasswd|smbpasswd|gpg|zfs|systemd-creds|clevis|wg|kinit|keepassxc-cli|su(?=\s)|sudo\s{1,4}(?:-\w{1,4}\s{1,4}){0,2}(?:-S|--stdin))\b|[^\n|;&]{1,120}?(?:--pass(?:word|wd|phrase)?-(?:on-)?stdin\b|\bpassword_stdin\b|--passphrase-fd[ =]0\b|\bsecret\s{1,4}create\b|\bpass\s{1,4}insert\b|-keystore\s{1,4}add\b))`;
const piping = String.raw`\s{0,4}\|\s{0,4}(?:sudo\s{1,4}(?:-\w{1,4}\s{1,4}){0,2})?${taking}`;
/** `echo SECRET | cryptsetup …`: the only sense of it is to hand over a secret. */
const piped = [
  new RegExp(`${printed}(?<at>)${aWord}${piping}`, 'dg'),
  new RegExp(`${printed}${aWord}\\s{1,4}(?<at>)${aWord}${piping}`, 'dg'),
  new RegExp(`${printed}(?<at>)${aWord}\\s{1,4}${aWord}${piping}`, 'dg'),
];
/** `echo SECRET > /tmp/secret.key`, as guides to disko have it. */
const toFile =
  /\b(?:echo|printf)\s{1,4}(?:-[neE]{1,3}\s{1,4}|["']?%s(?:\\n)?["']?\s{1,4}){0,2}(?<at>)(?:"[^"\n]{1,400}"|'[^'\n]{1,400}'|[^\s"'|]{1,400})\s{0,4}>{1,2}\s{0,4}["']?[\w./~$-]{0,120}(?:secret|passw|passphrase|psk|luks|private|\.key)(?![\w./-]{0,60}\.(?:pub|log|md|nix)\b)/dg;

/** Passwords that are given to a program as an argument or through a pipe. */
export const findInCommands: Finder = function* (text) {
  for (const lead of leads)
    for (const match of matchesOf(text, lead))
      yield* argumentAt(text, match.index + match[0].length);
  for (const expression of [...piped, toFile])
    for (const match of matchesOf(text, expression)) {
      const [at] = match.indices?.groups?.['at'] ?? [0];
      yield* argumentAt(text, at);
    }
};

/** How a password is hashed. */
const isMethod = /^(?:sha-?\d{1,3}|(?:gost-)?yescrypt|bcrypt(?:-a)?|md5|des)(?:crypt)?$/;

function* argumentAt(text: string, at: number) {
  const { start, end } = readValue(text, at);
  const value = text.slice(start, end);
  if (end > start && !isPlainValue(value) && !isNameOfSecret(value) && !isMethod.test(value))
    yield { start, end, kind: 'password' };
}
