import { expect } from 'chai';
import { derivationOf } from '../../testing/project.js';

describe('scripts of the shell', () => {
  it('are a package where nothing else is', async () => {
    const { text } = await derivationOf({
      'bin/weather': '#!/usr/bin/env bash\n',
      'README.md': '',
    });
    expect(text).to.contain('stdenvNoCC.mkDerivation').and.contain('mainProgram = "weather";');
    expect(text).to.contain('install -Dm755 bin/weather $out/bin/weather');
  });

  it('are installed by their own installer, which takes the place', async () => {
    const { text } = await derivationOf({
      'bin/weather': '#!/bin/sh\n',
      'install.sh': '#!/bin/sh\nPREFIX="$1"\n',
    });
    expect(text).to.contain('bash install.sh $out');
  });

  it('are none where another language has the project', async () => {
    const { analysis } = await derivationOf({
      'bin/x': '#!/bin/sh\n',
      'go.mod': 'module a.org/b\n',
    });
    expect(analysis.components[0]!.facts.language).to.equal('go');
  });
});
