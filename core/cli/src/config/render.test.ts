import { expect } from 'chai';
import type { ConfigEntry, View } from '@nixai/api';
import { createView } from '../terminal/index.js';
import { renderChange, renderReport } from './render.js';

describe('config: what a person sees', () => {
  let view: View;
  before(async () => (view = await createView({ color: false, width: 80, rich: false })));

  const entry = (path: string, more: Partial<ConfigEntry>): ConfigEntry => ({
    path,
    origin: 'default',
    describe: '',
    environment: [],
    ...more,
  });

  it('is a table of values and origins, then the files and what is wrong', () => {
    const report = {
      entries: [
        entry('ai_provider', { value: 'ollama', origin: 'environment', from: 'NIXAI_PROVIDER' }),
        entry('ai_model', { origin: 'unset' }),
        entry('ai_fallback', { value: [] }),
        entry('offline', { value: true, origin: 'user', from: '/home/a/config.yaml' }),
      ],
      files: [
        { origin: 'user', path: '/home/a/config.yaml', present: true },
        { origin: 'system', path: '/etc/nixai/config.yaml', present: false },
      ],
      findings: [
        {
          severity: 'error',
          path: ['log_level'],
          from: '/home/a/config.yaml',
          line: 2,
          column: 12,
          message: 'expected one of debug, info, warn, error, not "loud"',
        },
      ],
    } as const;
    expect(renderReport(report, view)).to.equal(
      [
        'key          value         from',
        'ai_provider  ollama        NIXAI_PROVIDER',
        'ai_model     -             unset',
        'ai_fallback  (none)        default',
        'offline      true          user',
        '',
        'user    /home/a/config.yaml',
        'system  /etc/nixai/config.yaml (not there)',
        '',
        'error /home/a/config.yaml:2:12: log_level: expected one of debug, info, warn, error, not "loud"',
      ].join('\n'),
    );
  });

  it('says what a change did, and what keeps it from having an effect', () => {
    const change = {
      path: 'ai_model',
      file: '/home/a/config.yaml',
      before: 'a',
      after: 'b',
      changed: true,
      overriddenBy: { origin: 'environment', from: 'NIXAI_MODEL' },
    } as const;
    expect(renderChange(change, view)).to.equal(
      'ai_model: a -> b  (/home/a/config.yaml)\nbut NIXAI_MODEL wins over it',
    );
  });
});
