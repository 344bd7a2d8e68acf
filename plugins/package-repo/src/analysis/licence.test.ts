import { expect } from 'chai';
import { derivationOf } from '../testing/project.js';

const gpl = 'GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007\n';
const licenceOf = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const { analysis } = await derivationOf({
    'go.mod': 'module a.org/b\n',
    'main.go': 'package main\n\nfunc main() {}\n',
    ...files,
  });
  return analysis.components[0]!.licences?.attributes ?? [];
};

describe('the licence of a project', () => {
  it('is of later versions too where they stand beside its name', async () => {
    expect(await licenceOf({ LICENSE: gpl })).to.deep.equal(['gpl3Only']);
    expect(
      await licenceOf({ LICENSE: gpl, 'README.md': 'It is free software (GPL-3.0-or-later).' }),
    ).to.deep.equal(['gpl3Plus']);
    expect(
      await licenceOf({ LICENSE: gpl, 'README.md': 'GPL.\n\nIt needs Go 1.22 or later.' }),
    ).to.deep.equal(['gpl3Only']);
  });

  it('is what its description for software centres says', async () => {
    expect(
      await licenceOf({
        LICENSE: gpl,
        'data/b.metainfo.xml': '<project_license>GPL-3.0-or-later</project_license>',
      }),
    ).to.deep.equal(['gpl3Plus']);
  });

  it('is what its own file says, and not all that REUSE keeps texts of', async () => {
    const mit = 'SPDX-License-Identifier: MIT\n';
    expect(await licenceOf({ COPYING: gpl, 'LICENSES/MIT.txt': mit })).to.deep.equal(['gpl3Only']);
    expect(await licenceOf({ 'LICENSES/MIT.txt': mit })).to.deep.equal(['mit']);
    expect(await licenceOf({ COPYING: gpl, 'COPYING.3party': mit })).to.deep.equal(['gpl3Only']);
  });

  it('is none where it is in the public domain, and says so at once', async () => {
    expect(await licenceOf({ LICENSE: 'b is in the public domain. Take it.\n' })).to.deep.equal([
      'publicDomain',
    ]);
  });

  it('is of later versions where the README says so of the project, whatever sources leave out', async () => {
    expect(
      await licenceOf({
        LICENSE: gpl,
        'README.md':
          'b is licensed under the GNU General Public License version 3 or any\nlater version.\n',
        'a.go': '// GPL\npackage main\n',
        'c.go': '// GPL\npackage main\n',
      }),
    ).to.deep.equal(['gpl3Plus']);
  });

  it('is all that its file names together', async () => {
    expect(
      await licenceOf({
        COPYING: 'It is under:\n\n\tSPDX-License-Identifier: MPL-2.0 AND MIT\n\nand',
      }),
    ).to.deep.equal(['mpl20', 'mit']);
  });

  it('is not that of what it goes with', async () => {
    expect(
      await licenceOf({
        COPYING: gpl,
        'LICENSE.OpenSSL':
          'Redistribution and use in source and binary forms … All advertising materials …',
      }),
    ).to.deep.equal(['gpl3Only']);
  });

  it('is that of its file where package.json has what npm writes by itself', async () => {
    const { analysis } = await derivationOf({
      'package.json': '{ "name": "b", "version": "1.0.0", "license": "ISC", "bin": "b.js" }',
      'package-lock.json': '{ "lockfileVersion": 3, "packages": {} }',
      LICENSE: gpl,
    });
    expect(analysis.components[0]!.licences?.attributes).to.deep.equal(['gpl3Only']);
  });

  it('is of later versions where a man page says so', async () => {
    expect(
      await licenceOf({
        LICENSE: gpl,
        'man/b.1': '.TH B\nUnder the GNU General Public License, version 3 or any later version.\n',
      }),
    ).to.deep.equal(['gpl3Plus']);
  });
});
