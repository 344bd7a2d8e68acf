import type { View } from '@nixai/api';
import type { AboutTemplate, CreatedTemplate, FromTemplate } from '../templates/result.js';
import { renderDeployed } from './deployed.js';

function partsOf({ variables, rules }: AboutTemplate, view: View): string[] {
  return [
    ...(variables.length === 0
      ? ['It has no variables.']
      : [
          view.table(
            [
              { title: 'variable' },
              { title: 'type' },
              { title: 'default' },
              { title: 'fits', flexible: true },
            ],
            variables.map(({ name, type, needed, default: usual = '', fits = '' }) => [
              ...[name, type, needed ? view.style.warn('has to be given') : usual, fits],
            ]),
          ),
        ]),
    ...rules.map(({ id, about }) => view.wrap(`${id}: ${about}`, 0)),
  ];
}

export function renderCreatedTemplate(made: CreatedTemplate, view: View): string {
  const { template, written, dryRun, undo, file } = made;
  const end = dryRun
    ? 'Nothing was written (--dry-run).'
    : !written
      ? 'Nothing was written.'
      : `Kept as ${file}${undo === undefined ? '' : ` (nixai undo ${undo})`}.\nnixai machines deploy-from-template ${template} --target MACHINE`;
  return [...partsOf(made, view), '', end].join('\n');
}

export function renderTemplateList(templates: readonly AboutTemplate[], view: View): string {
  if (templates.length === 0)
    return 'No template was made for machines here: nixai machines template create --help';
  return view.table(
    [{ title: 'template' }, { title: 'what it is', flexible: true }, { title: 'variables' }],
    templates.map(({ template, title, variables }) => [
      ...[template, title, variables.map(({ name }) => name).join(' ')],
    ]),
  );
}

export function renderTemplate(template: AboutTemplate, nix: string, view: View): string {
  const { title, description } = template;
  return [
    view.style.heading(title),
    view.wrap(description, 0),
    '',
    ...partsOf(template, view),
    '',
    nix.trimEnd(),
  ].join('\n');
}

/** What was written for a machine, and what became of its deployment. */
export function renderFromTemplate(made: FromTemplate, view: View): string {
  const { file, importedBy, files, findings, rules, written, dryRun, undo } = made;
  const { style } = view;
  const where = importedBy === undefined ? file : `${file}, imported by ${importedBy}`;
  const head = written
    ? style.good(`Wrote ${where} (nixai undo ${undo})`)
    : files.length === 0
      ? `${where} is so already.`
      : `Nothing was written${dryRun ? ' (--dry-run)' : ''}. It would be ${where}.`;
  const unknown = rules.filter(({ outcome }) => outcome === 'unknown');
  const deployed =
    made.plan === undefined
      ? made.next.map((line) => `To have it run: ${line}`).join('\n') || undefined
      : renderDeployed(
          {
            ...{ plan: made.plan, changes: [], dryRun },
            ...(made.deployment !== undefined && { deployment: made.deployment }),
          },
          view,
        );
  return [
    head,
    ...findings.map(({ file: at, line, message }) => style.warn(`  ${at}:${line}: ${message}`)),
    ...unknown.map(({ about }) => style.dim(`  not known before it runs: ${about}`)),
    ...(dryRun ? files.map(({ diff }) => diff.trimEnd()) : []),
    ...(deployed === undefined ? [] : [deployed]),
  ].join('\n');
}
