import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkTemplatePack, filledTemplate } from '@nixai/api/testing';
import { pack } from './pack.js';

test('the pack keeps the contract', () => {
  assert.deepEqual(checkTemplatePack(pack), []);
});

test('each template has its values where they belong, and needs no other', () => {
  const [template] = pack.templates;
  assert.ok(template);
  const { nix, missing } = filledTemplate(template, { port: ['2222'] });
  assert.match(nix, /ports = \[ 2222 \];/);
  assert.deepEqual(missing, []);
});
