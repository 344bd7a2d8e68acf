import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNixaiError } from '@nixai/api';
import { checkCommand, runCommand } from '@nixai/api/testing';
import command from '../commands/acme-demo.js';
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

test('as a command greets a person, and gives a script its JSON', async () => {
  assert.deepEqual(checkCommand(command), []);
  const { stdout, result } = await runCommand(command, { args: { name: 'Ada' } });
  assert.equal(stdout, 'Hello, Ada!');
  assert.deepEqual(result, { greeting: 'Hello, Ada!' });
});
