import { expect } from 'chai';
import { createRandom } from './random.test.js';
import { createRedactor } from './redactor.js';
import { harmlessTexts } from './harmless.test.js';
import { secretSamples } from './secrets.test.js';

const long = process.env['NIXAI_TRUST'] === 'long';

function inChunks(text: string, next: () => number) {
  const redactor = createRedactor();
  const stream = redactor.stream();
  let output = '';
  for (let at = 0; at < text.length;) {
    const size = next();
    output += stream.push(text.slice(at, at + size));
    at += size;
  }
  return { output: output + stream.end(), redactor };
}

describe('redacting stream', function () {
  this.timeout(300_000);

  it('finds every secret of a long stream, however it is cut', () => {
    for (let seed = 1; seed <= (long ? 20 : 2); seed++) {
      const random = createRandom(seed);
      const samples = secretSamples(random);
      const filler = harmlessTexts(random);
      const text = samples
        .map(({ text }) => `${text}\n${filler[random.below(filler.length)]}\n\n`)
        .join('');
      const { output, redactor } = inChunks(text, () => 1 + random.below(long ? 3000 : 9000));
      const leaked = samples.filter(
        // An ordinary word that is a password somewhere may stand elsewhere as itself.
        ({ secret }) => secret.length > 12 && output.includes(secret),
      );
      expect(leaked.map(({ text }) => text)).to.deep.equal([]);
      expect(redactor.restore(output)).to.equal(text);
    }
  });

  it('finds a secret wherever in the chunks it lies', () => {
    const random = createRandom(5);
    const line = 'Nov 02 10:00:00 host thing[1]: all is well\n';
    const lines = Array.from({ length: 40 }, () => random.base64(48)).join('\n');
    const secrets = [
      `-----BEGIN RSA PRIVATE KEY-----\n${lines}\n-----END RSA PRIVATE KEY-----\n`,
      `machine cache.example.org\n  login me\n  password ${random.alnum(20)}\n`,
      `env:\n  - name: DB_PASSWORD\n    value: "${random.alnum(20)}"\n`,
    ];
    for (const secret of secrets)
      for (let shift = 0; shift < 2 * 40 * 1024; shift += long ? 701 : 9_001) {
        const filler = line.repeat(Math.ceil(shift / line.length)).slice(0, shift);
        const text = `${filler}\n${secret}${line.repeat(4000)}`;
        const { output } = inChunks(text, () => 4096);
        const whole = createRedactor().redact(text).text;
        expect(output, `after ${shift}`).to.equal(whole);
        expect(whole).to.contain('<SECRET:');
      }
  });

  it('holds back no more than it needs', () => {
    const stream = createRedactor().stream();
    const line = 'services.openssh.enable = true;\n';
    let given = 0;
    for (let count = 0; count < 10_000; count++) given += stream.push(line).length;
    expect(10_000 * line.length - given).to.be.at.most(80 * 1024);
    for (let count = 0; count < 40; count++) given += stream.push('a1B2'.repeat(16_384)).length;
    expect(given).to.be.at.least(1024 * 1024);
  });
});
