// Recall and false alarms on the corpus of the folder `secrets`, and what a person sees of a disguised secret.
import { expect } from 'chai';
import { createRandom } from '../../core/safety/dist/redact/random.test.js';
import { createRedactor } from '../../core/safety/dist/redact/redactor.js';
import { filledIn, harmlessTexts, secretShapes } from './support/secretCorpus.js';

const seeds = [1, 2, 3];
const redact = (text) => createRedactor().redact(text).text;

describe('the corpus of secrets', () => {
  const shapes = secretShapes();
  const harmless = harmlessTexts();

  it('is large, and a third of it is held out', () => {
    expect(shapes.length).to.be.at.least(500);
    expect(harmless.length).to.be.at.least(300);
    expect(shapes.filter(({ heldOut }) => heldOut).length).to.be.at.least(150);
    expect(new Set(shapes.map(({ name }) => name)).size).to.equal(shapes.length);
  });

  for (const [part, isOfPart, recall, mostFalse] of [
    ['that rules were written with', ({ heldOut }) => !heldOut, 0.99, 0.01],
    ['that was held out', ({ heldOut }) => heldOut, 0.94, 0.01],
  ])
    it(`is found in the part ${part}: ${recall * 100} % of its shapes`, () => {
      const ofPart = shapes.filter(isOfPart);
      const missed = ofPart.filter(({ text: template, name }) =>
        seeds.some((seed) => {
          const { text, secrets } = filledIn(template, createRandom(seed * 7919 + name.length));
          const redacted = redact(text);
          return secrets.some((secret) => redacted.includes(secret));
        }),
      );
      const found = 1 - missed.length / ofPart.length;
      // Names only of what the rules were written with: the other part stays unknown.
      const names = recall > 0.98 ? missed.map(({ name }) => name).join(', ') : '';
      expect(found, `${missed.length} of ${ofPart.length} missed ${names}`).to.be.at.least(recall);

      const ofHarmless = harmless.filter(isOfPart);
      const wrong = ofHarmless.filter(({ text: template }) =>
        seeds.some((seed) => {
          const { text } = filledIn(template, createRandom(seed * 31));
          return redact(text) !== text;
        }),
      );
      expect(wrong.length / ofHarmless.length, `${wrong.length} wrong`).to.be.at.most(mostFalse);
    });
});

describe('a disguised secret', () => {
  const random = createRandom(11);
  const password = ['Sommer', '2024', '!x'].join('');
  const token = `ghp_${random.alnum(36)}`;

  for (const [how, text, secret] of [
    ['colour in its name', `pass\u001b[1mword\u001b[0m = "${password}";`, password],
    ['colour in the middle of it', `got gh\u001b[31mp_\u001b[0m${token.slice(4)}`, token.slice(8)],
    ['a zero-width character in its name', `pass\u200bword: ${password}`, password],
    [
      'a zero-width character in it',
      `${token.slice(0, 9)}\u2060${token.slice(9)}`,
      token.slice(12),
    ],
    ['a no-break space before it', `password\u00a0=\u00a0${password}`, password],
    ['a no-break space in its name', `pass\u00a0word = ${password}`, password],
    ['a no-break space in it', `${token.slice(0, 9)}\u00a0${token.slice(9)}`, token.slice(12)],
    ['letters of another script', `\u0440\u0430ssword = ${password}`, password],
    ['wide letters', `\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44 = ${password}`, password],
    ['a title of the terminal around it', `\u001b]0;password=${password}\u0007`, password],
    ['a mark of direction', `\u202epassword\u202c = ${password}`, password],
  ])
    it(`is found: ${how}`, () => {
      const redactor = createRedactor();
      const redacted = redactor.redact(text).text;
      expect(redacted).to.contain('<SECRET:');
      expect(redacted).not.to.contain(secret);
      expect(redactor.restore(redacted)).to.equal(text);
    });
});

describe('a private key', () => {
  const random = createRandom(12);
  const lines = [random.base64(48), random.base64(48), random.base64(48), random.base64(21)];
  const begin = `-----BEGIN OPENSSH PRIVATE KEY-----`;
  const end = `-----END OPENSSH PRIVATE KEY-----`;

  for (const [how, text] of [
    ['whole', [begin, ...lines, end].join('\n')],
    ['without its end', [begin, ...lines].join('\n')],
    ['without its beginning', ['Nov 02 all is well', ...lines, end].join('\n')],
    ['with carriage returns', [begin, ...lines, end, ''].join('\r\n')],
    ['in a journal', [begin, ...lines, end].map((line) => `Nov 02 h s[1]: ${line}`).join('\n')],
    [
      'indented, in Nix',
      `key = ''\n${[begin, ...lines, end].map((line) => `  ${line}\n`).join('')}'';`,
    ],
  ])
    it(`is taken out with its last line: ${how}`, () => {
      const redacted = redact(text);
      for (const line of lines) expect(redacted).not.to.contain(line);
      if (how.includes('beginning')) expect(redacted).to.contain('Nov 02 all is well');
    });

  it('leaves the line before it alone', () => {
    const text = `see services.nginx.virtualHosts.example\n${end}\n`;
    expect(redact(text)).to.equal(text);
    const noted = `echo "Password: "\nmachine.send_chars("yes")\n`;
    expect(redact(noted)).to.equal(noted);
  });

  it('is taken out where it is 64 hexadecimal digits under a name', () => {
    for (const name of ['encryption_key', 'psk', 'ENCRYPTION_KEY', 'secretKey', 'api_token']) {
      const key = random.hex(64);
      for (const text of [`${name} = ${key}`, `${name} = "${key}";`, `{"${name}":"${key}"}`])
        expect(redact(text), text).not.to.contain(key);
    }
  });
});
