import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDiagnosisRule } from '@nixai/api/testing';
import { rules } from './rules.js';

const log = `building the system configuration...
error: unable to download 'https://cache.example.org/nix-cache-info': HTTP error 401 ('')
`;

test('each rule finds its cause, and says how to mend it', () => {
  const sample = { name: '401', log, culprit: 'cache.example.org', fix: ['netrc-file'] };
  for (const rule of rules) assert.deepEqual(checkDiagnosisRule(rule, [sample]), []);
});
