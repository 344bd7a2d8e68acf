import { point, type Host } from '@nixai/api';

// The point of the plugin health, by its name: who has no health never asks for these.

export interface Reading {
  readonly status: 'ok' | 'minor' | 'major';
  readonly summary: string;
  readonly evidence?: readonly string[];
  readonly fix?: { readonly title: string; readonly code: string; readonly language: 'sh' };
}

export interface HealthCheck {
  readonly id: string;
  readonly title: string;
  readonly group: 'services';
  readonly about: string;
  readonly needs: readonly ('running' | 'here')[];
  readonly levels: Partial<Readonly<Record<'minor' | 'major', string>>>;
  run(machine: { readonly host: Host }): Promise<readonly Reading[]>;
}

export const healthChecks = point<readonly HealthCheck[]>('health.checks');
