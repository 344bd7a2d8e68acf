import { expect } from 'chai';
import { graphics } from '../desktop/graphics.js';
import { session } from '../desktop/session.js';
import { look } from '../../testing/fixture.js';
import { battery } from './battery.js';
import { temperature } from './temperature.js';

const found = (readings: readonly { readonly target?: string; readonly status: string }[]) =>
  readings.map(({ target, status }) => (target === undefined ? status : `${target}: ${status}`));

describe('temperature', () => {
  const chip = '/sys/class/hwmon/hwmon0';
  const sensor = (value: number, bound: string) => ({
    files: {
      [`${chip}/name`]: 'coretemp\n',
      [`${chip}/temp1_label`]: 'Core 0\n',
      [`${chip}/temp1_input`]: `${value}000\n`,
      ...(bound !== '' && { [`${chip}/temp1_crit`]: `${bound}000\n` }),
    },
  });
  for (const [value, status] of [
    [94, ['ok']],
    [95, ['coretemp Core 0: minor']],
    [100, ['coretemp Core 0: major']],
  ] as const)
    it(`${value} °C with a bound of 100 is ${status.join()}`, async () => {
      expect(found(await look(temperature, sensor(value, '100')))).to.deep.equal(status);
    });
  it('is not judged without a bound that makes sense', async () => {
    for (const bound of ['', '0', '65261'])
      expect(found(await look(temperature, sensor(99, bound)))).to.deep.equal(['skipped']);
  });
});

describe('a battery', () => {
  const holds = (full: number, what = 'energy') => ({
    files: Object.fromEntries(
      [
        ['type', 'Battery\n'],
        [`${what}_full`, `${full}\n`],
        [`${what}_full_design`, '100\n'],
      ].map(([name = '', text = '']) => [`/sys/class/power_supply/BAT0/${name}`, text]),
    ),
  });
  for (const [full, status] of [
    [60, 'ok'],
    [59, 'minor'],
    [29, 'major'],
  ] as const)
    it(`that holds ${full} % is ${status}`, async () => {
      expect(found(await look(battery, holds(full)))).to.deep.equal([`BAT0: ${status}`]);
      expect(found(await look(battery, holds(full, 'charge')))).to.deep.equal([`BAT0: ${status}`]);
    });
  it('is not everywhere', async () => {
    expect(found(await look(battery, {}))).to.deep.equal(['skipped']);
  });
});

describe('a desktop', () => {
  it('finds its driver, or draws with the processor, or has no device', async () => {
    const dri = { '/dev/dri/card0': '' };
    expect(
      found(await look(graphics, { files: { ...dri, '/run/opengl-driver/lib': '' } })),
    ).to.deep.equal(['ok']);
    expect(found(await look(graphics, { files: dri }))).to.deep.equal(['minor']);
    expect(found(await look(graphics, {}))).to.deep.equal(['skipped']);
  });
  it('has units that failed, or none, and root has none', async () => {
    const units = (text: string) => ({
      programs: [{ argv: ['systemctl', '--user'], stdout: text }],
    });
    expect(found(await look(session, units('[{"unit":"pipewire.service"}]')))).to.deep.equal([
      'pipewire.service: minor',
    ]);
    expect(found(await look(session, units('[]')))).to.deep.equal(['ok']);
    expect(found(await look(session, { isRoot: true }))).to.deep.equal(['skipped']);
  });
});
