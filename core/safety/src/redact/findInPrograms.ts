import { isNoWord, isPlainValue } from './plainValue.js';
import { groupSpans, type Finder } from './span.js';
import { calls } from './formats/calls.js';
import { collected } from './formats/collected.js';
import { printed } from './formats/printed.js';
import { services } from './formats/services.js';
import type { Format } from './formats/format.js';

/** Files and dialogues that have a form of their own. */
const formats: readonly Format[] = [
  ...collected,
  ...printed,
  ...services,
  ...calls,
  // pppd's chap-secrets and pap-secrets: client, server, secret, addresses. A shell's `mv "$a" "$b"`
  // has a bare word before a quoted one.
  {
    kind: 'password',
    expression:
      /^[ \t]{0,8}(?:(?:"[^"\n]{1,100}"|[\w.@*+-]{1,100})[ \t]{1,40}\*|"[^"\n]{1,100}"[ \t]{1,40}"[\w.@*+-]{1,60}")[ \t]{1,40}"?(?<secret>[^\s"#][^\s"]{3,100})"?(?:[ \t]{1,40}(?:\*|-|\d[\d./]{6,40}))?[ \t]{0,8}$/dgm,
    isDoubtful: true,
  },
  // davfs2's secrets: where, who, what.
  {
    kind: 'password',
    expression:
      /^(?:https?:\/\/|\/)[^\s"]{1,200}[ \t]{1,20}"?[\w.@+-]{1,80}"?[ \t]{1,20}"?(?<secret>[^\s"]{6,100})"?[ \t]{0,8}$/dgm,
    isDoubtful: true,
  },
  // cloud-init's and chpasswd's lists.
  {
    kind: 'password',
    expression:
      /\bchpasswd\b[^\n]{0,40}\n(?:[^\n]{0,100}\n){0,3}?[ \t]{0,20}[a-z_][\w.-]{0,31}:(?<secret>[^\s:]{1,200})[ \t]{0,8}$/dgm,
  },
  {
    kind: 'password',
    expression:
      /\bchpasswd\b[^\n]{0,40}\n(?:[^\n]{0,100}\n){0,3}?[ \t]{0,20}[a-z_][\w.-]{0,31}:[^\s:]{1,200}[ \t]{0,8}\n[ \t]{0,20}[a-z_][\w.-]{0,31}:(?<secret>[^\s:]{1,200})[ \t]{0,8}$/dgm,
  },
  // Postfix' sasl_passwd.
  {
    kind: 'password',
    expression:
      /^[ \t]{0,8}(?:\[[\w.:-]{1,200}\](?::\w{1,12})?|[\w.-]{1,200}:\d{2,5}|[\w-]{1,60}(?:\.[\w-]{1,60}){1,8})[ \t]{1,40}[^\s:@"']{1,100}(?:@[\w.-]{1,200})?:(?<secret>[^\s:]{4,200})[ \t]{0,8}$/dgm,
    isDoubtful: true,
  },
  // SMTP, IMAP and POP3.
  {
    kind: 'password',
    expression:
      /\bAUTH(?:ENTICATE)?[ =](?:PLAIN|LOGIN|XOAUTH2)[ \t]{1,4}(?<secret>[0-9A-Za-z+/]{8,4000}={0,2})/dg,
  },
  {
    kind: 'password',
    expression:
      /\bUGFzc3dvcmQ6\s{1,8}(?:[\w<>:-]{1,8}[ \t]{1,4}){0,2}(?<secret>[0-9A-Za-z+/]{4,400}={0,2})/dg,
  },
  // PuTTY's keys.
  {
    kind: 'private-key',
    expression:
      /^Private-Lines:[ \t]{1,4}\d{1,3}\r?\n(?<secret>(?:[0-9A-Za-z+/]{1,80}={0,2}\r?\n){1,100})/dgm,
  },
  {
    kind: 'private-key',
    expression: /^Private-(?:MAC|Hash):[ \t]{1,4}(?<secret>[0-9a-f]{40,64})/dgm,
  },
  // google-authenticator's file: the secret, its options, the codes.
  { kind: 'otp-secret', expression: /^(?<secret>[A-Z2-7]{16,128})\r?\n" [A-Z_]{4,40}/dgm },
  {
    kind: 'recovery-code',
    expression:
      /^" [A-Z_]{4,40}[^\n]{0,60}\n(?:"[^\n]{0,80}\n){0,8}(?<secret>(?:\d{8}(?:\r?\n|$)){1,20})/dgm,
  },
  // OpenVPN's inline files.
  {
    kind: 'password',
    expression:
      /<auth-user-pass>\s{1,8}[^\s<]{1,200}\s{1,8}(?<secret>[^\s<]{1,200})\s{0,8}<\/auth-user-pass>/dg,
  },
  // Terraform: outputs, variables, sensitive values.
  {
    kind: 'password',
    expression:
      /"[\w-]{0,60}(?:password|passwd|secret|token|api_key|private_key|passphrase)"\s{0,8}:\s{0,8}\{[^{}]{0,200}?"value"\s{0,8}:\s{0,8}"(?<secret>[^"\n]{1,4000})"/dgi,
  },
  {
    kind: 'secret',
    expression:
      /"sensitive"\s{0,8}:\s{0,8}true\s{0,8},(?:\s{0,20}"type"\s{0,8}:\s{0,8}"[^"\n]{1,40}"\s{0,8},)?\s{0,20}"value"\s{0,8}:\s{0,8}"(?<secret>[^"\n]{1,4000})"/dg,
  },
  {
    kind: 'secret',
    expression:
      /"value"\s{0,8}:\s{0,8}"(?<secret>[^"\n]{1,4000})"\s{0,8},(?:\s{0,20}"type"\s{0,8}:\s{0,8}"[^"\n]{1,40}"\s{0,8},)?\s{0,20}"sensitive"\s{0,8}:\s{0,8}true/dg,
  },
  {
    kind: 'password',
    expression:
      /\bvariable\s{1,4}"[\w-]{0,60}(?:password|passwd|secret|token|api_key|private_key|passphrase)"\s{0,4}\{[^{}]{0,300}?\bdefault\s{0,20}=\s{0,8}"(?<secret>[^"\n]{1,4000})"/dgi,
  },
  // Dovecot's passwd-file.
  {
    kind: 'password',
    expression: /\{(?:PLAIN|CLEAR|CLEARTEXT|PLAIN-MD5|PLAIN-TRUNC)\}(?<secret>[^\s:"']{1,200})/dg,
  },
  // TSIG on a command line.
  {
    kind: 'tsig-key',
    expression: /\bhmac-(?:md5|sha\d{1,3}):[\w.-]{1,100}:(?<secret>[0-9A-Za-z+/]{16,200}={0,2})/dg,
  },
  // ntpd's and chronyd's keys.
  {
    kind: 'password',
    expression:
      /^[ \t]{0,8}\d{1,5}[ \t]{1,8}(?:M|MD5|SHA\d{0,3}|AES\d{0,3}(?:CMAC)?)[ \t]{1,8}(?:HEX:|ASCII:)?(?<secret>[^\s#]{6,128})[ \t]{0,8}$/dgm,
  },
  // `wg genkey` and what it printed.
  {
    kind: 'wireguard-key',
    expression: /\bwg\s{1,4}gen(?:key|psk)[ \t]{0,4}\n(?<secret>[0-9A-Za-z+/]{43}=)/dg,
  },
  // Vault, when it is set up.
  {
    kind: 'vault-key',
    expression:
      /\b(?:Unseal|Recovery|Initial Root) (?:Key|Token)(?: \d{1,3})?:[ \t]{1,4}(?<secret>[\w.+/=-]{20,200})/dg,
  },
  // Jenkins, when it is set up.
  {
    kind: 'password',
    expression: /\bfollowing password[^\n]{0,80}:\s{1,12}(?<secret>[0-9a-zA-Z]{16,64})/dgi,
  },
  // .NET: new NetworkCredential("user", "…").
  {
    kind: 'password',
    expression:
      /\bNetworkCredential\(\s{0,8}"[^"\n]{1,100}"\s{0,8},\s{0,8}"(?<secret>[^"\n]{1,200})"/dgi,
  },
  // Freeradius.
  {
    kind: 'password',
    expression:
      /\b(?:Cleartext|NT|LM|Crypt|SHA\d?|SSHA\d?|MD5)-Password[ \t]{0,8}:?=[ \t]{0,8}"(?<secret>[^"\n]{1,200})"/dg,
  },
  // libvirt.
  {
    kind: 'secret',
    expression: /<secret\b[^>]{0,100}>[^<]{0,40}<value>(?<secret>[^<\n]{1,400})<\/value>/dg,
  },
  // .NET: <add key="…Password" value="…" />.
  {
    kind: 'password',
    expression:
      /<add\s{1,8}key="[\w.:-]{0,60}(?:password|passwd|secret|token|apikey)"\s{1,8}value="(?<secret>[^"\n]{1,400})"/dgi,
  },
  // Bundler's credentials for a private source.
  {
    kind: 'password',
    expression:
      /\bBUNDLE_[A-Z_]{3,80}__[A-Z]{2,10}(?:=|:[ \t]{1,4})["']?(?<secret>[^\s:"']{2,100}:[^\s"']{2,100})/dg,
  },
  // A SIP or TURN account.
  {
    kind: 'password',
    expression:
      /\b(?:turns?|sips?|register)[ \t]{0,4}(?:=>|:|=)[ \t]{0,4}[\w.+-]{1,60}:(?<secret>[^\s@/"']{4,100})@[\w.-]{3,200}/dg,
  },
  { kind: 'telegram-token', expression: /\/bot(?<secret>\d{8,10}:[\w-]{35})/dg },
];

/** Secrets of programs that write them in a way of their own. */
export const findInPrograms: Finder = function* (text) {
  for (const { kind, expression, isDoubtful } of formats)
    for (const span of groupSpans(text, expression, kind)) {
      const secret = text.slice(span.start, span.end);
      if (!isPlainValue(secret) && (isDoubtful !== true || isNoWord(secret))) yield span;
    }
};
