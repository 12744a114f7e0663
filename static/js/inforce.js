// The settings page: which engines are in force, where each value came from,
// how they are doing, and what leaves this machine. It only shows.
import { $, el } from './dom.js';
import * as api from './api.js';
import * as words from './words.js';

const AGAIN = 5000; // ms: an engine that rests is asked again after a while

/** @param {api.Value} v */
const value = (v) => el('div', {}, el('dt', {}, v.name), el('dd', { class: 'value' }, v.value),
  el('dd', { class: 'from' }, v.source === 'default' ? 'by default' : `from ${v.source}`));

/** @param {api.Engine} e @param {number} i @param {api.Engine[]} all */
function engine(e, i, all) {
  const state = words.breaker[e.state];
  return el('li', {},
    el('div', { class: 'head' }, el('h3', {}, e.name), el('span', { class: 'small soft' },
      [e.is === 'local' && 'on this machine', all.length > 1 && (i ? 'stands in' : 'asked first')].filter(Boolean).join(', '))),
    state && el('p', { class: `state ${e.state}` }, e.why ? `${state} The last: ${e.why}.` : state),
    (e.values ?? []).length > 0 && el('dl', { class: 'values' }, ...e.values.map(value)));
}

/** @param {NonNullable<api.Settings['kinds']>[number]} k */
function kind(k) {
  const say = words.kinds[k.kind] ?? { head: k.kind, none: 'There is none.' };
  const id = `kind-${k.kind}`;
  return el('section', { class: 'kind', 'aria-labelledby': id }, el('h2', { id }, say.head),
    k.links.length ? el('ol', { class: 'chain' }, ...k.links.map(engine)) : el('p', { class: 'small soft' }, say.none),
    k.last && el('p', { class: 'last' }, k.last));
}

/** @param {api.Settings} s */
function leaves(s) {
  const all = [...(s.leaves ?? []).map((l) => words.leaves(l.host, l.what)), ...(s.traces ? [words.traces(s.traces)] : [])];
  if (!all.length) return el('p', { class: 'leaves none' }, 'Nothing leaves this machine.');
  return el('section', { class: 'leaves', 'aria-labelledby': 'leavesh' }, el('h2', { id: 'leavesh' }, 'What leaves this machine'),
    ...all.map((text) => el('p', {}, text)));
}

let shown = '';

async function read() {
  try {
    const s = await api.settings();
    const now = JSON.stringify(s);
    $('banner').replaceChildren();
    if (now !== shown) show(s);
    shown = now;
  } catch (e) {
    failed(/** @type {api.ApiError} */ (e));
  }
}

/** @param {api.Settings} s */
function show(s) {
  $('kinds').removeAttribute('aria-busy');
  const kinds = s.kinds ?? [];
  $('summary').textContent = kinds.length ? 'What is in force, and where each value came from. Keys are never shown.' : 'This server does not say which engines it uses.';
  $('kinds').replaceChildren(...(kinds.length ? [leaves(s), ...kinds.map(kind)] : []));
  $('how').hidden = !kinds.length;
}

/** @param {api.ApiError} e */
function failed(e) {
  const others = e.status === 403; // not for whoever asks
  clearInterval(others ? waiting : undefined);
  $('kinds').removeAttribute('aria-busy');
  if (!shown) $('summary').textContent = '';
  $('banner').replaceChildren(el('div', { class: 'banner bad', role: 'alert' }, el('p', {}, e.message),
    el('p', { class: 'acts' }, others ? el('a', { class: 'btn', href: '/' }, 'Back to the start') : el('button', { type: 'button', class: 'btn', onclick: read }, 'Try again'))));
}

const waiting = setInterval(() => { if (!document.hidden) read(); }, AGAIN);
read();
