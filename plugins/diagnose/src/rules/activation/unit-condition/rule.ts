import { shellWord, type DiagnosisFix, type DiagnosisRule } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { unitAround } from '../../shared/units.js';

/** systemd did not even try to start a unit: a condition of the unit was not met. */
export const unitCondition: DiagnosisRule = {
  id: 'activation/unit-condition',
  class: 'unit-condition',
  phase: 'activation',
  title: 'Unit is not started: its condition is not met',
  components: ['systemd', 'services'],
  confidence: 0.85,
  patterns: [
    {
      anchors: [' was not met'],
      line: /^\s*(?:└─|├─|\|-|`-)?\s*(?<condition>(?:Condition|Assert)[A-Z]\w{2,40})=(?<value>\S.{0,200}?) was not met/,
    },
    {
      anchors: ['Assertion failed for', 'Starting requested but asserts failed'],
      line: /(?:Assertion failed for (?<what>.{2,120})|(?<asserts>Starting requested but asserts failed))/,
    },
  ],
  docs: [
    {
      title: 'systemd.unit: conditions and asserts',
      url: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#Conditions%20and%20Asserts',
    },
  ],
  explain(evidence) {
    const unit = unitAround(evidence) ?? evidence.get('what').replace(/\.$/, '');
    if (unit === '') return undefined;
    const condition = evidence.get('condition');
    const value = evidence.get('value');
    const not = value.startsWith('!');
    const path = /^[!|]*(?<is>\/\S{1,200})/.exec(value)?.groups?.['is'];
    return {
      culprit: `${unit}${condition === '' ? '' : `: ${condition}=${value}`}`,
      facts: { unit, condition: condition || undefined, value: value || undefined },
      message: `${unit} was not started, and that is no failure of its program: ${condition === '' ? 'a condition that it has (Assert…=) is not met' : `it only starts if ${meaning(condition, path ?? value, not)}`}.`,
      fixes: fixesFor(condition, path, not, unit),
      verify: [`systemctl status -- ${shellWord(unit)}`],
    };
  },
};

const kinds: Readonly<Record<string, string>> = {
  PathExists: 'exists',
  PathIsDirectory: 'is a folder',
  PathIsReadWrite: 'is there and can be written to',
  PathIsMountPoint: 'is a mount point',
  DirectoryNotEmpty: 'has something in it',
  FileNotEmpty: 'is a file with content',
  FileIsExecutable: 'is a program',
};

function meaning(condition: string, value: string, not: boolean): string {
  const kind = condition.replace(/^(?:Condition|Assert)/, '');
  const says = kinds[kind];
  return says === undefined
    ? `${kind} is ${not ? 'not ' : ''}${value.replace(/^!/, '')}`
    : not
      ? `it is not so that ${value} ${says}`
      : `${value} ${says}`;
}

function fixesFor(
  condition: string,
  path: string | undefined,
  not: boolean,
  unit: string,
): readonly DiagnosisFix[] {
  const again = shellFix(
    'Then start it again.',
    `sudo systemctl restart -- ${shellWord(unit)}`,
    'restart',
  );
  const look = shellFix(
    'See which conditions it has, and which is not met.',
    `systemctl show -p Conditions,Asserts,ConditionResult,AssertResult -- ${shellWord(unit)}`,
  );
  if (path === undefined) return [look, again];
  const file = shellWord(path);
  if (not)
    return [
      advice(
        `${path} is there, which tells the unit that its work is done, or not wanted. If it shall run all the same, move that file away.`,
        'data',
      ),
      again,
    ];
  if (/Directory|ReadWrite/.test(condition))
    return [
      shellFix(
        'Make the folder (if it is there: see who may write to it, and whether its file system is read-only).',
        `sudo mkdir -p ${file}; ls -ld ${file}; findmnt -T ${file}`,
      ),
      again,
    ];
  return [
    advice(
      `Make ${path} (or see why what should make it did not: a secret, a mount, another service). If it is not needed, correct the option that names it.`,
    ),
    again,
  ];
}
