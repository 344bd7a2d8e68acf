import { createTestHost } from '@nixai/api/testing';
import { expect } from 'chai';
import { configKeys, keyNames } from './schema.js';

describe('the keys of the configuration', () => {
  it('have the defaults that a test host gives', async () => {
    const { config } = createTestHost();
    for (const key of keyNames)
      expect(await config.get(key), key).to.deep.equal(configKeys[key].default);
  });

  it('have defaults that may be written', () => {
    for (const key of keyNames) {
      const { default: usual, type } = configKeys[key];
      expect(usual === undefined || type.accepts(usual), key).to.equal(true);
    }
  });
});
