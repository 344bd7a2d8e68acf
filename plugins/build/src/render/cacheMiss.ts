import type { View } from '@nixai/api';
import type { CacheAnswer, CacheMiss } from '../results/cacheMiss.js';
import { nameOf } from '../storeName.js';

const mostOrigins = 10;

/** What each cache says, why it is not fetched, and what would change that. */
export function renderCacheMiss(miss: CacheMiss, view: View): string {
  const { name, fetchable, here, answers, reasons, outputs } = miss;
  const head = fetchable
    ? `${name} would be fetched, and not built${here ? '; it is here already' : ''}.`
    : `${name} is built, and not fetched${here ? '; it is here already' : ''}.`;
  const parts = [fetchable ? view.style.good(view.wrap(head)) : view.style.bad(view.wrap(head))];
  parts.push(...reasons.map(({ text }) => view.wrap(text)));
  if (answers.length > 0)
    parts.push(
      view.table(
        [
          ...(outputs.length > 1 ? [{ title: 'output' }] : []),
          { title: 'cache' },
          { title: 'says', flexible: true },
        ],
        answers.map((one) => [
          ...(outputs.length > 1 ? [nameOf(one.path)] : []),
          ...[one.cache, saysOf(one)],
        ]),
      ),
    );
  if (!fetchable)
    parts.push(...originsOf(miss, view), ...advice(answers).map((one) => view.wrap(one)));
  return parts.join('\n\n');
}

function saysOf({ says, why = '', keys = [] }: CacheAnswer): string {
  const by = keys.join(', ');
  switch (says) {
    case 'has':
      return 'has it, and is trusted';
    case 'absent':
      return 'has it not';
    case 'unsigned':
      return 'has it, unsigned';
    case 'foreign-key':
      return `has it, signed by ${by}, which is not trusted here`;
    case 'bad-signature':
      return `has it, and the signature by ${by} is not of this content`;
    case 'other-store':
      return `is of no use: ${why}`;
    case 'refused':
      return `lets us not in: ${why}`;
    case 'unreachable':
      return `cannot be reached: ${why}`;
    case 'tls':
      return `cannot be trusted: ${why}`;
    case 'no-cache':
      return `is no cache: ${why}`;
    case 'offline':
      return 'is not asked: nixai is offline';
    case 'remembered':
      return 'has it, but Nix still holds that it had not';
  }
}

/** Where it begins: what has to be built first. */
function originsOf({ missed, origins, asked }: CacheMiss, view: View): string[] {
  if (missed === 0) return [];
  const shown = origins.slice(0, mostOrigins);
  const more = origins.length - shown.length;
  const lines = shown.map(({ name, reasons }) =>
    view.wrap(`- ${name}${reasons[0] === undefined ? '' : `: ${reasons[0].text}`}`),
  );
  return [
    view.wrap(
      `Of what building it takes, no cache has ${missed} more (${asked} were looked for). It begins with:`,
    ),
    [...lines, ...(more > 0 ? [`and ${more} more (--json has them)`] : [])].join('\n'),
  ];
}

const steps: Partial<Record<CacheAnswer['says'], string>> = {
  'foreign-key':
    'If you trust whoever has that key: add its public part to trusted-public-keys (nix.settings.trusted-public-keys on NixOS).',
  unsigned: 'Sign it where it is: nix store sign --store CACHE --key-file KEY PATH.',
  'bad-signature':
    'Do not fetch it: what the cache offers is not what was signed. Tell whoever runs it.',
  refused: 'Name and password for it belong into the file that the setting netrc-file names.',
  tls: 'Where the authority is one of your own: NIX_SSL_CERT_FILE (or ssl-cert-file) names its certificate.',
  remembered: 'To have Nix ask again now: nix build --option narinfo-cache-negative-ttl 0.',
};

const advice = (answers: readonly CacheAnswer[]): string[] =>
  [...new Set(answers.map(({ says }) => says))].flatMap((says) => steps[says] ?? []);
