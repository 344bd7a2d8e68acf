/** The keys of the configuration that are read here. */
export const configKeys = {
  documentation_sources: {
    type: 'names',
    describe: 'Doc sources to ask (nixai docs sources lists them); all of them if not set',
    env: ['NIXAI_DOCUMENTATION_SOURCES'],
  },
  documentation_priority: {
    type: 'names',
    describe: 'Doc sources whose plausible answers come first, in this order: acme-wiki handbook',
    env: ['NIXAI_DOCUMENTATION_PRIORITY'],
  },
  'docs.branch': {
    type: 'branch',
    describe: "Channel whose options and packages are looked up; if not set, the machine's own",
    env: ['NIXAI_DOCS_BRANCH'],
    project: 'any',
  },
  'docs.channel_url': {
    type: 'url',
    describe: 'Where channels are fetched from, if there is a mirror nearer by',
    default: 'https://channels.nixos.org',
    env: ['NIXAI_DOCS_CHANNEL_URL'],
  },
  'docs.search_url': {
    type: 'url',
    describe: 'The Elasticsearch behind search.nixos.org, or one with the same indexes',
    default: 'https://search.nixos.org/backend',
    env: ['NIXAI_DOCS_SEARCH_URL'],
  },
  'docs.wiki_url': {
    type: 'url',
    describe: 'The MediaWiki that is asked for pages',
    default: 'https://wiki.nixos.org',
    env: ['NIXAI_DOCS_WIKI_URL'],
  },
  'docs.manual_urls': {
    type: 'urls',
    describe: 'Manuals to fetch, each a page of HTML; the known manuals if not set',
    env: ['NIXAI_DOCS_MANUAL_URLS'],
  },
  'docs.timeout': {
    type: { number: [0.1, 60] },
    describe: 'Seconds that a doc source may take to answer',
    default: 2,
    env: ['NIXAI_DOCS_TIMEOUT'],
    project: 'any',
  },
} as const;
