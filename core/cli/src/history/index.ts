/** The door of the history: earlier questions and answers. */
export { createHistory, type History, type HistoryEntry, type NewEntry } from './history.js';
