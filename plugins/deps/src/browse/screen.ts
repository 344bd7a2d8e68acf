import type { Style } from '@nixai/api';
import { bytes, plural } from '../render/words.js';
import { sumOf } from '../graph/graph.js';
import { rowsOf, type Row, type Shown } from './shown.js';
import type { State } from './state.js';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Lines around the rows: what is looked at, titles; the path, its users, and what keys do. */
const around = 6;
const figures = 11;
const mostUsers = 6;

export const rowsFor = ({ height }: Size): number => Math.max(1, height - around);

/** The whole screen, line by line: each fits, and there are never more than the screen has. */
export function draw(shown: Shown, state: State, size: Size, style: Style): string[] {
  const { graph, target } = shown;
  const rows = rowsOf(shown, state);
  const at = Math.max(
    0,
    rows.findIndex(({ key }) => key === state.at),
  );
  const many = rowsFor(size);
  // The chosen row is in the middle, as far as there are rows on both sides.
  const first = Math.max(0, Math.min(at - Math.floor(many / 2), rows.length - many));
  const seen = rows.slice(first, first + many);
  const head = `${plural(graph.paths.length, 'store path')}, ${bytes(sumOf(graph, graph.paths.keys()))} unpacked: ${target}`;
  const title = (name: string): string => `${name}${state.order === name ? '*' : ''}`;
  const lines = [
    ...[
      fit(head),
      style.dim(fit(`${figure(title('frees'))}${figure(title('own'))}  ${title('name')}`)),
    ],
    ...seen.map((row) => {
      const line = fit(lineOf(shown, row, state.at === row.key));
      return state.at === row.key ? style.bold(line) : line;
    }),
    ...Array.from({ length: many - seen.length }, () => ''),
    ...about(shown, rows[at]).map(fit),
    fit(
      state.typing === undefined
        ? (state.said ?? '')
        : `look for: ${state.typing}_   (Enter looks, Esc does not)`,
    ),
    style.dim(
      fit('arrows move and open · / looks for a name · s sorts · p ends with the path · q ends'),
    ),
  ];
  return lines.slice(0, Math.max(1, size.height));

  function fit(text: string): string {
    return text.length > size.width ? `${text.slice(0, Math.max(0, size.width - 1))}…` : text;
  }
}

const figure = (text: string): string => text.padStart(figures);

function lineOf({ graph, frees, labelOf }: Shown, row: Row, isChosen: boolean): string {
  const mark = { open: '-', closed: '+', leaf: ' ' }[row.mark];
  const name = `${isChosen ? '>' : ' '}${'  '.repeat(row.depth)}${mark} ${labelOf(row.node)}`;
  return `${figure(bytes(frees[row.node] ?? 0))}${figure(bytes(graph.sizes[row.node] ?? 0))} ${name}`;
}

/** The path itself, and what needs it. */
function about({ graph, users, labelOf }: Shown, row: Row | undefined): [string, string] {
  const node = row?.node ?? -1;
  const all = users[node] ?? [];
  const names = all.slice(0, mostUsers).map(labelOf).join(', ');
  const more = all.length > mostUsers ? ` and ${all.length - mostUsers} more` : '';
  return [
    graph.paths[node] ?? '',
    all.length === 0 ? 'where it begins' : `needed by ${names}${more}`,
  ];
}
