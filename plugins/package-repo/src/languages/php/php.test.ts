import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';

describe('a project of PHP', () => {
  it('has its program, its licence, and says which extensions are off', async () => {
    const { text, analysis } = await derivationOf({
      'composer.json': JSON.stringify({
        name: 'ada/weather',
        description: 'Tells the weather.',
        license: 'MIT',
        bin: ['bin/weather'],
        require: { php: '>=8.2', 'ext-imagick': '*', 'ext-mbstring': '*', 'symfony/console': '^7' },
      }),
      'composer.lock': '{}',
    });
    expect(text)
      .to.contain('php.buildComposerProject2 (finalAttrs')
      .and.contain('vendorHash = lib.fakeHash;')
      .and.contain('mainProgram = "weather";')
      .and.not.contain('composerLock');
    expect(analysis.components[0]!.notes.join()).to.contain('imagick').and.not.contain('mbstring');
  });

  it('takes a lock that stands beside it where it has none', async () => {
    const { text, analysis } = await derivationOf({ 'composer.json': '{"name":"a/b"}' });
    expect(text).to.contain('composerLock = ./composer.lock;');
    expect(analysis.components[0]!.notes.join()).to.contain('composer update --no-install');
  });
});
