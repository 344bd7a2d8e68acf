import { isPlainValue, looksRandom } from './plainValue.js';
import { groupSpans, type Finder, type Span } from './span.js';

/** Keep out what is plainly none: `https://user:PASSWORD@host`, `${token}`. */
function* secrets(text: string, expression: RegExp, kind: string): Generator<Span> {
  for (const span of groupSpans(text, expression, kind))
    if (!isPlainValue(text.slice(span.start, span.end))) yield span;
}

/** The password may hold an `@`, or a slash, that nobody escaped; a port is no password. */
const inUrl =
  /(?<![\w.+-])[a-z][a-z0-9.+-]{0,30}:\/\/[^\s:@/?#[\]"'<>]{0,200}:(?<secret>[^\s/"'<>]{1,400}|(?!(?:\d{1,5}|port|[$<{][^/\s]{0,100})[/?#])[^\s@"'<>]{1,400})@(?=[\w[$<{%-])/dgi;
/** Of a database behind a socket, no host stands there. */
const inSocketUrl =
  /(?<![\w.+-])(?:postgres(?:ql)?|mysql|mariadb|mongodb|redis|amqp)(?:\+\w{1,20})?:\/\/[^\s:@/]{0,100}:(?<secret>[^\s@/"'<>]{1,400})@\//dgi;
const loneInUrl = /(?<![\w.+-])https?:\/\/(?<secret>[^\s:@/?#"'<>]{16,400})@/dgi;
const tokenUser = /(?<![\w.+-])https?:\/\/(?<secret>[^\s:@/?#"'<>]{20,400}):[^\s@/"'<>]{0,60}@/dgi;
const inMysqlUrl = /(?<![\w.-])[\w.-]{1,80}:(?<secret>[^\s@/"'<>]{1,200})@(?:tcp|unix)\(/dg;
const inQuery =
  /[?&](?:key|api_?key|access_?token|auth_?token|token|password|passwd|pwd|secret|client_secret|sig|signature|x-amz-signature|x-goog-signature|code|refresh_token|private_token)=(?<secret>[^\s&#"'<>\\]{6,2000})/dgi;
const otpauth = /\botpauth:\/\/[^\s"'<>]{1,400}?[?&]secret=(?<secret>[A-Z2-7]{8,200})/dgi;

/** As in the configuration that the installer of NixOS writes: `http://user:password@proxy:port/`. */
const example = /\/\/user(?:name)?:pass(?:word|wd)?$/i;

/** Names and passwords inside of URLs. */
export const findInUrls: Finder = function* (text) {
  for (const span of secrets(text, inUrl, 'url-password'))
    if (!example.test(text.slice(Math.max(0, span.start - 12), span.end))) yield span;
  yield* secrets(text, inSocketUrl, 'url-password');
  for (const expression of [loneInUrl, tokenUser])
    for (const span of secrets(text, expression, 'url-password'))
      if (looksRandom(text.slice(span.start, span.end))) yield span;
  yield* secrets(text, inMysqlUrl, 'url-password');
  yield* secrets(text, otpauth, 'otp-secret');
  yield* secrets(text, inQuery, 'url-key');
};

const shadow =
  /^[a-z_][\w.-]{0,31}:!{0,2}(?<secret>[./0-9A-Za-z]{13}|_[./0-9A-Za-z]{19}):\d{0,6}:/dgm;
const netrc =
  /\b(?:machine\s{1,40}[^\s"']{1,255}|(?<=^|\n)default)(?:\s{1,40}(?:login|account)\s{1,40}[^\s"']{1,255}|\s{0,40}\n[ \t]{0,40}#[^\n]{0,200}){0,4}\s{1,40}password\s{1,40}"?(?<secret>[^\s"'\\]{1,400})/dg;
const pgpass =
  /^[\w.*-]{1,120}:(?:\*|5\d{3}|6432):[\w.*-]{1,64}:[\w.*@-]{1,64}:(?<secret>[^\s:]{1,200})$/dgm;
const htpasswd = /^[\w.@-]{1,64}:(?<secret>\{(?:SHA|SSHA)\}[0-9A-Za-z+/]{20,60}={0,2})/dgm;
const ipsec = /:\s{0,8}(?:PSK|XAUTH|EAP)\s{1,8}"(?<secret>[^"\n]{1,200})"/dg;
/** In nix.conf, in Nix, after an option of a command. */
const accessTokens =
  /\baccess-tokens["']?(?:\s{0,8}=|[ \t](?=\s{0,8}["']?[\w.-]{1,200}(?:\/[\w./-]{1,200})?=))\s{0,8}(?<list>\[[^\]]{1,4000}\]|[^\n;]{1,4000})/dg;
const credential =
  /\b(?:SetCredential|systemd\.set_credential)["']?\s{0,4}=\s{0,4}["']?[\w.@-]{1,100}:[ \t]{0,4}(?<secret>[^\n"';]{1,1000})/dg;
/** As `nix config show --json` has them. */
const accessTokensInJson =
  /"access-tokens"\s{0,8}:\s{0,8}(?:\{[^{}]{0,400}?"value"\s{0,8}:\s{0,8})?\{(?<list>[^{}]{1,4000})\}/dg;
const quotedField = /:\s{0,8}"(?<secret>[^"\n]{1,400})"/dg;
const listedToken =
  /(?<=^|[\s"'])[\w.-]{1,200}(?:\/[\w./-]{1,200})?=(?:PAT:|OAuth2:|Bearer:)?(?<secret>[^\s"'\\]{1,400})/dg;
/** `wg show wg0 dump`: the private key, the public one, the port; a peer, its preshared key, where it is. */
const wireguardDump =
  /^(?:[\w.-]{1,16}\t)?(?<secret>[0-9A-Za-z+/]{43}=)\t[0-9A-Za-z+/]{43}=\t\d{1,5}\t(?:off|0x)/dgm;
const wireguardPeer =
  /^(?:[\w.-]{1,16}\t)?[0-9A-Za-z+/]{43}=\t(?<secret>[0-9A-Za-z+/]{43}=)\t[^\t\n]{0,80}\t/dgm;
/** What a code to scan for a wireless network says. */
const wifiCode = /\bWIFI:[^\n"']{0,200}?;?P:(?<secret>[^;\n"']{1,100});/dg;
const basicAuth = /\bbasicAuth\s{0,8}=\s{0,8}\{(?<users>[^{}]{0,4000})\}/dg;
const quotedUser = /=\s{0,8}"(?<secret>[^"\n]{1,200})"/dg;
const dockerAuth = /"auth"\s{0,8}:\s{0,8}"(?<secret>[0-9A-Za-z+/]{8,2000}={0,2})"/dg;
const npmAuth = /:_(?:authToken|auth|password)\s{0,4}=\s{0,4}"?(?<secret>[^\s"]{6,400})/dg;
const xml =
  /<(?:[\w-]{1,20}:)?(?:[\w-]{0,30}(?:password|passwd|secret|token|apikey)(?:_(?:sha\d{1,3}_hex|double_sha1_hex|hash))?)>(?<secret>[^<\n]{1,400})<\//dgi;
const azure =
  /\b(?:AccountKey|SharedAccessKey|SharedAccessSignature)=(?<secret>[^\s;"'<>]{16,600})/dg;

/** Secrets of files with a form of their own: shadow, netrc, nix.conf, pgpass, ipsec.secrets, … */
export const findInFiles: Finder = function* (text) {
  yield* secrets(text, shadow, 'password-hash');
  yield* secrets(text, netrc, 'netrc-password');
  yield* secrets(text, pgpass, 'password');
  yield* secrets(text, htpasswd, 'password-hash');
  yield* secrets(text, ipsec, 'preshared-key');
  yield* secrets(text, credential, 'credential');
  yield* inside(text, accessTokens, 'list', listedToken, 'access-token');
  yield* inside(text, accessTokensInJson, 'list', quotedField, 'access-token');
  yield* secrets(text, wireguardDump, 'wireguard-key');
  yield* secrets(text, wireguardPeer, 'wireguard-key');
  yield* secrets(text, wifiCode, 'wifi-password');
  yield* inside(text, basicAuth, 'users', quotedUser, 'password');
  yield* secrets(text, dockerAuth, 'registry-auth');
  yield* secrets(text, npmAuth, 'npm-token');
  yield* secrets(text, xml, 'password');
  yield* secrets(text, azure, 'azure-key');
};

/** What an expression finds inside of a group of another. */
function* inside(
  text: string,
  outer: RegExp,
  group: string,
  inner: RegExp,
  kind: string,
): Generator<Span> {
  for (const { start: from, end: to } of groupSpans(text, outer, kind, group))
    for (const { start, end } of secrets(text.slice(from, to), inner, kind))
      yield { start: from + start, end: from + end, kind };
}
