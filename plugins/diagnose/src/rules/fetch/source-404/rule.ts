import type { DiagnosisRule, Evidence } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { buildAgain } from '../../shared/verify.js';

/** The address does not exist (any more): 404, or a tag or branch that is gone. */
export const sourceGone: DiagnosisRule = {
  id: 'fetch/source-404',
  class: 'source-404',
  phase: 'fetch',
  title: 'Source is not there (404)',
  components: ['fetch', 'networking'],
  confidence: 0.93,
  patterns: [
    {
      anchors: ['unable to download', 'failed to download', 'cannot download'],
      line: /(?:unable to|failed to|cannot) download ['"`](?<url>[^'"`\s]{1,600})['"`](?::|.{0,80}) ?(?:HTTP error (?:40[4]|410)|.{0,80}\b(?:404|410)\b)/,
    },
    {
      anchors: ['HTTP response code said error', 'Remote file not found'],
      line: /unable to download ['"`](?<url>[^'"`\s]{1,600})['"`]: (?:HTTP response code said error|Remote file not found)/,
    },
    {
      anchors: ['The requested URL returned error'],
      line: /The requested URL returned error: ?(?<status>404|410|400)/,
    },
    {
      anchors: [
        'Remote branch ',
        'find remote ref ',
        'reference is not a tree',
        'did not match any file',
      ],
      line: /(?:Remote branch (?<ref>\S{1,200}) not found in upstream|find remote ref (?<refs>\S{1,200})|reference is not a tree: (?<tree>\w{7,64})|pathspec ['"](?<spec>[^'"]{1,100})['"] did not match)/,
    },
    {
      anchors: ['Repository not found'],
      line: /(?:ERROR: Repository not found|remote: Repository not found|repository ['"](?<url>[^'"\s]{1,300})['"] not found)/,
    },
    {
      anchors: ['HTTP error 404', 'HTTP error 410'],
      line: /['"`](?<url>https?:[^'"`\s]{1,600})['"`].{0,40}HTTP error (?:404|410)/,
    },
    {
      anchors: ['404 Not Found', '404: Not Found'],
      line: /(?:ERROR|error|curl|HTTP request sent).{0,160}404:? Not Found/,
    },
  ],
  docs: [
    {
      title: 'Nixpkgs manual: fetchers',
      url: 'https://nixos.org/manual/nixpkgs/stable/#chap-pkgs-fetchers',
    },
  ],
  explain(evidence) {
    const url = evidence.get('url') || urlNear(evidence);
    const ref =
      evidence.get('ref') || evidence.get('refs') || evidence.get('tree') || evidence.get('spec');
    const package_ = evidence.block.derivation;
    // A server's own 404s in a journal are nobody's failure to build.
    if (url === undefined && package_ === undefined && ref === '') return undefined;
    const subject = url ?? (ref || package_ || '');
    return {
      culprit: [subject, ref !== '' && ref !== subject ? ref : '']
        .filter((part) => part !== '')
        .join(' at '),
      facts: { url, ref: ref || undefined, derivation: package_ },
      message: `${subject} does not exist: the repository was renamed, moved or deleted, or its tag${ref === '' ? '' : ` (${ref})`} or version is not (any more) of that name.`,
      fixes: [
        shellFix(
          'See what is there.',
          url === undefined
            ? 'git ls-remote --tags URL'
            : `curl -sIL '${url.replaceAll("'", '')}' | grep -i '^HTTP\\|^location'`,
        ),
        advice(
          'If the package is yours, correct the url, owner, rev or version (a tag is often v1.2.3, or the other way round), and set the new hash.',
        ),
        advice(
          'If it is a package of nixpkgs or an input of your flake, update it (nix flake update, nix-channel --update): the address is mended upstream; or take the build from a binary cache.',
        ),
      ],
      verify: buildAgain(package_),
    };
  },
};

/** curl does not name what it fetched; the fetcher said so before, or Nix says so after. */
function urlNear(evidence: Evidence): string | undefined {
  const said =
    /(?:trying|Trying|fetching|downloading|unpacking|exporting|Cloning into|from|source) ['"]?(?<url>(?:https?|git|ssh|ftp):\/\/[^\s'"]{1,600})|(?<bare>https?:\/\/[^\s'"]{4,600})/;
  const groups = (evidence.before(said, 30) ?? evidence.after(said, 8))?.groups;
  return groups?.['url'] ?? groups?.['bare'];
}
