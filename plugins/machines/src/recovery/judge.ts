import type { RecoveryPlan } from './plan.js';
import type { Recovered, Report } from './result.js';
import { spanText } from '../durations.js';

type Phases = Report['phases'];
type Judged = Pick<Report, 'verdict' | 'phases' | 'findings'> & {
  readonly pointSeconds?: number;
};

/**
 * What came of a recovery, by what was measured: it has passed only where every machine came back whole,
 * within both objectives, and nothing was left untested.
 * @param spans what each phase took, all machines together.
 */
export function judge(
  { objectives, phases: planned }: Pick<RecoveryPlan, 'objectives' | 'phases'>,
  machines: readonly Recovered[],
  spans: ReadonlyMap<string, number>,
  seconds: number,
): Judged {
  const phases = planned.map(({ phase, seconds: target }): Phases[number] => {
    const all = machines.flatMap(({ steps }) => steps.filter((one) => one.phase === phase));
    const took = spans.get(phase);
    return {
      phase,
      state: worst(all.map(({ state }) => state)),
      ...(took !== undefined && { seconds: took }),
      ...(target !== undefined && { target }),
    };
  });
  const ages = machines.flatMap(({ ageSeconds }) => (ageSeconds === undefined ? [] : [ageSeconds]));
  const pointSeconds = ages.length === machines.length ? Math.max(...ages) : undefined;
  const failures = machines.flatMap(({ name, steps }) =>
    steps
      .filter(({ state }) => state === 'failed')
      .map(({ phase, why = '' }) => `${name}: ${phase} failed: ${why}`),
  );
  const missed = [
    ...(seconds > objectives.recoverySeconds
      ? [`it took ${spanText(seconds)}, and may take ${spanText(objectives.recoverySeconds)}`]
      : []),
    ...machines
      .filter(({ ageSeconds }) => ageSeconds !== undefined && ageSeconds > objectives.pointSeconds)
      .map(
        ({ name, ageSeconds = 0 }) =>
          `${name}: its backup is ${spanText(ageSeconds)} old, and may be ${spanText(objectives.pointSeconds)}`,
      ),
  ];
  const slow = phases.flatMap(({ phase, seconds: took = 0, target = Infinity }) =>
    took > target ? [`${phase} took ${spanText(took)}, and was to take ${spanText(target)}`] : [],
  );
  const untested = untestedIn(machines);
  const isWhole = failures.length + missed.length === 0 && pointSeconds !== undefined;
  return {
    verdict: !isWhole ? 'failed' : untested.length > 0 ? 'partial' : 'passed',
    phases,
    findings: [...failures, ...missed, ...slow, ...untested],
    ...(pointSeconds !== undefined && { pointSeconds }),
  };
}

/** What was not tested, and why; of all machines in one sentence where it is the same. */
function untestedIn(machines: readonly Recovered[]): readonly string[] {
  const by = new Map<string, string[]>();
  for (const { name, steps } of machines)
    for (const { phase, state, why = '' } of steps)
      if (state === 'not-tested') {
        const what = `${phase} was not tested: ${why}`;
        by.set(what, [...(by.get(what) ?? []), name]);
      }
  return [...by].map(([what, names]) =>
    names.length === machines.length ? what : `${names.join(', ')}: ${what}`,
  );
}

const order = ['failed', 'left', 'planned', 'not-tested', 'passed'] as const;

const worst = (states: readonly Phases[number]['state'][]): Phases[number]['state'] =>
  order.find((one) => states.includes(one)) ?? 'left';
