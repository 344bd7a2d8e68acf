/** The door of words: which known word a misspelt one was meant to be. */
export { editDistance } from './editDistance.js';
export { literally } from './literally.js';
export { nearestWords } from './nearestWords.js';
export { similarWords, toleranceOf } from './similarWords.js';
