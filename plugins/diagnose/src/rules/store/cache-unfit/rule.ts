import { shellWord } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { ruleOfSayings } from '../../shared/sayings.js';

/** What is set as a binary cache is none, or none for this store. */
export const cacheUnfit = ruleOfSayings(
  {
    id: 'store/cache-unfit',
    class: 'substituter-invalid',
    phase: 'store',
    title: 'That is no binary cache for this store',
    components: ['store', 'fetch'],
    confidence: 0.94,
    docs: [
      {
        title: 'nix.conf: substituters',
        url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-substituters',
      },
    ],
  },
  [
    {
      anchors: ['is disabled'],
      line: /substituter ['"`](?<url>https?:\/\/[^'"`\s]{3,300}|ssh\S{3,200})['"`] is disabled/,
      explain(evidence) {
        const url = evidence.get('url');
        const bare = url.replace(/[?#].*$/, '').replace(/\/$/, '');
        return {
          culprit: url,
          facts: { url },
          message: `${url} did not answer a moment ago, so Nix leaves it out for a while. What it would have had is fetched elsewhere, or built; where only it has something, the build stops.`,
          fixes: [
            shellFix(
              'See whether it answers now; if it does, run the command again.',
              `curl -sSf ${shellWord(`${bare}/nix-cache-info`)}`,
            ),
            advice(
              'If it is gone, or slow: take it out of substituters (nix.conf, nix.settings, nixConfig of a flake), or build what it does not give: --fallback.',
            ),
          ],
          verify: ['nix config show substituters'],
          confidence: 0.7,
        };
      },
    },
    {
      anchors: ['does not appear to be a binary cache', 'is for Nix stores with prefix'],
      line: /['"`](?<url>[^'"`\s]{3,300})['"`] (?:does not appear to be a binary cache|is for Nix stores with prefix ['"`](?<prefix>[^'"`]{1,200})['"`])/,
      explain(evidence) {
        const url = evidence.get('url');
        const prefix = evidence.get('prefix');
        const bare = url.replace(/[?#].*$/, '').replace(/\/$/, '');
        return {
          culprit: url,
          facts: { url, prefix: prefix || undefined },
          message:
            prefix === ''
              ? `${url} was asked for nix-cache-info, and has none: the address is wrong (a page about the cache, not the cache), or the cache is gone.`
              : `${url} holds paths of a store at ${prefix}, and this one is /nix/store.`,
          fixes: [
            shellFix(
              'If the address is misspelled: see what it answers, and correct it (substituters in nix.conf, nix.settings, or nixConfig of a flake).',
              `curl -sSf ${shellWord(`${bare}/nix-cache-info`)}`,
            ),
            advice(
              'If the cache is gone, or is not for you: take it out of substituters; what it had is built here.',
            ),
          ],
          verify: ['nix config show substituters'],
          confidence: evidence.line.text.startsWith('warning') ? 0.6 : undefined,
        };
      },
    },
  ],
);
