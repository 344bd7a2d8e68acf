// The search of a page: reads the index when somebody begins to search, and asks no server for anything.
import MiniSearch from 'minisearch';
import { indexOptions } from './indexOptions.js';

const { root } = document.currentScript.dataset;
const form = document.querySelector('form[role=search]');
const field = form.querySelector('input');
const found = document.querySelector('#found');
const status = found.querySelector('[role=status]');
const list = found.querySelector('ol');

const limit = 12;
let index;

/** The index comes as a script: of a page that was opened as a file nothing else can be read. */
function load() {
  index ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `${root}assets/index.js`;
    script.onload = () => resolve(MiniSearch.loadJSON(globalThis.nixaiIndex, indexOptions));
    script.onerror = reject;
    document.head.append(script);
  });
  return index;
}

const forEngineers =
  /^(?:(?:plugins|decisions|more)\/|(?:adding|architecture|maintaining|testing)\.)/;

/** Most people who search want to use nixai, and not to work on it: by what the first page says, first. */
function weightOf(at, words) {
  if (at.startsWith('index.html')) return 3;
  return forEngineers.test(at) && !/plugin|\bapi\b/i.test(words) ? 0.4 : 1;
}

const wanted = { prefix: (term) => term.length > 2, boost: { page: 4, heading: 3 } };

/** Words of a question that every page has, and that say nothing of what is looked for. */
const empty = new Set(
  'a an and are at be by can do does for from get how i if in is it my not of on or so that the there to what when where which why with you'.split(
    ' ',
  ),
);

/** Sections with all of the words; else with words that are nearly these; else with some. */
function ask(engine, words) {
  const telling = words.split(/\s+/).filter((word) => !empty.has(word.toLowerCase()));
  const text = telling.length > 0 ? telling.join(' ') : words;
  const boostDocument = (at) => weightOf(at, words);
  for (const how of [
    { combineWith: 'AND' },
    { combineWith: 'AND', fuzzy: 0.2 },
    { combineWith: 'OR', fuzzy: 0.2 },
  ]) {
    const results = engine.search(text, { ...wanted, ...how, boostDocument });
    if (results.length > 0) return results;
  }
  return [];
}

function item({ id, page, heading, excerpt }) {
  const entry = document.createElement('li');
  const link = document.createElement('a');
  link.href = `${root}${id}`;
  link.textContent = heading === page ? page : `${page}: ${heading}`;
  link.onclick = close;
  const about = document.createElement('span');
  about.textContent = excerpt;
  entry.append(link, about);
  return entry;
}

function close() {
  found.hidden = true;
}

async function show() {
  const words = field.value.trim();
  if (words.length < 2) return close();
  const results = ask(await load(), words);
  if (field.value.trim() !== words) return;
  list.replaceChildren(...results.slice(0, limit).map(item));
  const first = results.length > limit ? `, the first ${limit}` : '';
  status.textContent =
    results.length === 0 ? `Nothing has “${words}”.` : `${results.length} found${first}`;
  found.hidden = false;
}

form.hidden = false;
field.addEventListener('focus', load, { once: true });
field.addEventListener('input', show);
form.addEventListener('submit', (event) => {
  event.preventDefault();
  list.querySelector('a')?.click();
});
document.addEventListener('keydown', (event) => {
  const typing = event.target instanceof HTMLInputElement;
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    field.focus();
  } else if (event.key === 'Escape' && !found.hidden) {
    close();
    field.focus();
  }
});
