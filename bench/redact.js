// How the redactor's and the sanitizer's time grows with the text: hostile texts of 1 and 8 MB. A
// ratio near 8 is linear; backtracking would show as 64 and more.
import { createSanitizer, createRedactor } from '../core/safety/dist/index.js';

/** Each repeats what makes a careless expression go back again and again. */
const shapes = {
  'one letter': 'a',
  'letters and digits': 'a1B2',
  blanks: ' ',
  'line breaks': '\n',
  'line breaks and blanks': '\n   ',
  quotes: '"',
  'open strings': 'password = "',
  'open Nix strings': "password = ''",
  'names without values': 'password=',
  'names and colons': 'token: ',
  dots: 'a.',
  'begins of keys': '-----BEGIN RSA PRIVATE KEY-----\n',
  'begins of keys, base64': `-----BEGIN PRIVATE KEY-----\n${'QUJD'.repeat(16)}\n`,
  'URL schemes': 'https://',
  'URL users': 'https://a:',
  'URL passwords': 'https://a:b@c@/d@',
  'ends of keys': `${'QUJD'.repeat(16)}\n-----END PRIVATE KEY-----\n`,
  'lines of keys': `host x: ${'QUJD'.repeat(16)}\n`,
  'logged beginnings of keys': `x: -----BEGIN PRIVATE KEY-----\nx: ${'QUJD'.repeat(16)}\n`,
  'escaped breaks': '\\n\\tpassword=a',
  backslashes: '\\',
  'Nix conditions': 'password = lib.mkIf a.b "x" + "y" else ',
  'Nix files': 'passwordFile = pkgs.writeText "a" ',
  'names and values': '"name":"token","value":"',
  'values and names': '"value":"a","name":"x",',
  'sealed tokens': 'eyJhbGciOi.aaaa.bbbbbbbb.',
  'wireless codes': 'WIFI:S:a;',
  'continued commands': 'mysql -u a \\\n -h b \\\n',
  'cookies in lists': '["cookie","a=b; c=d"],',
  'machines with remarks': 'machine a login b\n# c\n',
  databases: "ALTER USER a WITH PASSWORD 'b' ",
  'digest fields': 'authorization: digest a="b", ',
  colons: ':',
  'token prefixes': 'ghp_',
  'JWT beginnings': 'eyJhbGciOi.eyJ',
  'crypt beginnings': '$6$aaaa',
  'broken lines': 'ghp_\\\n',
  cookies: 'cookie: a=b; ',
  'cookie pairs': 'Cookie: a=b;c=d;e=f',
  commands: 'curl mysql echo -u a:b ',
  machines: 'machine x login y ',
  'access tokens': 'access-tokens = a=b ',
  'slow leads': 'mysql redis-cli smbclient ',
  placeholders: '<SECRET:a:1>',
  secrets: (index) => `password = "Hunter${index}x";\n`,
  'a journal': (index) =>
    `Nov 02 10:00:00 host sshd[${index}]: Failed password for root from 10.0.0.1 port ${index}\n`,
  escapes: '\u001b[31mx\u001b]0;t\u0007',
  'open escapes': '\u001b]',
};

function textOf(shape, size) {
  if (typeof shape === 'string') return shape.repeat(Math.ceil(size / shape.length)).slice(0, size);
  const parts = [];
  for (let length = 0, index = 0; length < size; index++) {
    parts.push(shape(index));
    length += parts.at(-1).length;
  }
  return parts.join('').slice(0, size);
}

export default async function bench() {
  const { clean } = createSanitizer();
  const rows = [];
  for (const [name, shape] of Object.entries(shapes)) {
    const [small, large] = [1e6, 8e6].map((size) => textOf(shape, size));
    const cells = [];
    for (const work of [
      async (text) => (await createRedactor()).redact(text),
      async (text) => clean(text),
    ]) {
      const times = [];
      for (const text of [small, large]) {
        const started = performance.now();
        await work(text);
        times.push(performance.now() - started);
      }
      cells.push(`${times[1].toFixed(0)} ms`, (times[1] / times[0]).toFixed(1));
    }
    rows.push(`| ${name} | ${cells.join(' | ')} |`);
  }
  console.log(
    '| 8 MB of | redact | against 1 MB | clean | against 1 MB |\n| --- | ---: | ---: | ---: | ---: |',
  );
  console.log(rows.join('\n'));
}
