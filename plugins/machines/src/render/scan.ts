import type { TreeNode, View } from '@nixai/api';
import { exceptionText } from '../standards/report/markdown.js';
import { countsText, sectionsOf, seenText } from '../standards/report/sections.js';
import type { JudgedRule, Scan, Scanned } from '../standards/result.js';

/** What is not kept, machine by machine, the gravest first. @param detailed shows what is not known too. */
export function renderScan(
  { rules, count, machines }: Scan,
  detailed: boolean,
  view: View,
): string {
  const trees = machines.map((one) => view.tree(machineNode(one, detailed, view)));
  return [...trees, view.style.dim(`${rules}: ${count} rules`)].join('\n\n');
}

function machineNode(one: Scanned, detailed: boolean, view: View): TreeNode {
  const { style } = view;
  const { open, agreed, undeclared, unknown } = sectionsOf(one);
  const where = one.host === undefined ? '' : ` ${style.dim(`(${one.host})`)}`;
  return {
    label: `${style.heading(one.name)}${where}`,
    children: [
      ...(one.fault === undefined ? [] : [{ label: style.bad(`not asked: ${one.fault.what}`) }]),
      ...(one.unread === undefined
        ? []
        : [{ label: style.warn(`what is declared was not read: ${one.unread}`) }]),
      ...(one.asRoot === false
        ? [{ label: style.warn('looked at without root: much of it is not known') }]
        : []),
      ...(open.length === 0
        ? [{ label: style.good('nothing found that is not kept') }]
        : [
            {
              label: style.bad('not kept'),
              children: open.map((rule) => ruleNode(rule, detailed, view)),
            },
          ]),
      ...agreed.map(({ rule, exception }) => ({
        label: style.dim(
          `agreed   ${rule}${exception === undefined ? '' : `: ${exceptionText(exception)}`}`,
        ),
      })),
      ...undeclared.map((rule) => ({
        label: style.warn(`kept now, declared otherwise: ${rule.rule}`),
        children: [{ label: style.dim(seenText(rule)) }],
      })),
      ...(detailed
        ? unknown.map((rule) => ({
            label: style.dim(`not known ${rule.rule}: ${seenText(rule)}`),
          }))
        : []),
      { label: countsText(one) },
      { label: style.dim(`known holes of packages: ${one.vulnerabilities}`) },
    ],
  };
}

function ruleNode(one: JudgedRule, detailed: boolean, { style }: View): TreeNode {
  const { severity, rule, title, why, fix, exception } = one;
  const colour = severity === 'critical' || severity === 'high' ? style.bad : style.warn;
  return {
    label: `${colour(severity.padEnd(8))} ${style.bold(rule)}: ${title}`,
    children: [
      { label: style.dim(seenText(one)) },
      ...(exception === undefined ? [] : [{ label: style.bad(exceptionText(exception)) }]),
      ...(detailed ? [{ label: why }] : []),
      ...(fix === undefined ? [] : [{ label: `→ ${fix}` }]),
    ],
  };
}
