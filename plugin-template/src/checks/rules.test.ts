import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCheckRule } from '@nixai/api/testing';
import { rules } from './rules.js';

for (const rule of rules)
  test(`${rule.id} tells of what its samples say, and of nothing else`, () =>
    assert.deepEqual(checkCheckRule(rule), []));
