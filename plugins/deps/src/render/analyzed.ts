import type { View } from '@nixai/api';
import type { Analyzed, AnalyzedClosure, AnalyzedConfiguration } from '../results/analyzed.js';
import { bytes, labels, plural } from './words.js';

export function renderAnalyzed(analyzed: Analyzed, view: View): string {
  return analyzed.kind === 'closure'
    ? renderClosure(analyzed, view)
    : renderConfiguration(analyzed, view);
}

function renderClosure(analyzed: AnalyzedClosure, view: View): string {
  const { target, of, paths, bytes: size, depth, largest, heaviest, mostUsed, versions } = analyzed;
  const label = labels(
    [largest, heaviest, mostUsed].flatMap((list) => list.map(({ path }) => path)),
  );
  const needs = of === 'build' ? `building ${target} needs` : `${target} needs`;
  const parts = [
    view.wrap(
      `${needs} ${plural(paths, 'store path')}, ${bytes(size)} unpacked; the longest chain has ${plural(depth, 'step')}.`,
    ),
    view.table(
      [
        { title: 'own', align: 'right' },
        { title: 'the largest', flexible: true },
      ],
      largest.map(({ path, bytes: own }) => [bytes(own), label(path)]),
    ),
  ];
  if (heaviest.length > 0)
    parts.push(
      view.table(
        [
          { title: 'would go', align: 'right' },
          { title: 'paths', align: 'right' },
          { title: 'without', flexible: true },
        ],
        heaviest.map(({ path, bytes: held, paths: count }) => [
          bytes(held),
          count.toLocaleString('en'),
          label(path),
        ]),
      ),
    );
  if (mostUsed.length > 0)
    parts.push(
      view.table(
        [
          { title: 'needed by', align: 'right' },
          { title: 'what most others need', flexible: true },
        ],
        mostUsed.map(({ path, users }) => [users.toLocaleString('en'), label(path)]),
      ),
    );
  if (versions.length > 0)
    parts.push(
      view.table(
        [
          { title: 'bytes', align: 'right' },
          { title: 'several versions' },
          { title: '', flexible: true },
        ],
        versions
          .slice(0, largest.length)
          .map(({ name, versions: all }) => [
            bytes(all.reduce((sum, one) => sum + one.bytes, 0)),
            name,
            all.map(({ version }) => version).join(', '),
          ]),
      ) +
        (versions.length > largest.length ? `\nand ${versions.length - largest.length} more` : ''),
    );
  return parts.join('\n\n');
}

function renderConfiguration(analyzed: AnalyzedConfiguration, view: View): string {
  const { target, files, lines, depth, systems, largest, mostImported } = analyzed;
  const { loose, missing, unknown } = analyzed;
  const named = systems.length === 0 ? '' : ` Systems and homes: ${systems.join(', ')}.`;
  const parts = [
    view.wrap(
      `${target}: ${plural(files, 'file')}, ${plural(lines, 'line')}; the longest chain of imports has ${plural(depth, 'step')}.${named}`,
    ),
    view.table(
      [
        { title: 'lines', align: 'right' },
        { title: 'the largest', flexible: true },
      ],
      largest.map(({ file, lines: own }) => [String(own), file]),
    ),
  ];
  if (mostImported.length > 0)
    parts.push(
      view.table(
        [
          { title: 'imported by', align: 'right' },
          { title: 'what most others import', flexible: true },
        ],
        mostImported.map(({ file, users }) => [String(users), file]),
      ),
    );
  for (const { file, path, nearest } of missing) {
    const meant = nearest === undefined ? '' : `; ${nearest} is`;
    parts.push(view.wrap(`${view.style.bad(file)} imports ${path}, which is not there${meant}.`));
  }
  if (loose.length > 0)
    parts.push(
      view.wrap(
        `No other Nix file here names: ${loose.join(', ')}. What a command names, or an evaluation puts together, is not seen.`,
      ),
    );
  if (unknown.length > 0)
    parts.push(view.wrap(`Only an evaluation would follow: ${unknown.join(', ')}.`));
  return parts.join('\n\n');
}
