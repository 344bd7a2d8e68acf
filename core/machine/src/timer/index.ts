/** The door of what a machine does again and again. */
export { calendarOf } from './calendar.js';
export { timerModule, timerUnits, type Timer } from './timer.js';
