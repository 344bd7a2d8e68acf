import { clean } from '../sanitize/clean.js';
import { archiveRefused } from './faults.js';

const longestPath = 1024;
const longestName = 255;
const deepest = 32;

/**
 * A name in an archive as a relative path that leads nowhere else, on any file system.
 * @returns undefined for the root itself (`./`).
 * @throws NixaiError `archive-refused`.
 */
export function entryPath(name: string, kind: 'file' | 'folder'): string | undefined {
  const shown = JSON.stringify(clean(name));
  const refuse = (why: string) => archiveRefused(`the name ${shown} ${why}`);
  if (clean(name) !== name || /[\n\t\uFFFD]/.test(name)) throw refuse('has hidden characters');
  if (name.includes('\\')) throw refuse('has a backslash');
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) throw refuse('is absolute');
  const path = name.replace(/^(?:\.\/)+/, '').replace(/\/$/, kind === 'folder' ? '' : '/');
  if (kind === 'folder' && (path === '' || path === '.') && name.startsWith('.')) return undefined;
  const names = path.split('/');
  if (names.includes('..')) throw refuse('leads out of the folder');
  if (names.includes('') || names.includes('.')) throw refuse('is no plain path');
  if (names.length > deepest) throw refuse('lies too deep');
  if (Buffer.byteLength(path) > longestPath) throw refuse('is too long');
  if (names.some((one) => Buffer.byteLength(one) > longestName)) throw refuse('is too long');
  return path;
}

/** Paths that are one and the same on a file system that folds case or normal forms have equal keys. */
export function foldedPath(path: string): string {
  return path.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}
