import { expect } from 'chai';
import { listedFiles, modeOf } from './listed.js';

describe('what tar lists', () => {
  it('is read with its rights, owner, time to the nanosecond, and where a link leads', () => {
    const [folder, link, hard] = listedFiles(
      [
        'drwxr-x--T 1234/55             0 2004-11-09 11:33:20.125        "etc/nixos/"',
        'lrwxrwxrwx 0/0                 0 2026-11-29 18:18:10.215395833 "etc/l" -> "../q"',
        'hrw-r--r-- 0/0                 0 2026-11-29 18:18:10 "a/x y" link to "a/hard"',
        '',
      ].join('\n'),
    );
    expect(folder).to.deep.equal({
      ...{ path: '/etc/nixos', kind: 'folder', mode: 0o1750, uid: 1234, gid: 55, size: 0 },
      modified: '2004-11-09 11:33:20.125',
    });
    expect(link).to.include({ kind: 'link', target: '../q' });
    expect(hard).to.include({ path: '/a/x y', kind: 'hard-link', target: '/a/hard' });
  });

  it('may have names with quotes, line ends and letters that are not ASCII', () => {
    const [file] = listedFiles('-rw-r--r-- 0/0 2 2026-11-29 18:18:10 "gr\\303\\266\\"\\\\\\n"\n');
    expect(file?.path).to.equal('/grö"\\\n');
  });

  it('is refused where it is a device, or another form', () => {
    for (const line of [
      'brw-rw---- 0/6 8,0 2026-11-29 18:18:10 "dev/sda"',
      '-rw-r--r-- root/root 2 2026-11-29 18:18 a',
    ])
      expect(() => listedFiles(line), line).to.throw(/not understood/);
  });

  it('gives rights as bits', () => {
    const rights = {
      'rwsr-x--x': 0o4751,
      'rw-r--r--': 0o644,
      'rwSr--r--': 0o4644,
      '--x--s--t': 0o3111,
    };
    for (const [text, mode] of Object.entries(rights)) expect(modeOf(text)).to.equal(mode);
  });
});
