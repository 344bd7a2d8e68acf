import type { TreeNode, View } from '@nixai/api';
import { isOpen, type Finding, type MachineDrift } from '../drift/result.js';

interface Drifted {
  readonly machines: readonly MachineDrift[];
  readonly detailed: boolean;
  readonly recommend: boolean;
}

/** Lines of evidence that are shown without `--detailed`. */
const linesShown = 3;

/** What is not as it is declared, machine by machine, the worst first. */
export function renderDrift({ machines, detailed, recommend }: Drifted, view: View): string {
  const trees = machines.map((one) => machineTree(one, detailed, recommend, view));
  return [...trees, summary(machines, detailed, view)].join('\n\n');
}

function machineTree(
  { name, host, fault, findings, notTold, expectedBy }: MachineDrift,
  detailed: boolean,
  recommend: boolean,
  view: View,
): string {
  const { style } = view;
  const label = `${style.heading(name)} ${style.dim(`(${host})`)}`;
  if (fault !== undefined) {
    const why = fault.why === undefined ? '' : `: ${fault.why}`;
    const hint = fault.hint === undefined ? [] : [{ label: `→ ${fault.hint}` }];
    return view.tree({ label, children: [{ label: style.bad(`${fault.what}${why}`) }, ...hint] });
  }
  const good = expectedBy === undefined ? 'nothing found' : `nothing found, and runs ${expectedBy}`;
  return view.tree({
    label,
    children: [
      ...(findings.length === 0 ? [{ label: style.good(good) }] : []),
      ...findings.filter(isOpen).map((one) => findingNode(one, detailed, recommend, view)),
      ...findings.filter((one) => !isOpen(one)).map((one) => exceptedNode(one, view)),
      ...(detailed
        ? notTold.map(({ what, why }) => ({ label: style.dim(`not told: ${what} (${why})`) }))
        : []),
    ],
  });
}

function findingNode(
  { severity, kind, subject, summary, evidence, mends, unknowable, id, exception }: Finding,
  detailed: boolean,
  recommend: boolean,
  { style }: View,
): TreeNode {
  const colour = severity === 'critical' || severity === 'high' ? style.bad : style.warn;
  const shown = detailed ? evidence : evidence.slice(0, linesShown);
  return {
    label: `${colour(severity.padEnd(9))}${style.bold(`${kind} ${subject}`)}: ${summary}`,
    children: [
      ...(exception === undefined
        ? []
        : [
            {
              label: style.bad(
                `the exception of ${exception.approvedBy} ended on ${exception.until}: ${exception.reason}`,
              ),
            },
          ]),
      ...shown.map((line) => ({ label: style.dim(line) })),
      ...(recommend ? [{ label: `→ ${mending[mends]}` }] : []),
      ...(detailed && unknowable !== undefined
        ? [{ label: style.dim(`cannot be known: ${unknowable}`) }]
        : []),
      ...(detailed ? [{ label: style.dim(`id: ${id}`) }] : []),
    ],
  };
}

/** One that was agreed to is shown too, in a line. */
const exceptedNode = ({ kind, subject, exception }: Finding, { style }: View): TreeNode => ({
  label: style.dim(
    `agreed   ${kind} ${subject}: until ${exception?.until} by ${exception?.approvedBy}: ${exception?.reason}`,
  ),
});

export const mending: Readonly<Record<Finding['mends'], string>> = {
  redeploy: 'a deployment mends it: nixai machines drift-fix',
  reboot: 'a restart mends it: nixai machines reboot',
  'by-hand': 'declare it, or take it away by hand; a deployment leaves it',
};

function summary(machines: readonly MachineDrift[], detailed: boolean, { style }: View): string {
  const drifted = machines.filter(({ findings }) => findings.some(isOpen)).length;
  const unasked = machines.filter(({ fault }) => fault !== undefined).length;
  const untold = machines.reduce((sum, { notTold }) => sum + notTold.length, 0);
  const count = `${machines.length} ${machines.length === 1 ? 'machine' : 'machines'}`;
  return [
    drifted === 0
      ? style.good(`no drift found on ${machines.length - unasked} of ${count}`)
      : style.warn(`drift on ${drifted} of ${count}`),
    ...(unasked === 0 ? [] : [style.bad(`${unasked} could not be asked`)]),
    ...(untold === 0 || detailed ? [] : [style.dim(`${untold} questions not told (--detailed)`)]),
  ].join('; ');
}
