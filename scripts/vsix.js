#!/usr/bin/env node
// Packs the extension for VS Code (plugins/editors/vscode) into nixai.vsix beside it: a zip file with two
// manifests. By our own hand, since the editor's own packer brings some 300 packages, most of them for
// its marketplace. The same sources give the same bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { zipSync } from 'fflate';

const plugin = join(import.meta.dirname, '../plugins/editors');
const folder = join(plugin, 'vscode');
const read = (path) => readFileSync(path);

const { outputFiles } = await build({
  entryPoints: [join(folder, 'dist/extension.js')],
  bundle: true,
  // The editor has it, and nobody else.
  external: ['vscode'],
  format: 'cjs',
  legalComments: 'eof',
  logLevel: 'warning',
  minifySyntax: true,
  minifyWhitespace: true,
  platform: 'node',
  target: 'node20.19',
  write: false,
});

const { version } = JSON.parse(read(join(plugin, 'package.json')));
// It is released with the plugin.
const manifest = { ...JSON.parse(read(join(folder, 'package.json'))), version };
delete manifest.private;

const files = {
  'extension.vsixmanifest': vsixManifest(manifest),
  '[Content_Types].xml': contentTypes(),
  'extension/package.json': `${JSON.stringify(manifest, undefined, 2)}\n`,
  'extension/extension.js': outputFiles[0].contents,
  'extension/language-configuration.json': read(join(folder, 'language-configuration.json')),
  'extension/README.md': read(join(folder, 'README.md')),
  'extension/LICENSE.txt': read(join(plugin, 'LICENSE')),
};
const bytes = Object.entries(files).map(([name, content]) => [
  name,
  new Uint8Array(Buffer.from(content)),
]);
const zip = zipSync(Object.fromEntries(bytes), { level: 9, mtime: new Date(1980, 0, 1) });
writeFileSync(join(folder, 'nixai.vsix'), zip);

/** What the marketplace, and an editor before it unpacks, read. */
function vsixManifest({
  name,
  publisher,
  displayName,
  description,
  keywords,
  categories,
  engines,
}) {
  const property = (id, value) => `<Property Id="${id}" Value="${escaped(value)}" />`;
  const asset = (type, path) => `<Asset Type="${type}" Path="${path}" Addressable="true" />`;
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011" xmlns:d="http://schemas.microsoft.com/developer/vsx-schema-design/2011">
  <Metadata>
    <Identity Language="en-US" Id="${name}" Version="${version}" Publisher="${publisher}" />
    <DisplayName>${escaped(displayName)}</DisplayName>
    <Description xml:space="preserve">${escaped(description)}</Description>
    <Tags>${escaped(keywords.join(','))}</Tags>
    <Categories>${escaped(categories.join(','))}</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <Properties>
      ${property('Microsoft.VisualStudio.Code.Engine', engines.vscode)}
      ${property('Microsoft.VisualStudio.Code.ExtensionDependencies', '')}
      ${property('Microsoft.VisualStudio.Code.ExtensionPack', '')}
      ${property('Microsoft.VisualStudio.Code.ExtensionKind', 'workspace')}
      ${property('Microsoft.VisualStudio.Code.LocalizedLanguages', '')}
      ${property('Microsoft.VisualStudio.Services.GitHubFlavoredMarkdown', 'true')}
      ${property('Microsoft.VisualStudio.Services.Content.Pricing', 'Free')}
    </Properties>
    <License>extension/LICENSE.txt</License>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code" />
  </Installation>
  <Dependencies />
  <Assets>
    ${asset('Microsoft.VisualStudio.Code.Manifest', 'extension/package.json')}
    ${asset('Microsoft.VisualStudio.Services.Content.Details', 'extension/README.md')}
    ${asset('Microsoft.VisualStudio.Services.Content.License', 'extension/LICENSE.txt')}
  </Assets>
</PackageManifest>
`;
}

function contentTypes() {
  const types = {
    '.js': 'application/javascript',
    '.json': 'application/json',
    '.md': 'text/markdown',
    '.txt': 'text/plain',
    '.vsixmanifest': 'text/xml',
  };
  const rows = Object.entries(types).map(
    ([extension, type]) => `<Default Extension="${extension}" ContentType="${type}" />`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${rows.join('')}</Types>
`;
}

function escaped(text) {
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (one) => entities[one]);
}
