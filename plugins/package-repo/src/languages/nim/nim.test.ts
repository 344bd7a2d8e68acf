import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';

describe('a project of Nim', () => {
  it('has what its .nimble says, and a lock beside it', async () => {
    const { text, analysis } = await derivationOf({
      'weather.nimble':
        'version = "0.5.0"\nauthor = "Ada"\ndescription = "Tells the weather"\nlicense = "MIT"\nbin = @["wx"]\nrequires "nim >= 2.0", "cligen >= 1.6"\n',
    });
    expect(text)
      .to.contain('buildNimPackage (finalAttrs')
      .and.contain('lockFile = ./lock.json;')
      .and.contain('mainProgram = "wx";')
      .and.contain('"-d:NimblePkgVersion=${finalAttrs.version}"');
    expect(analysis.components[0]!.facts.dependencies.map(({ name }) => name)).to.deep.equal([
      'cligen',
    ]);
  });
});
