import { shellWord, type DiagnosisFix, type DiagnosisRule, type Evidence } from '@nixai/api';
import { advice, shellFix } from '../../shared/fix.js';
import { inputInTrace, updateOuterInput } from '../../shared/owner.js';
import { buildAgain } from '../../shared/verify.js';
import { askedByName, badToken, closed, ownServer } from './login.js';

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
      line: /(?:unable to|failed to|cannot) download ['"`](?<url>[^'"`\s]{1,600})['"`](?::|.{0,80}) ?(?:HTTP error (?:40[0-46]|410|422)|(?:.{0,80}\b(?:404|410|422)\b))/,
    },
    {
      anchors: ['HTTP response code said error', 'Remote file not found'],
      line: /unable to download ['"`](?<url>[^'"`\s]{1,600})['"`]: (?:HTTP response code said error|Remote file not found)/,
    },
    {
      anchors: ['The requested URL returned error'],
      line: /The requested URL returned error: ?(?<status>4(?:0[0-46]|10|22|51))/,
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
      anchors: ['Repository not found', ' not found', 'Could not find remote ref'],
      line: /(?:ERROR: Repository not found|remote: Repository not found|[Rr]epository ['"](?<url>[^'"\s]{1,300})['"] not found)/,
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
    const ref =
      evidence.get('ref') || evidence.get('refs') || evidence.get('tree') || evidence.get('spec');
    const url = evidence.get('url') || urlNear(evidence);
    const package_ = evidence.block.derivation;
    const file = evidence.after(/cannot download (?<file>\S{2,200}) from any mirror/, 6)?.groups?.[
      'file'
    ];
    // A server's own 404s in a journal are nobody's failure to build.
    if (url === undefined && package_ === undefined && ref === '' && file === undefined)
      return undefined;
    // A binary cache that has not, or does not give, a path is no source.
    if (/nix-cache-info|\.narinfo|\/nar\//.test(url ?? '')) return undefined;
    const status = statusOf(evidence);
    // A forge that says 403 or 429 limits requests: another rule knows that.
    if (status === '403' && /github\.com|gitlab|api\./.test(`${url ?? ''}${evidence.line.text}`))
      return undefined;
    const subject = url ?? file ?? (ref || package_ || '');
    const refused = status === '403' || status === '401' || status === '451';
    return {
      culprit: [
        subject,
        ref !== '' && ref !== subject ? `at ${ref}` : '',
        status !== '' && status !== '404' ? `(HTTP ${status})` : '',
      ]
        .filter((part) => part !== '')
        .join(' '),
      facts: { url, ref: ref || undefined, status: status || undefined, derivation: package_ },
      message: refused
        ? `The server refuses ${subject} (HTTP ${status}): ${status === '401' ? 'it wants a login or a token' : 'it is closed to this address or to this program (its user agent), or the file is not there for everybody'}.`
        : `${subject} does not exist: the repository was renamed, moved or deleted (a private one looks the same), or its tag${ref === '' ? '' : ` (${ref})`} or version is not (any more) of that name.`,
      fixes: fixesFor(
        { url, ref, status, refused, package_, subject: `${subject} ${file ?? ''}` },
        evidence,
      ),
      verify: buildAgain(package_),
    };
  },
};

const statusOf = (evidence: Evidence): string =>
  evidence.get('status') ||
  (/\b(?:HTTP error|error:?|status(?: code)?:?) ?(?<is>4\d\d)\b/.exec(evidence.line.text)?.groups?.[
    'is'
  ] ??
    '');

function fixesFor(
  found: {
    readonly url: string | undefined;
    readonly ref: string;
    readonly status: string;
    readonly refused: boolean;
    readonly package_: string | undefined;
    readonly subject: string;
  },
  evidence: Evidence,
): readonly DiagnosisFix[] {
  const { url, ref, status, refused, package_, subject } = found;
  const { flake, tool } = evidence.context;
  const input =
    /^(?:github|gitlab|sourcehut|git\+|tarball)/.test(url ?? '') ||
    evidence.before(/while (?:fetching|updating) the (?:flake )?input/, 30) !== undefined;
  const crate = /(?:^|\s|\/)crate-|crates\.io|static\.crates/.test(`${subject} ${package_ ?? ''}`);
  const update = shellFix(
    crate && refused
      ? 'crates.io refuses the name that older fetchers give themselves: update nixpkgs, whose fetcher gives another.'
      : 'If it is of nixpkgs or of an input: update that; the address is mended there (or its package comes from a cache).',
    flake === false ? 'sudo nix-channel --update' : 'nix flake update',
  );
  const look = shellFix(
    'See what is there: which tags it has, or where the address leads.',
    url !== undefined && /^https?:/.test(url)
      ? `curl -sIL ${shellWord(url)} | grep -i -E '^(HTTP|location)'`
      : url !== undefined && /^(?:github|gitlab):/.test(url)
        ? `git ls-remote https://${url.startsWith('github') ? 'github' : 'gitlab'}.com/${shellWord(url.replace(/^\w+:/, '').split(/[/?]/).slice(0, 2).join('/'))}`
        : 'git ls-remote --tags YOUR_URL',
    url === undefined || !/^(?:https?|github|gitlab):/.test(url)
      ? { fill: { YOUR_URL: 'the address of the repository' } }
      : {},
  );
  const correct = advice(
    `If the file that fetches it is yours, correct the url, owner, ${ref === '' ? 'rev or version' : `rev (${ref})`} (a tag is often v1.2.3, or the other way round), and set the new hash.`,
  );
  const token = advice(
    'If the repository is private, give Nix a token: access-tokens = github.com=… in nix.conf (nix.extraOptions = "!include /run/secrets/nix-access-tokens";), or take it over SSH: git+ssh://git@….',
    'security',
  );
  if (crate && refused) return [update, look];
  if (status === '401') return [...badToken(evidence), ...ownServer(url), token, look];
  const asked = askedByName(url, evidence);
  if (asked !== undefined) return closed(asked);
  const outer = inputInTrace(evidence);
  if (outer?.nested !== undefined) return [...updateOuterInput(outer), look];
  if (input)
    return [
      advice(
        `Correct the url of that input in flake.nix (${url ?? subject.trim()}): the owner, the repository, or the branch after it. If flake.lock alone is old, update the input.`,
      ),
      look,
      token,
    ];
  const whose = ref === '' ? whoNamesIt(url, flake) : undefined;
  if (whose === undefined) return [correct, update, look];
  return tool === 'nixos-rebuild' || tool === 'home-manager' || tool === 'darwin-rebuild'
    ? [update, look, correct]
    : [whose, look, token];
}

/** curl does not name what it fetched; the fetcher said so before, or Nix says so after. */
function urlNear(evidence: Evidence): string | undefined {
  const said =
    /(?:trying|Trying|fetching|downloading|unpacking|exporting|Cloning into|from|source) ['"]?(?<url>(?:https?|git|ssh|ftp):\/\/[^\s'"]{1,600})|(?<bare>https?:\/\/[^\s'"]{4,600})/;
  const groups = (evidence.before(said, 30) ?? evidence.after(said, 8))?.groups;
  return groups?.['url'] ?? groups?.['bare'];
}

