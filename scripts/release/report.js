/** What a release has, or would have, for the person who makes it. */
export function releaseReport({ versions, files, signed, facts }) {
  return [
    ...(versions === undefined ? [] : versionLines(versions)),
    versions === undefined
      ? 'Files'
      : 'Files, packed with the versions of now to see that they can be, and not kept',
    ...files.map(({ name, size }) => `  ${name.padEnd(38)}${megabytes(size).padStart(9)}`),
    `Signature: ${signed ? 'SHA256SUMS.sig (ssh-keygen -Y verify -n nixai-release)' : 'none, as no --key is named'}`,
    'Facts of options',
    ...facts.map((line) => `  ${line}`),
  ].join('\n');
}

const most = 3;

function versionLines({ since, packages }) {
  const standing = since === undefined ? '' : ', as nothing changed';
  return [
    ...(since === undefined
      ? [
          'Versions, as they stand: no tag of a release is here',
          '  A first release is of these, and its tags are made by hand (docs/maintaining.md).',
          '  Where one was made: git fetch --tags, and its commits are counted from there.',
        ]
      : [`Versions, by the commits since ${since}`]),
    ...packages.flatMap(({ name, from, to, entries }) => [
      `  ${name.padEnd(28)}${from === to ? `${from}${standing}` : `${from} → ${to}`}`,
      ...entries.slice(0, most).map((entry) => `      ${shortened(entry.replaceAll('**', ''))}`),
      ...(entries.length > most
        ? [`      and ${entries.length - most} more in its changelog`]
        : []),
    ]),
  ];
}

const shortened = (text) => (text.length > 72 ? `${text.slice(0, 71)}…` : text);

const megabytes = (size) => `${(size / 1_000_000).toFixed(2)} MB`;
