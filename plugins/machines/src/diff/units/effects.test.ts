import { expect } from 'chai';
import * as check from 'fast-check';
import { unitEffects } from './effects.js';
import { readUnit } from './unitFile.js';

const service = (start: string, more = ''): string =>
  `[Unit]\nDescription=x\n\n[Service]\nExecStart=${start}\n${more}`;

/** What a switch does to one unit that is active. */
function effectOf(name: string, before: string | undefined, after: string | undefined) {
  const files = (text: string | undefined) =>
    new Map(text === undefined ? [] : [[name, text] as const]);
  const effects = unitEffects(files(before), files(after), new Set([name]), new Set([name]));
  return Object.entries<readonly string[]>({ ...effects }).find(
    ([, names]) => names.length > 0,
  )?.[0];
}

describe('what a switch does to units', () => {
  for (const [what, name, before, after, effect] of [
    ['another program', 'a.service', service('/a'), service('/b'), 'restart'],
    [
      'another description',
      'a.service',
      service('/a'),
      service('/a').replace('=x', '=y'),
      undefined,
    ],
    ['a unit that is gone', 'a.service', service('/a'), undefined, 'stop'],
    [
      'one that is gone and shall go on',
      'a.service',
      `[Unit]\nX-StopOnRemoval=false\n`,
      undefined,
      'kept',
    ],
    ['a new unit', 'a.service', undefined, service('/a'), 'added'],
    [
      'one that is not to be restarted',
      'a.service',
      service('/a'),
      service('/b', 'X-RestartIfChanged=false\n'),
      'kept',
    ],
    [
      'one that is reloaded instead',
      'a.service',
      service('/a'),
      service('/b', 'X-ReloadIfChanged=true\n'),
      'reload',
    ],
    [
      'another trigger of a reload alone',
      'a.service',
      '[Unit]\nX-Reload-Triggers=/a\n[Service]\nExecStart=/a\n',
      '[Unit]\nX-Reload-Triggers=/b\n[Service]\nExecStart=/a\n',
      'reload',
    ],
    ['options of a mount', 'x.mount', '[Mount]\nOptions=a\n', '[Mount]\nOptions=b\n', 'reload'],
    ['what a mount mounts', 'x.mount', '[Mount]\nWhat=a\n', '[Mount]\nWhat=b\n', 'restart'],
    ['what / is', '-.mount', '[Mount]\nWhat=a\n', '[Mount]\nWhat=b\n', 'reload'],
    ['a socket', 'x.socket', '[Socket]\nListenStream=1\n', '[Socket]\nListenStream=2\n', undefined],
    ['a target', 'x.target', '[Unit]\nWants=a\n', '[Unit]\nWants=b\n', undefined],
    [
      '[Install] alone',
      'a.service',
      service('/a'),
      service('/a', '[Install]\nAlias=b\n'),
      undefined,
    ],
  ] as const)
    it(`is ${effect ?? 'nothing'} for ${what}`, () => {
      expect(effectOf(name, before, after)).to.equal(effect);
    });

  it('counts drop-ins, and instances of a template that are active', () => {
    const before = new Map([['getty@.service', service('/a')]]);
    const after = new Map([...before, ['getty@.service.d/more.conf', '[Service]\nNice=1\n']]);
    const changed = new Set(['getty@.service.d/more.conf']);
    const active = new Set(['getty@tty1.service', 'other.service']);
    expect(unitEffects(before, after, changed, active).restart).to.deep.equal([
      'getty@tty1.service',
    ]);
  });

  it('leaves alone what is not active', () => {
    const files = (text: string) => new Map([['a.service', text]]);
    const effects = unitEffects(
      files(service('/a')),
      files(service('/b')),
      new Set(['a.service']),
      new Set(),
    );
    expect(effects.restart).to.deep.equal([]);
  });

  it('reads any text as a unit, and an empty value takes away those before it', () => {
    check.assert(check.property(check.string(), (text) => void readUnit([text])));
    const unit = readUnit([
      '[Service]\nExecStart=/a\n',
      '[Service]\nExecStart=\nExecStart=/b \\\n c\n',
    ]);
    expect(unit.get('Service')?.get('ExecStart')).to.deep.equal(['/b   c']);
  });
});
