#!/usr/bin/env node
import { existsSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`error: nixai needs Node 20.19 or newer, this is ${process.version}\n`);
  process.exit(1);
}

const main = new URL('../bundle/main.js', import.meta.url);
// A fresh checkout is not built yet; a package always is, and has no scripts folder.
const build = new URL('../../../scripts/buildOnce.js', import.meta.url);
if (!existsSync(main) && existsSync(build)) await (await import(build)).buildOnce();
await (await import(main)).main(process.argv.slice(2));
