import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDocSource } from '@nixai/api/testing';
import { createSource } from './source.js';

const signal = new AbortController().signal;

test('finds the page that speaks of the question, and cites it', async () => {
  const [first] = await createSource().search({ text: 'backups with restic', limit: 3 }, signal);
  assert.equal(first?.id, 'backups');
  assert.equal(first?.citation.url, 'https://wiki.example.org/backups');
});

test('finds nothing for a question about something else', async () => {
  assert.deepEqual(await createSource().search({ text: 'bluetooth', limit: 3 }, signal), []);
});

test('keeps the contract of a doc source', async () => {
  const sample = { text: 'reach a host through the bastion', finds: 'bastion' };
  assert.deepEqual(await checkDocSource(createSource(), [sample]), []);
});

test('keeps to the limit', async () => {
  const found = await createSource().search({ text: 'example.org', limit: 1 }, signal);
  assert.equal(found.length, 1);
});
