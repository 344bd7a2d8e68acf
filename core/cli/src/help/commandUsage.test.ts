import { expect } from 'chai';
import { withoutGaps } from './commandUsage.js';

describe('the usage of a command', () => {
  it('has no alternatives that are nothing', () => {
    expect(
      withoutGaps('deploy [--plan <value> |  |  | [--resume |  | -g <value>] | --all]'),
    ).to.equal('deploy [--plan <value> | [--resume | -g <value>] | --all]');
    expect(withoutGaps('status [--ndjson | --json] [--csv | ] [ | --watch]')).to.equal(
      'status [--ndjson | --json] [--csv] [--watch]',
    );
  });
});
