import { isNoWord, isPlainValue } from './plainValue.js';
import { readValue } from './quoted.js';
import { matchesOf, type Finder } from './span.js';

/** What a line of a file of settings begins with where a blank stands between name and value. */
const names = String.raw`(?:(?:\w{1,20}[_-]){0,3}(?:password|passwd|passphrase|passcode|secret|psk)|pass|bindpw|rootpw|requirepass|masterauth|auth_pass|r[ow]community6?|community|bind_?pw|authtok|shared-secret|key-passwd|userPassword|NickServPassword)`;
/** msmtprc, mbsyncrc, nslcd, keepalived, bird, drbd: `password "…"`, `auth_pass …`. */
const directive = new RegExp(
  String.raw`^[ \t]{0,40}(?:(?:set|/set|option|define)[ \t]{1,8})?(?:\S{1,60}\.)?${names}[ \t]{1,40}(?=["'][^"'\n]{1,200}["'][ \t]{0,8};?[ \t]{0,8}(?:#.*)?$|[^\s"']{1,200}[ \t]{0,8};?[ \t]{0,8}(?:#.*)?$|[^\s"']{4,200}[ \t]{1,8}\d{1,3}[.:/])`,
  'gm',
);
/** In the middle of a line, where the words around it leave no doubt. */
const inLine: readonly RegExp[] = [
  // fetchmail, and whatever has the value in quotes.
  /(?<![\w.-])(?:password|passwd|passphrase|pass|secret)[ \t]{1,8}(?=["'][^"'\n]{4,200}["'])/g,
  /\bpoll\s[^\n]{0,200}?\s(?:password|pass)[ \t]{1,4}/g,
  // Switches and routers.
  /\b(?:neighbor|username|user|enable|line|ppp|peer)\b[^\n]{0,80}?\s(?:password|secret)[ \t]{1,4}(?:[0-9][ \t]{1,4})?/g,
  // BIND and dhcpd: a key in braces.
  /\bkey\b[^{\n]{0,80}\{[^}]{0,200}?\bsecret\s{1,8}/g,
  // Vault.
  /\boperator unseal[ \t]{1,4}/g,
  // debian-installer.
  /\bpassword(?:-again|-crypted)?[ \t]{1,4}password[ \t]{1,4}/g,
  /\brootpw\s{1,4}(?:--\w{1,20}\s{1,4}){0,3}/g,
  // Redis' access list.
  /\bon\s{1,4}(?:\S{1,40}\s{1,4}){0,4}>(?=\S{4})/g,
  /\bcreateUser\s{1,4}\S{1,60}\s{1,4}(?:MD5|SHA(?:-?\d{3})?)\s{1,4}/g,
  /\bcreateUser\s{1,4}\S{1,60}\s{1,4}(?:MD5|SHA(?:-?\d{3})?)\s{1,4}\S{1,100}\s{1,4}(?:DES|AES(?:-?\d{3})?)\s{1,4}/g,
  /\bIDENTIFY\s{1,4}(?:[\w-]{1,30}\s{1,4})?(?=\S{4,100}$)/gm,
];

/** Settings whose name and value stand apart by a blank. */
export const findDirectives: Finder = function* (text) {
  for (const match of matchesOf(text, directive)) {
    const value = readValue(text, match.index + match[0].length);
    const word = text.slice(value.start, value.end);
    if (isPlainValue(word) || (value.form === 'bare' && !isNoWord(word))) continue;
    yield { start: value.start, end: value.end, kind: 'password' };
  }
  for (const expression of inLine)
    for (const match of matchesOf(text, expression)) {
      const value = readValue(text, match.index + match[0].length);
      const word = text.slice(value.start, value.end);
      if (isPlainValue(word) || (value.form === 'bare' && !isNoWord(word))) continue;
      yield { start: value.start, end: value.end, kind: 'password' };
    }
};
