import { isNoWord, isPlainValue } from './plainValue.js';
import { readValue } from './quoted.js';
import { matchesOf, type Finder } from './span.js';

/** What a line of a file of settings begins with where a blank stands between name and value. */
const names = String.raw`(?:[\w-]{0,40}(?:[Pp]ass(?:word|wd|phrase|code)|PASS(?:WORD|WD|PHRASE|CODE)|psk)|(?:\w{1,20}[_-]){0,3}secret|pass|auth-pass|bindpw|rootpw|requirepass|masterauth|auth_pass|r[ow]community6?|community|bind_?pw|authtok|shared-secret|key-passwd|userPassword|NickServPassword)`;
/** msmtprc, mbsyncrc, nslcd, keepalived, bird, drbd: `password "…"`, `auth_pass …`. */
const directive = new RegExp(
  String.raw`^[ \t]{0,40}(?:(?:set|/set|option|#?define|Xauth|IPSec)[ \t]{1,8})?(?:\S{1,60}\.)?${names}[ \t]{1,40}(?:[057][ \t]{1,4}(?=[^\s\"']))?(?=["'][^"'\n]{1,200}["'][ \t]{0,8};?[ \t]{0,8}(?:#.*)?$|[^\s"']{1,200}[ \t]{0,8};?[ \t]{0,8}(?:#.*)?$|[^\s"']{4,200}[ \t]{1,8}\d{1,3}[.:/])`,
  'gm',
);
/** In the middle of a line, where the words around it leave no doubt. */
const inLine: readonly RegExp[] = [
  // fetchmail, and whatever has the value in quotes.
  /(?<![\w.-])(?:(?:password|passwd|passphrase|pass|secret)|(?:pre-?shared|shared)-(?:secret|key))[ \t]{1,8}(?=["'][^"'\n]{4,200}["'])/g,
  /\bpoll\s[^\n]{0,200}?\s(?:password|pass)[ \t]{1,4}/g,
  // Switches and routers.
  /\b(?:neighbor|username|user|enable|line|ppp|peer)\b[^\n]{0,80}?\s(?:(?:insecure-|plaintext-)?password|secret)[ \t]{1,4}(?:[0-9][ \t]{1,4})?/g,
  /\bsentinel[ \t]{1,4}auth-pass[ \t]{1,4}\S{1,60}[ \t]{1,4}/g,
  /\bchange[ \t]{1,4}(?:vnc|spice)[ \t]{1,4}password[ \t]{1,4}/g,
  // OSPF and the like: the number of the key, how it is hashed, the key.
  /\bkey[ \t]{1,4}\d{1,3}[ \t]{1,4}md5[ \t]{1,4}(?:[07][ \t]{1,4})?/g,
  // tac_plus; squid, whose password stands before what it allows; NUT; an allowed pair of monit.
  /\bcleartext[ \t]{1,4}(?=["'])/g,
  /^[ \t]{0,8}cachemgr_passwd[ \t]{1,8}/gm,
  /^[ \t]{0,8}MONITOR[ \t]{1,8}\S{1,80}[ \t]{1,8}\d{1,3}[ \t]{1,8}\S{1,60}[ \t]{1,8}/gm,
  /\ballow[ \t]{1,4}[a-z][\w.-]{0,60}:(?=[^\s:/]{0,60}[g-zG-Z!#$%&*+=@^_][^\s:/]{0,60}(?:\s|$))/g,
  // haproxy, ZooKeeper, motion, coturn; a note that says how to log in.
  /\b\w{0,20}(?:auth|authentication|userpass)[ \t]{1,4}(?:digest[ \t]{1,4}|basic[ \t]{1,4})?[\w.@-]{1,60}:(?=[^\s/:]{6,100}\s)/g,
  /^user=[\w.-]{1,60}:/gm,
  /\b(?:log[ -]?in|sign[ -]?in|log(?:ged)? on)[ \t]{1,4}(?:with|as|using)[ \t]{1,4}["'\x60]?[\w.@-]{1,60}:/gi,
  // Redis, as one types it.
  /> ?AUTH[ \t]{1,4}(?=\S{6,200}[ \t]{0,4}$)/gm,
  // What a server hands on to a program.
  /\b(?:SetEnv|setenv|fastcgi_param|uwsgi_param|passenger_env_var)[ \t]{1,8}\w{0,60}(?:PASSWORD|PASSWD|PASS|SECRET|TOKEN|API_KEY)[ \t]{1,8}/g,
  // OpenWrt's wireless.
  /^[ \t]{0,8}option[ \t]{1,8}key[ \t]{1,8}(?=')/gm,
  /\bnetcfg\/wireless_\w{3,4}[ \t]{1,4}string[ \t]{1,4}/g,
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