/** The log does not say whose file has the address; the person's own folder does. */
function whoNamesIt(url: string | undefined, flake: boolean | undefined): DiagnosisFix | undefined {
  const path = (url ?? '').replace(/^https?:\/\/(?:api\.github\.com\/repos\/)?/, '');
  const forge =
    /^(?:(?:www\.)?(?:github|gitlab|codeberg)\.(?:com|org)\/)?(?<owner>[\w.-]{1,60})\/(?<name>[\w.-]{1,80})/;
  const known = /^https?:\/\/(?:api\.|www\.)?(?:github|gitlab|codeberg)\.(?:com|org)\//.test(
    url ?? '',
  );
  const { owner, name } = (known ? forge.exec(path)?.groups : undefined) ?? {};
  const host = path.split(/[/?#]/)[0] ?? '';
  if (owner === undefined && !/^[\w.-]{3,100}$/.test(host)) return undefined;
  const words =
    owner === undefined
      ? shellWord(host)
      : `-e ${shellWord(`${owner}/${name ?? ''}`)} -e ${shellWord(`"${(name ?? '').replace(/\.git$/, '')}"`)}`;
  const update = flake === false ? 'nix-channel --update (with sudo for root)' : 'nix flake update';
  return shellFix(
    `See whether a file of yours names it. If one does: correct the owner, the name, the tag (often v1.2.3, or without the v) or the version there, and set the new hash. If only flake.lock does, or nothing: it is of an input or of nixpkgs, whose newer revision has another; ${update}.`,
    `grep -rnF --include='*.nix' --include='flake.lock' ${words} .`,
  );
}
