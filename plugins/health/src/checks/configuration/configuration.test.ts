import { NixaiError, type CheckReport, type HealthCheck } from '@nixai/api';
import { errorCode } from '@nixai/api/testing';
import { expect } from 'chai';
import { look, type Fixture } from '../../testing/fixture.js';
import { evaluation } from './evaluation.js';
import { options } from './options.js';
import { parse } from './parse.js';

const files = { '/etc/nixos/configuration.nix': '{ }' };
const found = (rule: string, severity: 'error' | 'warning' | 'note') =>
  ({ rule, severity, file: 'a.nix', line: 3, message: 'it is so' }) as CheckReport['findings'][0];
const statuses = async (check: HealthCheck, fixture: Fixture) =>
  (await look(check, { files, ...fixture })).map(({ status }) => status);
const told = (...findings: CheckReport['findings']) => ({
  report: { findings, files: ['a.nix'], definitions: 2 },
});

describe('the configuration of a machine', () => {
  it('parses, or names the file', async () => {
    expect(await statuses(parse, told(found('unknown-option', 'error')))).to.deep.equal(['ok']);
    expect(await statuses(parse, told(found('syntax', 'error')))).to.deep.equal(['major']);
    expect(await statuses(parse, told(found('import-not-there', 'error')))).to.deep.equal([
      'major',
    ]);
  });
  it('is as the checker says', async () => {
    expect(await statuses(options, told(found('old-way', 'note')))).to.deep.equal(['ok']);
    expect(await statuses(options, told(found('open-door', 'warning')))).to.deep.equal(['minor']);
    expect(await statuses(options, told(found('unknown-option', 'error')))).to.deep.equal([
      'major',
    ]);
  });
  it('is evaluated by Nix', async () => {
    const refused = new NixaiError({ code: 'nix-failed', what: 'Nix', why: 'error: infinite' });
    const absent = new NixaiError({ code: 'nix-missing', what: 'no Nix' });
    const print = (error?: Error) => ({
      nix: { print: () => (error === undefined ? Promise.resolve('') : Promise.reject(error)) },
    });
    expect(await statuses(evaluation, print())).to.deep.equal(['ok']);
    expect(await statuses(evaluation, print(refused))).to.deep.equal(['major']);
    expect(await errorCode(() => statuses(evaluation, print(absent)))).to.equal('nix-missing');
  });
  it('is unknown where it is not there', async () => {
    for (const check of [parse, options, evaluation]) {
      const error = await look(check, { files: {} }).catch((thrown: unknown) => thrown);
      expect(error, check.id)
        .to.be.an('error')
        .with.property('message')
        .that.matches(/there is no/);
    }
  });
});
