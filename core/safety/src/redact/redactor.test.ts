import { expect } from 'chai';
import fc from 'fast-check';
import { brokenSamples, secretSamples, shapeCount } from './secrets.test.js';
import { createRandom } from './random.test.js';
import { createRedactor } from './redactor.js';
import { harmlessTexts } from './harmless.test.js';

const long = process.env['NIXAI_TRUST'] === 'long';
const seeds = Array.from({ length: long ? 200 : 3 }, (_, index) => index + 1);

describe('redactor', () => {
  it('takes out every secret of every shape', () => {
    expect(shapeCount).to.be.at.least(40);
    const missed: string[] = [];
    for (const seed of seeds) {
      const samples = secretSamples(createRandom(seed));
      expect(samples.length).to.be.at.least(300);
      for (const { kind, text, secret } of samples) {
        const redactor = createRedactor();
        const redacted = redactor.redact(text);
        if (redacted.text.includes(secret) || redacted.counts[kind] === undefined)
          missed.push(`${kind}: ${text} → ${redacted.text}`);
        expect(redactor.restore(redacted.text)).to.equal(text);
        expect(redactor.redact(redacted.text).text).to.equal(redacted.text);
      }
    }
    expect(missed, missed.slice(0, 20).join('\n')).to.have.length(0);
  });

  it('takes nothing out of what only looks like a secret', () => {
    const wrong: string[] = [];
    let count = 0;
    for (const seed of seeds)
      for (const text of harmlessTexts(createRandom(seed))) {
        count++;
        const redacted = createRedactor().redact(text).text;
        if (redacted !== text) wrong.push(`${text} → ${redacted}`);
      }
    expect(count / seeds.length).to.be.at.least(300);
    expect(wrong, wrong.slice(0, 20).join('\n')).to.have.length(0);
  });

  it('finds a token that is broken over two lines, with both of its parts', () => {
    const missed: string[] = [];
    for (const seed of seeds)
      for (const { text, secret, kind } of brokenSamples(createRandom(seed))) {
        const redacted = createRedactor().redact(text).text;
        if (redacted.includes(secret))
          missed.push(`${kind}: ${JSON.stringify(text)} → ${redacted}`);
      }
    expect(missed, `${missed.length}: ${missed.slice(0, 20).join('\n')}`).to.have.length(0);
  });

  it('leaves the text around a secret as it is', () => {
    const secret = createRandom(7).password();
    const text = `a = 1;\npassword = "${secret}"; # mine\nb = 2;`;
    expect(createRedactor().redact(text)).to.deep.equal({
      text: 'a = 1;\npassword = "<SECRET:password:1>"; # mine\nb = 2;',
      counts: { password: 1 },
    });
  });

  it('gives a secret one placeholder for the whole session, and two secrets two', () => {
    const random = createRandom(8);
    const [first, second] = [random.password(), random.password()];
    const redactor = createRedactor();
    expect(redactor.redact(`password = "${first}";`).text).to.contain('<SECRET:password:1>');
    expect(redactor.redact(`password = "${second}"; pass = "${first}";`).text).to.equal(
      'password = "<SECRET:password:2>"; pass = "<SECRET:password:1>";',
    );
  });

  it('knows a secret again where nothing says that it is one', () => {
    const secret = createRandom(9).password();
    const redactor = createRedactor();
    redactor.redact(`password = "${secret}";`);
    const { text, counts } = redactor.redact(`login: ${secret} was refused`);
    expect(text).to.equal('login: <SECRET:password:1> was refused');
    expect(counts).to.deep.equal({ password: 1 });
  });

  it('does not take an ordinary word for a secret because it is a password somewhere', () => {
    const redactor = createRedactor();
    const text = 'password = "postgres";\nservices.postgresql.enable = true; # postgres';
    expect(redactor.redact(text).text).to.match(/# postgres$/);
  });

  it('restores what it took out, and nothing that it did not', () => {
    const redactor = createRedactor();
    const secret = createRandom(10).password();
    redactor.redact(`password = "${secret}"`);
    expect(redactor.restore('use <SECRET:password:1>, not <SECRET:password:2>')).to.equal(
      `use ${secret}, not <SECRET:password:2>`,
    );
  });

  it('takes secrets out of a JSON value, by the names of its fields too', () => {
    const random = createRandom(11);
    const [named, shown, key] = [random.lower(9), random.password(), `ghp_${random.alnum(36)}`];
    const redactor = createRedactor();
    const value = {
      settings: [{ password: named, port: 22, passwordFile: '/run/secrets/x', token: null }],
      log: `login with password=${shown}`,
      [key]: true,
    };
    const redacted = redactor.redactDeep(value);
    expect(redacted).to.deep.equal({
      settings: [
        { password: '<SECRET:password:1>', port: 22, passwordFile: '/run/secrets/x', token: null },
      ],
      log: 'login with password=<SECRET:password:2>',
      '<SECRET:github-token:1>': true,
    });
    expect(JSON.parse(redactor.restore(JSON.stringify(redacted)))).to.deep.equal(value);
  });

  it('loses nothing of any text, also when it is redacted twice', () => {
    const samples = [1, 2].flatMap((seed) =>
      secretSamples(createRandom(seed)).map(({ text }) => text),
    );
    const piece = fc.oneof(
      fc.constantFrom(...samples, ...harmlessTexts(createRandom(3))),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        '\n',
        ' ',
        '"',
        '\\',
        '=',
        ': ',
        "''",
        'password',
        '://',
        '@',
        '-----BEGIN RSA PRIVATE KEY-----',
        '<SECRET:',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        const redactor = createRedactor();
        const once = redactor.redact(text).text;
        expect(redactor.restore(once)).to.equal(text);
        expect(redactor.restore(redactor.redact(once).text)).to.equal(text);
      }),
      { numRuns: long ? 10_000 : 300 },
    );
  });
});
