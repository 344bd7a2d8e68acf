import type { View } from '@nixai/api';
import type { ListedModel, ProviderListing } from './listing.js';

const columns = [
  { title: 'provider' },
  { title: 'model', flexible: true },
  { title: 'size', align: 'right' },
  { title: 'context', align: 'right' },
  { title: 'runs on' },
] as const;

/** One table of all models; below it a line for each provider that lists none. */
export function renderModels(providers: readonly ProviderListing[], view: View): string {
  const rows = providers.flatMap(({ provider, models }) =>
    models.map((model) => [provider, ...cells(model)]),
  );
  const others = providers
    .filter(({ models }) => models.length === 0)
    .map(({ provider, detail, hint }) =>
      [
        view.wrap(`${provider}: ${detail}`),
        ...(hint === undefined ? [] : [view.wrap(`→ ${hint}`, 2)]),
      ].join('\n'),
    );
  const table = rows.length > 0 ? `${view.table(columns, rows)}\n\n` : '';
  return table + others.join('\n');
}

function cells({ name, size, contextTokens, locality }: ListedModel): string[] {
  return [
    name,
    size === undefined ? '' : `${(size / 1e9).toFixed(1)} GB`,
    contextTokens === undefined ? '' : contextTokens.toLocaleString('en'),
    locality === 'loopback' ? 'this machine' : 'remote',
  ];
}
