/** Preprocessors and renderers of mdBook that nixpkgs has, without `mdbook-` before them. */
export const ofMdbook: ReadonlySet<string> = new Set(
  'admonish alerts emojicodes epub footnote graphviz i18n-helpers katex kroki-preprocessor linkcheck man mermaid open-on-gh pagetoc pandoc pdf plantuml toc yml-header'.split(
    ' ',
  ),
);
