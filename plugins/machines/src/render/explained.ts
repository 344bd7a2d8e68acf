import type { TreeNode, View } from '@nixai/api';
import type { Explained } from '../explain/result.js';

/** An option, and what each machine declares of it. @param full shows all that is said of it. */
export function renderExplained(explained: Explained, full: boolean, view: View): string {
  const { machines, optionSet, known } = explained;
  // A name that is none says nothing of machines that do not have it.
  const shown = machines.filter(({ settings }) => known !== 'unknown' || settings.length > 0);
  return [
    head(explained, full, view),
    ...shown.map((one) => view.tree(machineNode(one, explained, view))),
    view.style.dim(`Looked up in ${optionSet}.`),
  ].join('\n\n');
}

function head(
  { option, known, about, note, nearest, below }: Explained,
  full: boolean,
  view: View,
): string {
  const { style } = view;
  const title = style.heading(option);
  if (about === undefined) {
    const why =
      known === 'group'
        ? `It stands before ${below} options.`
        : style.warn(note ?? `There is no option of this name.`);
    const near = nearest.length === 0 ? [] : [`Instead: ${nearest.join(', ')}`];
    return [title, why, ...near].join('\n');
  }
  const [first = ''] = about.description.split(/\n\s*\n/);
  return [
    title,
    ...(note === undefined ? [] : [style.warn(note)]),
    view.pairs([
      ['type', about.type],
      ...(about.default === undefined ? [] : [['default', about.default] as const]),
      ...(full && about.example !== undefined ? [['example', about.example] as const] : []),
    ]),
    '',
    view.markdown(full ? about.description : first).trimEnd(),
  ].join('\n');
}

function machineNode(
  { name, host, unread, complete, settings, runs, fault }: Explained['machines'][number],
  { option: asked, about, known }: Explained,
  { style }: View,
): TreeNode {
  const usual = about?.default === undefined || known === 'key' ? '' : `: ${about.default}`;
  const none = complete
    ? `not set${usual === '' ? '' : `, by default${usual}`}`
    : 'nothing in sight sets it; an evaluation may see more';
  return {
    label: `${style.heading(name)}${host === undefined ? '' : ` ${style.dim(`(${host})`)}`}`,
    children: [
      ...(unread === undefined ? [] : [{ label: style.warn(`not read: ${unread}`) }]),
      ...(unread === undefined && settings.length === 0 ? [{ label: style.dim(none) }] : []),
      ...settings.map(({ option, value, conditional, place }) => ({
        label: `${style.dim(`${place.file}:${place.line}`)}  ${below(asked, option)}${style.code(
          value,
        )}${conditional ? style.warn(' (perhaps)') : ''}`,
      })),
      ...(fault === undefined ? [] : [{ label: style.bad(`not asked: ${fault.what}`) }]),
      ...(runs === undefined
        ? []
        : [
            {
              label:
                runs.value === undefined
                  ? style.dim(`runs: not known (${runs.why ?? ''})`)
                  : `runs: ${style.code(runs.value)}`,
            },
          ]),
    ],
  };
}

/** What of an option lies below the one that was asked for. */
function below(asked: string, option: string): string {
  if (asked === option) return '';
  return `${option.startsWith(`${asked}.`) ? option.slice(asked.length + 1) : option} = `;
}
