import { expect } from 'chai';
import { commonBeginning, listed } from './candidates.js';

describe('what is offered at Tab', () => {
  it('fits the width, with meanings beside', () => {
    const found = Array.from({ length: 20 }, (_, at) => ({
      value: `services.nginx.option${at}.`,
      about: 'a very long meaning '.repeat(9),
    }));
    for (const width of [80, 40]) {
      const lines = listed(found, width, false).split('\n');
      for (const line of lines) expect(line.length).to.be.below(width);
      expect(lines.at(-1)).to.equal('… and 6 more');
    }
    expect(listed([{ value: 'a', about: 'b\nc' }, { value: 'long' }], 80, false)).to.equal(
      'a     b c\nlong',
    );
  });

  it('goes on as far as all of it agrees', () => {
    expect(commonBeginning(['services.', 'services.nginx'])).to.equal('services.');
    expect(commonBeginning([])).to.equal('');
  });
});
