import type { View } from '@nixai/api';
import type { HealthReport } from '../results/report.js';
import { renderHtml } from './html.js';
import { renderNagios } from './nagios.js';
import { renderPrometheus } from './prometheus.js';
import { renderText } from './text.js';

/** A report as it was asked for. */
export function renderReport(report: HealthReport, view: View): string {
  switch (report.shown.format) {
    case 'json':
      return JSON.stringify(report, undefined, 2);
    case 'html':
      return renderHtml(report);
    case 'prometheus':
      return renderPrometheus(report);
    case 'nagios':
      return renderNagios(report);
    default:
      return renderText(report, view);
  }
}
