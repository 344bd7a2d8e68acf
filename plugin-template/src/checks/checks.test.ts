import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCheckRule } from '@nixai/api/testing';
import { checks } from './checks.js';

test('each rule keeps the contract, and tells of what its samples say', () => {
  for (const rule of checks) assert.deepEqual(checkCheckRule(rule), []);
});
