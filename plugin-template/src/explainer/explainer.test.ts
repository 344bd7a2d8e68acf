import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainer } from './explainer.js';

test('the message of the house is explained, and no other', async () => {
  const known = await explainer.explain('acme-vpn: error: certificate has expired, what now?');
  assert.equal(known?.steps[0]?.code, 'acme-vpn renew');
  assert.equal(await explainer.explain('error: attribute x missing'), undefined);
});
