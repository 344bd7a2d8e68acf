import { expect } from 'chai';
import { isNixaiError } from '@nixai/api';
import { isPackageFile, parsePackageFile } from './packageFile.js';

const channel = {
  version: 2,
  packages: {
    ripgrep: {
      name: 'ripgrep-14.1.1',
      pname: 'ripgrep',
      version: '14.1.1',
      system: 'x86_64-linux',
      meta: {
        description: 'Utility that combines the usability of ag with the speed of grep',
        homepage: 'https://github.com/BurntSushi/ripgrep',
        license: [
          { spdxId: 'Unlicense', free: true },
          { spdxId: 'MIT', free: true },
        ],
        mainProgram: 'rg',
      },
    },
    'python3Packages.requests': { name: 'python3.12-requests-2.32.3', meta: { license: 'asl20' } },
    steam: {
      pname: 'steam',
      version: '1.0',
      meta: {
        license: { shortName: 'unfreeRedistributable', free: false },
        homepage: ['https://a.example', 'https://b.example'],
      },
    },
  },
};

describe('parsePackageFile', () => {
  const parsed = parsePackageFile(channel);
  const named = (attribute: string) => parsed.find((one) => one.attribute === attribute);

  it('reads what a channel writes', () => {
    expect(named('ripgrep')).to.include({
      name: 'ripgrep',
      version: '14.1.1',
      mainProgram: 'rg',
      unfree: false,
    });
    expect(named('ripgrep')?.licenses).to.deep.equal(['Unlicense', 'MIT']);
  });

  it('takes name and version apart where they are not given', () => {
    expect(named('python3Packages.requests')).to.include({
      name: 'python3.12-requests',
      version: '2.32.3',
    });
    expect(named('python3Packages.requests')?.licenses).to.deep.equal(['asl20']);
  });

  it('sees that a licence is unfree, and takes the first of several homepages', () => {
    expect(named('steam')).to.include({ unfree: true, homepage: 'https://a.example' });
  });

  it('reads nix search, with its long attribute paths', () => {
    const data = {
      'legacyPackages.x86_64-linux.hello': {
        pname: 'hello',
        version: '2.12',
        description: 'A greeting',
      },
    };
    expect(parsePackageFile(data)[0]).to.include({ attribute: 'hello', description: 'A greeting' });
  });

  it('tells packages from options', () => {
    expect(isPackageFile(channel)).to.equal(true);
    expect(isPackageFile({ 'a.b': { type: 'boolean', description: '' } })).to.equal(false);
  });

  it('refuses what holds no packages', () => {
    expect(() => parsePackageFile({ packages: {} }))
      .to.throw()
      .that.satisfies(isNixaiError);
  });
});
