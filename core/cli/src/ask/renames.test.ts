import { expect } from 'chai';
import { contextLines } from './contextLines.js';
import { renamesIn, withNewNames } from './renames.js';

describe('old names in a question or a configuration', () => {
  it('are told on a release that has the new one, and on no earlier one', () => {
    const text = 'what does services.logind.lidSwitch do?';
    expect(renamesIn(text, '26.05').join()).to.contain('HandleLidSwitch');
    expect(renamesIn(text, '25.05')).to.deep.equal([]);
  });

  it('are looked up by the new ones, which is what the handbook has', () => {
    const asked = 'is services.xserver.desktopManager.gnome.enable deprecated?';
    expect(withNewNames(asked, '26.05')).to.equal(
      'is services.desktopManager.gnome.enable deprecated?',
    );
    expect(withNewNames(asked, '25.05')).to.equal(asked);
  });

  it('are told for what lies below a set that moved as a whole', () => {
    const file = { name: 'a.nix', text: '{ services.bird2.config = ""; }' };
    const [line] = contextLines([file], [], '26.05');
    expect(line).to.include({ file: 'a.nix', line: 1 });
    expect(line?.remark).to.contain('services.bird.config');
  });
});
