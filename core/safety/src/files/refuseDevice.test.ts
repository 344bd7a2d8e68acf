import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import { temporaryFolder } from '../testing/temporaryFolder.js';
import { refuseDevice } from './refuseDevice.js';

describe('files: a device', () => {
  it('is not read as if it had an end; a file is', () => {
    const folder = temporaryFolder();
    writeFileSync(folder.at('file'), '');
    expect(() => refuseDevice(folder.at('file'))).not.to.throw();
    for (const device of ['/dev/zero', '/dev/full', '/dev/null'])
      expect(() => refuseDevice(device), device).to.throw('it is a device');
    expect(() => refuseDevice(folder.at('missing'))).to.throw('ENOENT');
    folder.remove();
  });
});
