#!/usr/bin/env node
import { existsSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`error: nixai needs Node 20.19 or newer, this is ${process.version}\n`);
  process.exit(1);
}

// A fresh checkout is not built yet; a package always is, and has no scripts folder. The manifest is
// what a build writes last, so one that was cut short is begun again.
const manifest = new URL('../oclif.manifest.json', import.meta.url);
const build = new URL('../../../scripts/buildOnce.js', import.meta.url);
if (!existsSync(manifest) && existsSync(build)) await (await import(build)).buildOnce();
const { main } = await import(new URL('../bundle/main.js', import.meta.url));
await main(process.argv.slice(2));
