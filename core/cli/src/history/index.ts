/** The door of the history: earlier questions and answers. */
export {
  createHistory,
  unknownEntry,
  type History,
  type HistoryEntry,
  type NewEntry,
} from './history.js';
