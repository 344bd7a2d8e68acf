/** In a file of its own in the bundle: most that is printed at a terminal is no Markdown. */
export { lexer } from 'marked';
