import type { FileService, Host } from '@nixai/api';
import * as safety from '../files/fileService.js';
import { createRedactor } from '../redact/redactor.js';

/** The service of a host that has nothing but its folders. */
export function createFileService(host: Pick<Host, 'paths'>): FileService {
  return safety.createFileService(host, createRedactor());
}
