import { expect } from 'chai';
import { checkedLocation } from './configure.js';
import { scriptFailed, backupDamaged, withOlder } from './faults.js';
import { causeOf } from './validate.js';

const said = (stderr: string) => ({ code: 1, stdout: '', stderr, truncated: false });
const at = { doing: 'reading the repository', place: 'standby', machine: 'web1', repository: 'R' };

describe('where backups go', () => {
  it('is an address with a folder, as restic takes it', () => {
    const good = [
      ...[
        'sftp:backup@nas:/srv',
        'sftp:nas:srv',
        'sftp://backup@nas:2222//srv',
        'sftp:me@[::1]:/x',
      ],
      ...['/srv/backups', 's3://bucket'],
    ];
    for (const one of good) expect(checkedLocation(one)).to.equal(one);
    const bad = [
      'sftp:backup@nas',
      'sftp:',
      'sftp:nas',
      'sftp:backup@nas:',
      'sftp://nas',
      'sftp://nas/',
    ];
    for (const one of bad)
      expect(() => checkedLocation(one), one).to.throw('no address that restic takes');
  });
});

describe('why a backup came to nothing', () => {
  it('names the whole command that mends it', () => {
    const none = scriptFailed(said('Is there a repository at the following location?\nR'), at);
    expect(none.hint).to.equal('nixai machines backup run web1 --init');
    const odd = scriptFailed(
      said('Fatal: parsing repository location failed: sftp: invalid format'),
      at,
    );
    expect(odd.hint).to.contain('--backup-location sftp:USER@HOST:/FOLDER');
  });

  it('is told by the last line in a look at the strategy, with the next command', () => {
    const fault = { code: 'backup-failed', what: 'reading failed', why: 'a\nFatal: no route' };
    expect(causeOf('web1', fault)).to.deep.equal({
      why: 'reading failed: Fatal: no route',
      hint: 'nixai machines backup-strategy show web1',
    });
    const gone = { code: 'machine-unreachable', what: 'web1 cannot be reached' };
    expect(causeOf('web1', gone).hint).to.equal('nixai machines status web1');
  });

  it('names the older one that was whole', () => {
    const older = { machine: 'web1', id: '2026-old', verified: '2026-11-29T10:00:00Z' };
    const { code, hint } = withOlder(backupDamaged('web1', '2026-new', 'a bit'), older);
    expect([code, hint]).to.deep.equal([
      'backup-damaged',
      '2026-old was whole on 2026-11-29: nixai machines backup restore web1 --backup 2026-old --to FOLDER',
    ]);
  });
});
