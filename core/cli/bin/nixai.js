#!/usr/bin/env node
'use strict';
// CommonJS, as what it loads: Node starts an ES module ten milliseconds later.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`error: nixai needs Node 20.19 or newer, this is ${process.version}\n`);
  process.exit(1);
}

/**
 * A fresh checkout is not built yet; a package always is, and has no scripts folder. The manifest is
 * what a build writes last, so one that was cut short is begun again.
 */
async function buildWhereNeeded() {
  const build = join(__dirname, '../../../scripts/buildOnce.js');
  if (existsSync(join(__dirname, '../oclif.manifest.json')) || !existsSync(build)) return;
  const { buildOnce } = await import(build);
  await buildOnce();
}

async function start() {
  await buildWhereNeeded();
  const { main } = require('../bundle/main.cjs');
  await main(process.argv.slice(2));
}

void start();
