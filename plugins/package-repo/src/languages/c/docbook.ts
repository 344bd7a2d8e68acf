import type { Input } from '../../analyzer.js';
import { at, type RepoView } from '../../repo/view.js';

/** Files that are looked through, and how far: a document names its DTD at the top. */
const maxFiles = 200;
const maxHead = 4000;

const documents = /\.(?:xml|xsl|docbook|dbk|sgml)(?:\.in)?$/;
const aside = /(?:^|\/)(?:tests?|examples?|samples?|vendor|third[-_]?party|extern\w*)\//;

/**
 * What a build that makes pages from DocBook reads beside its own files: the style sheets, and the DTD
 * of the version that its documents name. Without them the tools ask the network.
 */
export async function docbookInputs(
  project: RepoView,
  inputs: readonly Input[],
): Promise<readonly Input[]> {
  if (!inputs.some(({ attribute }) => attribute === 'libxslt' || attribute === 'xmlto'))
    return inputs;
  const found = new Map<string, Input>();
  const files = project.files.filter((file) => documents.test(file) && !aside.test(file));
  for (const file of files.slice(0, maxFiles)) {
    const text = (await project.head(file, maxHead)) ?? '';
    const dtd = /DTD DocBook XML V(\d(?:\.\d)*)/.exec(text);
    const sheets = /docbook\.sourceforge\.net|docbook\.org\/(?:xml|xslt)\//.exec(text);
    if (dtd !== null) add(`docbook_xml_dtd_${dtd[1]!.replaceAll('.', '')}`, dtd.index, dtd[0]);
    if (dtd !== null || sheets !== null) {
      const { index, 0: why } = (dtd ?? sheets)!;
      add('docbook_xsl', index, why);
    }
    function add(attribute: string, index: number, why: string): void {
      if (!found.has(attribute))
        found.set(attribute, { attribute, kind: 'native', from: at(file, text, index), why });
    }
  }
  if (![...found.keys()].some((attribute) => attribute.startsWith('docbook_xml_dtd_')))
    return [...inputs, ...found.values()];
  return [
    ...inputs.filter(({ attribute }) => !attribute.startsWith('docbook_xml_dtd_')),
    ...found.values(),
  ];
}
