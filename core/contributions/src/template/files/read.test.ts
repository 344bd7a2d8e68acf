import { expect } from 'chai';
import { isNixaiError } from '@nixai/api';
import { writeTemplate } from './write.js';
import { readTemplate } from './read.js';
import { isLinear } from './readVariable.js';

const nix = '{ services.x.port = @port@; y = @level@; }\n';
const about = `title: A house
version: 1.2.0
from: 25.11
variables:
  - name: port
    type: integer
    default: 80
    max: 99
  - name: level
    type: enum
    choices: [low, high]
compliance:
  - id: is-closed
    about: nobody gets in
    option: services.x.open
    value: false
    when: { level: high }
unheard: of
`;

const isUnfit = (error: unknown): boolean => isNixaiError(error) && error.code === 'template-unfit';

describe('a template as a person writes it', () => {
  it('is read with its variables, and written again as it was', () => {
    const template = readTemplate('house', about, nix);
    expect(template).to.deep.include({
      id: 'house',
      kind: 'nixos',
      version: '1.2.0',
      from: '25.11',
    });
    expect(template.variables[1]).to.deep.include({ type: 'string', choices: ['low', 'high'] });
    expect(template.variables[1]?.default, 'it has to be given').to.equal(undefined);
    const again = writeTemplate(template);
    expect(readTemplate('house', again.about, again.source)).to.deep.equal(template);
  });

  it('is refused where it is none, and says why', () => {
    const wrong: [string, string, string][] = [
      ['../x', about, nix],
      ['x', 'kind: castle', nix],
      ['x', '- a', nix],
      ['x', 'title: [', nix],
      ['x', `${about}tags: word`, nix],
      ['x', about.replace('1.2.0', 'new'), nix],
      ['x', about.replace('default: 80', 'default: 100'), nix],
      ['x', about.replace('name: port', 'name: Port'), nix],
      ['x', about.replace('choices: [low, high]', ''), nix],
      ['x', about, '{ a = @port@; }'],
      ['x', about, `${nix}}`],
      ['x', `${about}compliance: [{ id: a }]`, nix],
      ['x', `${about}compliance: [{ id: a, about: b, machine: gold }]`, nix],
      ['x', about, `${nix}#${'x'.repeat(600_000)}`],
    ];
    for (const [id, words, source] of wrong)
      expect(() => readTemplate(id, words, source), words)
        .to.throw()
        .that.satisfies(isUnfit);
  });

  it('has no pattern that could keep a machine busy', () => {
    for (const one of ['[a-z]+', 'a(?:b{0,61}c)?', '\\d\\d\\.(?:05|11)', '(?:ssh|sk)-[^ ]+ \\S+'])
      expect(isLinear(one), one).to.equal(true);
    for (const one of [
      '(a+)+',
      '(?:a|aa)+',
      '(.*)*x',
      '((a*)b)*',
      '(a)\\1',
      'a(?=b)',
      '(a{2,}){3,}',
      '(',
    ])
      expect(isLinear(one), one).to.equal(false);
  });
});
