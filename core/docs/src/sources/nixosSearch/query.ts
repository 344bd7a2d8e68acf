/** The kinds of documents in the index that nixai shows. */
export type DocumentType = 'package' | 'option' | 'home-manager-option' | 'darwin-option';

const nameField: Record<DocumentType, string> = {
  package: 'package_attr_name',
  option: 'option_name',
  'home-manager-option': 'option_name',
  'darwin-option': 'option_name',
};

/** Fields and their weights, after what the site's own search uses. */
const fields: Record<DocumentType, readonly string[]> = {
  package: [
    ...['package_attr_name^9', 'package_programs^9', 'package_mainProgram^9', 'package_pname^6'],
    ...['package_description^1.3', 'package_longDescription', 'flake_name^0.5'],
  ],
  option: ['option_name^6', 'option_name.*^4', 'option_description', 'flake_name^0.5'],
  'home-manager-option': ['option_name^6', 'option_name.*^4', 'option_description'],
  'darwin-option': ['option_name^6', 'option_name.*^4', 'option_description'],
};

/**
 * An Elasticsearch query: every word somewhere in a document, or the words inside its name; the exact
 * name far above all. A field that a later schema does not have matches nothing and breaks nothing.
 */
export function searchBody(type: DocumentType, text: string, size: number): object {
  const words = text.trim().toLowerCase().split(/\s+/);
  const name = nameField[type];
  const inName = `*${words.map((word) => word.replace(/[*?\\]/g, '\\$&')).join('*')}*`;
  return {
    from: 0,
    size,
    query: {
      bool: {
        filter: [{ term: { type: { value: type } } }],
        must: [
          {
            dis_max: {
              tie_breaker: 0.7,
              queries: [
                {
                  multi_match: {
                    type: 'cross_fields',
                    query: words.join(' '),
                    analyzer: 'whitespace',
                    operator: 'and',
                    fields: fields[type],
                  },
                },
                { wildcard: { [name]: { value: inName, case_insensitive: true } } },
              ],
            },
          },
        ],
        should: [{ term: { [name]: { value: words.join(''), boost: 100 } } }],
      },
    },
  };
}
