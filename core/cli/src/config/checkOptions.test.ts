import { expect } from 'chai';
import { textLayer } from './fileLayer.js';
import { environmentLayer } from './environment.js';
import { createSandbox } from './sandbox.test.js';

const lists = { 'group-unknown': { groups: ['media', 'lab'] } };

describe('the lists of rules in the configuration', () => {
  const read = (text: string) => textLayer('user', '/c.yaml', text, {});

  it('are read from a file, with their place', async () => {
    const layer = await read(
      'check:\n  options:\n    group-unknown:\n      groups: [media, lab]\n',
    );
    expect(layer.settings.get('check.options')?.value).to.deep.equal(lists);
    const path = ['check', 'options', 'group-unknown', 'groups'];
    expect(layer.locate(path, 'key')).to.include({ line: 4 });
  });

  it('are read from words', () => {
    const words = 'group-unknown.groups=media,lab firewall-database-open.ports=80';
    const { settings } = environmentLayer({ NIXAI_CHECK_OPTIONS: words });
    expect(settings.get('check.options')?.value).to.deep.equal({
      ...lists,
      'firewall-database-open': { ports: [80] },
    });
  });

  for (const text of ['[a]', '{a: [b]}', '{a: {b: c}}', '{a: {b: [{}]}}', 'a.b=c'])
    it(`are not ${text}`, async () => {
      const { findings } = await read(`check: {options: ${text}}`);
      expect(findings.map(({ message }) => message).join()).to.contain('a list for each option');
    });

  it('are found again, for who knows better what is wrong with them', async () => {
    const box = createSandbox();
    const inside = ['group-unknown', 'groups'];
    expect(await box.open().locate('check.options', inside)).to.equal(undefined);
    box.write(box.user, 'check:\n  options:\n    group-unknown: { groups: [media] }\n');
    expect(await box.open().locate('check.options', inside)).to.include({
      from: box.user,
      line: 3,
    });
    const env = { NIXAI_CHECK_OPTIONS: 'group-unknown.groups=media' };
    const place = await box.open(env).locate('check.options', inside);
    expect(place).to.deep.equal({ from: 'NIXAI_CHECK_OPTIONS' });
    box.remove();
  });

  it('are no names of JavaScript', () => {
    const { findings } = environmentLayer({ NIXAI_CHECK_OPTIONS: '__proto__.x=1' });
    expect(findings).to.have.lengthOf(1);
  });
});
