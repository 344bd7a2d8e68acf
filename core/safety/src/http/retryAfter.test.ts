import { expect } from 'chai';
import { retryAfter } from './retryAfter.js';

const now = Date.UTC(2026, 0, 1);
const cases: readonly (readonly [
  headers: Record<string, string>,
  body: string,
  pause: number | undefined,
])[] = [
  [{}, '', undefined],
  [{ 'retry-after-ms': '250', 'retry-after': '9' }, '', 250],
  [{ 'retry-after': '2' }, '', 2000],
  [{ 'retry-after': '0.5' }, '', 500],
  [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT' }, '', 7000],
  [{ 'retry-after': 'Thu, 01 Jan 2015 00:00:07 GMT' }, '', 0],
  [{ 'retry-after': 'soon' }, '', undefined],
  [{ 'retry-after': '-1' }, '', undefined],
  [{ 'retry-after': '259200' }, '', undefined],
  [{ 'retry-after-ms': '1e99' }, '', undefined],
  [{}, '{"error":{"details":[{"@type":"RetryInfo","retryDelay":"17s"}]}}', 17_000],
  [{}, '{"retry_after": 1.5}', 1500],
  [{}, '{"retryDelay":"300ms"}', 300],
  [{}, '{"retryDelay":"999999999s"}', undefined],
];

describe('http: retry-after', () => {
  for (const [headers, body, pause] of cases)
    it(`is ${pause} for ${JSON.stringify(headers)} ${body}`, () => {
      expect(retryAfter(new Headers(headers), body, now)).to.equal(pause);
    });
});
