import type { Diagnosis, DiagnosisFix, DiagnosisRule, Evidence } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { urlOf } from '../../shared/refusedByServer.js';

/** GitHub (or GitLab) answers 403 or 429: too many requests from this address. */
export const rateLimit: DiagnosisRule = {
  id: 'fetch/rate-limit',
  class: 'github-rate-limit',
  phase: 'fetch',
  title: 'Rate limit of the server',
  components: ['fetch', 'networking', 'flakes'],
  confidence: 0.93,
  patterns: [
    {
      anchors: [
        'API rate limit exceeded',
        'rate limit exceeded',
        'secondary rate limit',
        'rate limit reached',
      ],
      line: /rate limit (?:exceeded|reached)|secondary rate limit/i,
    },
    {
      anchors: [
        'HTTP error 403',
        'HTTP error 429',
        'Too Many Requests',
        'HTTP error: 429',
        'error 429',
        'error: 429',
      ],
      line: /(?<url>https?:\/\/[^\s'"`]{3,600})?.{0,80}(?:HTTP error:? (?<status>403|429)|(?<many>429|Too Many Requests))/,
    },
    {
      anchors: ['HTTP error 418', 'throttled Magic Nix Cache'],
      line: /(?<url>https?:\/\/(?:127\.0\.0\.1|localhost)[^\s'"`]{3,300})['"]?: HTTP error (?<status>418)|throttled Magic Nix Cache/,
    },
    {
      anchors: ['The requested URL returned error: 429', 'returned error: 403'],
      line: /The requested URL returned error: (?<status>429|403)/,
    },
  ],
  docs: [
    {
      title: 'nix.conf: access-tokens',
      url: 'https://nix.dev/manual/nix/latest/command-ref/conf-file#conf-access-tokens',
    },
  ],
  explain(evidence) {
    const text = evidence.line.text;
    // What the server says further belongs to the refusal above it.
    if (isBody(text) && evidence.before(/HTTP error (?:403|429)/, 12) !== undefined)
      return undefined;
    const url = urlOf(evidence);
    const said = /rate limit/i.test(text) || evidence.after(/rate limit/i, 8) !== undefined;
    const status = evidence.get('status') || (/429|Too Many/.test(text) ? '429' : '403');
    const forge = /github|gitlab|codeberg|api\./.test(url + text);
    // A 403 of anybody else is a refusal, not a limit.
    if (!said && status === '403' && !forge) return undefined;
    if (/^https?:\/\/(?:127\.0\.0\.1|localhost)[:/]/.test(url)) return ofCache(url);
    const secondary = status === '429' || /secondary/.test(text);
    return {
      culprit: `${url === '' ? 'api.github.com' : url} (HTTP ${status})`,
      facts: {
        url,
        status,
        limit: secondary ? 'requests per source address' : 'unauthenticated API quota',
      },
      message: secondary
        ? `The server throttles this address (HTTP ${status}): too many requests in a short time, also by others behind the same address.`
        : `GitHub refuses the request (HTTP ${status}): the quota of requests without a token, 60 an hour for one address (shared in CI and offices), is used up.`,
      fixes: secondary ? [wait, token, ...forCi(evidence)] : [...forCi(evidence), token, wait],
      verify: ['curl -s https://api.github.com/rate_limit | head -20'],
    };
  },
};

/** A line of what a forge answers, in JSON. */
const isBody = (text: string): boolean =>
  /^\s*\{?\s*"(?:message|documentation_url)"\s*:/.test(text);

/** The cache of a CI job is a server on the machine itself, which asks that of the CI system. */
function ofCache(url: string): Diagnosis {
  const server = /^https?:\/\/[^/]{1,60}/.exec(url)?.[0] ?? url;
  return {
    culprit: `${server} (cache of the CI job)`,
    facts: { url },
    message: `${server} is the cache of this CI job (magic-nix-cache), and GitHub throttles it: too many requests to its cache. What is built is not the cause.`,
    fixes: [
      shellFix(
        'Run the job again, and let Nix build or fetch elsewhere what that cache does not give.',
        'export NIX_CONFIG="fallback = true"',
      ),
      advice(
        'If it comes again: take the step with magic-nix-cache out of the workflow, or let it not use the cache of GitHub (use-gha-cache: disabled); cachix, attic or another store has no such limit.',
      ),
    ],
    verify: ['nix config show substituters'],
  };
}

const wait = advice(
  'Wait and try again: a quota is given back within the hour, a limit by address within minutes; fetch less often (locked inputs, a cache).',
);

const token = shellFix(
  'Give Nix a token of GitHub (no scope is needed); in a file that is not in the store.',
  'mkdir -p ~/.config/nix && echo "access-tokens = github.com=YOUR_TOKEN" >> ~/.config/nix/nix.conf',
  { fill: { YOUR_TOKEN: 'a token from github.com/settings/tokens, or what gh auth token prints' } },
);

function forCi({ context }: Evidence): readonly DiagnosisFix[] {
  const once = shellFix(
    'For this shell, or in a CI job.',
    'export NIX_CONFIG="access-tokens = github.com=$GITHUB_TOKEN"',
  );
  return context.ci ? [once] : [];
}
