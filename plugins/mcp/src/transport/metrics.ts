import type { Called } from '../offer/offer.js';

/** Upper bounds of a histogram, in seconds. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What is counted of calls, as Prometheus reads it. */
export interface Metrics {
  count(call: Called): void;
  /** @param indexTime when the option set that is answered from was made, in seconds since 1970. */
  text(now: { readonly uptimeSeconds: number; readonly indexTime?: number }): string;
}

export function createMetrics(): Metrics {
  const calls = new Map<string, number>();
  const durations = new Map<string, { buckets: number[]; sum: number; count: number }>();
  return {
    count({ tool, outcome, milliseconds }) {
      const key = `tool="${tool}",outcome="${outcome}"`;
      calls.set(key, (calls.get(key) ?? 0) + 1);
      const seconds = milliseconds / 1000;
      const of = durations.get(tool) ?? { buckets: bounds.map(() => 0), sum: 0, count: 0 };
      durations.set(tool, {
        buckets: of.buckets.map((was, at) => was + Number(seconds <= (bounds[at] ?? 0))),
        sum: of.sum + seconds,
        count: of.count + 1,
      });
    },
    text({ uptimeSeconds, indexTime }) {
      return [
        ...head('nixai_mcp_calls_total', 'counter', 'Calls by tool and outcome'),
        ...[...calls].map(([labels, count]) => `nixai_mcp_calls_total{${labels}} ${count}`),
        ...head('nixai_mcp_call_duration_seconds', 'histogram', 'How long calls took'),
        ...[...durations].flatMap(([tool, { buckets, sum, count }]) => [
          ...buckets.map(
            (under, at) =>
              `nixai_mcp_call_duration_seconds_bucket{tool="${tool}",le="${bounds[at]}"} ${under}`,
          ),
          `nixai_mcp_call_duration_seconds_bucket{tool="${tool}",le="+Inf"} ${count}`,
          `nixai_mcp_call_duration_seconds_sum{tool="${tool}"} ${sum}`,
          `nixai_mcp_call_duration_seconds_count{tool="${tool}"} ${count}`,
        ]),
        ...head('nixai_mcp_uptime_seconds', 'gauge', 'Since the server was started'),
        `nixai_mcp_uptime_seconds ${uptimeSeconds}`,
        ...head('nixai_mcp_resident_memory_bytes', 'gauge', 'Memory of the process'),
        `nixai_mcp_resident_memory_bytes ${process.memoryUsage.rss()}`,
        ...(indexTime === undefined
          ? []
          : [
              ...head('nixai_mcp_index_time_seconds', 'gauge', 'When the option set was made'),
              `nixai_mcp_index_time_seconds ${indexTime}`,
            ]),
        '',
      ].join('\n');
    },
  };
}

const head = (name: string, type: string, help: string) => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
];
