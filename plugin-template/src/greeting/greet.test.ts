import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNixaiError } from '@nixai/api';
import { greet } from './greet.js';

test('greets by name', () => {
  assert.equal(greet(' Ada '), 'Hello, Ada!');
  assert.equal(greet('Ada', true), 'HELLO, ADA!');
});

test('says what to type where there is no name', () => {
  assert.throws(
    () => greet(' '),
    (error) => isNixaiError(error) && error.exitCode === 2,
  );
});
