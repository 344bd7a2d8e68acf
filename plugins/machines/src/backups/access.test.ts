import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import { repositoryOf, shownAddress } from './access.js';
import { backupsIn } from './host/snapshots.js';
import { passwordFor } from './keys.js';

describe("a machine's repository", () => {
  it('lies below the location, as restic writes it', () => {
    const places = ['/srv/b/', 'sftp:b@nas:/srv', 's3://company', 's3://s3.example.org/company/x'];
    expect(places.map((place) => repositoryOf(place, 'web1'))).to.deep.equal([
      '/srv/b/web1',
      'sftp:b@nas:/srv/web1',
      's3:s3.amazonaws.com/company/web1',
      's3:https://s3.example.org/company/x/web1',
    ]);
  });

  it('is shown without a password', () => {
    expect(shownAddress('rest:https://ada:secret@nas:8000/web1')).to.equal(
      'rest:https://nas:8000/web1',
    );
  });

  it('has a password of its own, which openssl finds as the manual says', () => {
    const expected = createHmac('sha256', 'k').update('nixai backup of web1').digest('hex');
    expect(passwordFor('k', 'web1')).to.equal(expected);
    expect(passwordFor('k', 'web2')).not.to.equal(expected);
  });
});

describe('the backups of a repository', () => {
  const id = '20261130T112800-abcdef';
  const snapshot = (tags: readonly string[], name: string) => ({
    ...{ id: name.repeat(64), time: '2026-11-30T11:28:00.123456789Z', tags, hostname: 'x' },
  });
  const read = (...all: readonly unknown[]) => backupsIn(JSON.stringify(all), 'web1');

  it('are files with a list of what they were; without one they are no backup', () => {
    const files = snapshot(['nixai', `id=${id}`], 'a');
    const list = snapshot(['nixai-manifest', `id=${id}`], 'b');
    expect(read(files, list)[0]).to.deep.include({ id, data: files.id, manifest: list.id });
    expect(read(files)[0]).not.to.have.property('manifest');
    expect(read(list)).to.deep.equal([]);
  });

  it('are none of somebody else, and nothing that is no name reaches a command', () => {
    expect(read(snapshot(['daily'], 'a'), snapshot(['nixai', 'id=--x'], 'a'), 7)).to.deep.equal([]);
    expect(read({ ...snapshot(['nixai', `id=${id}`], 'a'), id: '--no-lock' })).to.deep.equal([]);
    expect(() => backupsIn('Fatal', 'web1')).to.throw('not understood');
  });
});
