import { point, type Host } from '@nixai/api';

// The point of the plugin health, by its name: who has no health never asks for these.

export interface Reading {
  readonly status: 'ok' | 'minor' | 'major';
  readonly summary: string;
  readonly value?: number;
  readonly unit?: 'days';
  readonly fix?: { readonly title: string; readonly code: string; readonly language: 'sh' };
}

interface Thresholds {
  readonly of: string;
  readonly unit: 'days';
  readonly minor?: number;
  readonly major?: number;
}

export interface HealthCheck {
  readonly id: string;
  readonly title: string;
  readonly group: 'backup';
  readonly about: string;
  readonly needs: readonly ('running' | 'here')[];
  readonly thresholds: Thresholds;
  run(
    machine: { readonly host: Host; readonly now: Date },
    limits: Thresholds,
  ): Promise<readonly Reading[]>;
}

export const healthChecks = point<readonly HealthCheck[]>('health.checks');
