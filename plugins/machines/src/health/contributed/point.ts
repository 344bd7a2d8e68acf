import { point, type Host } from '@nixai/api';

// The point of the plugin health, by its name: who has no health never asks for these.

type Bad = 'minor' | 'major' | 'critical';

export interface Reading {
  readonly status: 'ok' | Bad;
  readonly target?: string;
  readonly summary: string;
  readonly evidence?: readonly string[];
  readonly fix?: { readonly title: string; readonly code: string; readonly language: 'sh' };
}

/** The part that is used here of a machine that is looked at. */
export interface Machine {
  readonly host: Host;
  read(path: string): Promise<string | undefined>;
  list(path: string): Promise<readonly string[]>;
}

export interface HealthCheck {
  readonly id: string;
  readonly title: string;
  readonly group: 'services';
  readonly about: string;
  readonly needs: readonly ('running' | 'here')[];
  readonly levels: Partial<Readonly<Record<Bad, string>>>;
  run(machine: Machine): Promise<readonly Reading[]>;
}

export const healthChecks = point<readonly HealthCheck[]>('health.checks');
