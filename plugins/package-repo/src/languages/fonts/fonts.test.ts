import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';

describe('fonts', () => {
  it('are put where fontconfig looks, and those of a site are not', async () => {
    const { text } = await derivationOf({
      'fonts/ttf/Ada-Regular.ttf': '',
      'fonts/otf/Ada-Regular.otf': '',
      'web/Ada.ttf': '',
    });
    expect(text)
      .to.contain('install -Dm644 fonts/ttf/*.ttf -t $out/share/fonts/truetype')
      .and.contain('install -Dm644 fonts/otf/*.otf -t $out/share/fonts/opentype')
      .and.not.contain('web/');
  });

  it('are no package beside a program', async () => {
    const { analysis } = await derivationOf({ 'a.ttf': '', 'go.mod': 'module a.org/b\n' });
    expect(analysis.components[0]!.facts.language).to.equal('go');
  });
});
