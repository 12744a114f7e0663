// The progress page: the coach's own practices side by side, and nobody else's.
import { $, el } from './dom.js';
import * as api from './api.js';
import { upper } from './words.js';
import { figures, summary } from './progress/series.js';
import { chart, MOST } from './progress/chart.js';
import { table } from './progress/table.js';
import { agreement } from './progress/agreement.js';

/** @type {{id: string, name: string, n: number}[]} whom the coach has practised with */ let people = [];
const query = new URLSearchParams(location.search);
const wanted = { scenario: query.get('scenario') ?? '', since: query.get('since') ?? '' };

const long = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const short = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const day = (/** @type {Intl.DateTimeFormat} */ f) => (/** @type {string} */ iso) => f.format(new Date(iso));

/** What can be chosen as the beginning. */
const times = [['', 'All the time'], [ago(1), 'The last month'], [ago(3), 'The last three months'], [ago(12), 'The last year']];

/** The day so many months ago, as the server reads it. @param {number} months */
function ago(months) {
  const d = new Date();
  d.setMonth(d.getMonth() - months);
  return d.toISOString().slice(0, 10);
}

/** The newest question alone may draw. */
let asked = 0;
async function read() {
  const turn = ++asked;
  try {
    if (!people.length) people = whom((await api.progress({})).practices);
    const all = await api.progress(Object.fromEntries(Object.entries(wanted).filter(([, v]) => v)));
    if (turn === asked) draw(all);
  } catch (e) {
    if (turn !== asked) return;
    $('summary').textContent = '';
    $('banner').replaceChildren(el('div', { class: 'banner bad' }, el('p', {}, /** @type {Error} */ (e).message),
      el('p', { class: 'acts' }, el('button', { type: 'button', class: 'btn', onclick: read }, 'Try again'))));
  }
}

/** @param {any[]} practices @returns {typeof people} */
function whom(practices) {
  const of = new Map();
  for (const p of practices) {
    const had = of.get(p.scenario) ?? { id: p.scenario, name: p.name ?? p.title ?? p.scenario, n: 0 };
    had.n++;
    of.set(p.scenario, had);
  }
  return [...of.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** @param {{practices: any[], pending: number, agreement: any[]}} all */
function draw(all) {
  const none = !people.length && !all.pending;
  drawFilters();
  $('summary').textContent = none ? '' : summary(all.practices, people.find((c) => c.id === wanted.scenario)?.name ?? '', day(long));
  $('banner').replaceChildren(...[
    none && el('div', { class: 'empty' }, el('p', {}, 'There is nothing to compare yet. After your first practice its figures stand here, and with each further one you see what changes.'), el('p', { class: 'acts' }, el('a', { class: 'btn', href: '/' }, 'Choose whom to practise with'))),
    all.pending > 0 && el('div', { class: 'banner' }, el('p', {}, all.pending === 1 ? 'The report of one practice is still being made. It comes by itself.' : `The reports of ${all.pending} practices are still being made. They come by themselves.`)),
  ].filter(Boolean));
  const drawn = all.practices.length > 0;
  $('figures').removeAttribute('aria-busy');
  $('twin').hidden = $('agreement').hidden = !drawn;
  if (!drawn) return $('figures').replaceChildren();
  const list = figures(all.practices);
  $('figures').replaceChildren(legend(all.practices),
    ...section(list, 'timing', 'Silence, talk and pace'), ...section(list, 'marker', 'What the words show'), ...section(list, 'mistake', 'What got in the way'));
  $('table').replaceChildren(table(list, day(short)));
  $('agreed').replaceChildren(...agreement(all.agreement, day(short)));
  if (all.pending > 0) soon();
}

/** @param {any[]} list @param {string} group @param {string} title */
function section(list, group, title) {
  const own = list.filter((f) => f.group === group);
  return own.length ? [el('section', { 'aria-label': title }, el('h2', {}, title), el('div', { class: 'grid' }, ...own.map((f) => chart(f, day(short)))))] : [];
}

/** How to read the drawings. @param {any[]} practices */
function legend(practices) {
  const n = practices.length;
  const parts = [n > MOST ? `The newest ${MOST} of ${n} practices are drawn, the table has all` : n > 1 && 'one mark a practice, the newest right',
    n > 3 && 'shaded: where the middle half of your own practices lies',
    practices.some((p) => p.reference) && 'dashed: a good practice with the same client',
    'what is counted is drawn for ten minutes',
    practices.some((p) => p.markers.length) && 'thin stem: chances that were there and not taken'].filter(Boolean);
  return el('p', { class: 'legend small soft' }, `${upper(parts.join(' · '))}. Each mark leads to its practice${n > 1 ? '; the arrow keys go from one to the next' : ''}.`);
}

function drawFilters() {
  $('filters').hidden = !people.length;
  const option = (/** @type {string} */ value, /** @type {string} */ text, /** @type {string} */ now) => el('option', { value, selected: value === now }, text);
  $('scenario').replaceChildren(option('', 'Everybody', wanted.scenario), ...people.map((c) => option(c.id, `${c.name} (${c.n})`, wanted.scenario)));
  const known = times.some(([v]) => v === wanted.since);
  $('since').replaceChildren(...times.map(([v, text]) => option(v, text, wanted.since)), ...(known ? [] : [option(wanted.since, `Since ${wanted.since}`, wanted.since)]));
  if (wanted.since) $('time').open = true;
}

for (const key of /** @type {('scenario'|'since')[]} */ (['scenario', 'since'])) {
  $(key).onchange = () => {
    wanted[key] = $(key).value;
    const kept = new URLSearchParams(Object.entries(wanted).filter(([, v]) => v));
    history.replaceState(null, '', kept.size ? `?${kept}` : location.pathname);
    read();
  };
}

let pending = 0;
/** Many events, one look. */
function soon() {
  clearTimeout(pending);
  pending = setTimeout(() => { people = []; read(); }, 1500);
}
api.events((e) => { if (e.type === 'practice' && e.state !== 'live' || e.type === 'annotation') soon(); }, soon);
read();
