// The player: play, leaps, the time, one line that says what is here, zoom,
// speed and the keys.
import { $, el, icon, setIcon } from '../dom.js';
import { clock } from '../clock.js';
import { upper } from '../words.js';
import { speech, lineAt } from './speech.js';
import { told } from './marks.js';
import { ZOOMS } from './state.js';

const AROUND = [2200, 1500]; // ms before and after a mark in which the line still tells it
const LONGEST = 120;         // characters of what is being said

/** @param {import('./state.js').Review} review @param {HTMLElement} root #player */
export function mount(review, root) {
  const leap = (/** @type {number} */ s) => el('button', { type: 'button', class: `leap${Math.abs(s) > 5 ? ' far' : ''}`, 'aria-label': `${Math.abs(s)} seconds ${s < 0 ? 'back' : 'on'}`, onclick: () => review.seek(review.now + s * 1000) }, `${s < 0 ? '−' : '+'}${Math.abs(s)}`);
  const play = el('button', { type: 'button', class: 'play', onclick: () => review.toggle() }, icon('play'));
  const now = el('time'), whole = el('span', { class: 'soft time whole' });
  const line = el('p', { class: 'readout' }), status = el('p', { class: 'vh', role: 'status' });
  const zoom = (/** @type {string} */ text, /** @type {string} */ name, /** @type {() => void} */ act) => el('button', { type: 'button', 'aria-label': name, onclick: act }, text);
  const out = zoom('−', 'Zoom out', () => review.scale(review.zoom - 1)), inn = zoom('+', 'Zoom in', () => review.scale(review.zoom + 1)), all = zoom('All', 'Show all of it', () => review.scale(0));
  all.classList.add('all');
  const speed = el('button', { type: 'button', class: 'plain small speed', onclick: () => review.faster(review.speed === 2 ? -5 : 1) });
  const keys = el('button', { type: 'button', class: 'plain small keys', onclick: () => /** @type {HTMLDialogElement} */ ($('keys')).showModal() }, 'Keys ', el('kbd', {}, '?'));
  root.replaceChildren(
    el('div', { class: 'moves' }, play, leap(-15), leap(-5), leap(5), leap(15)),
    el('p', { class: 'now' }, now, ' ', whole), line,
    el('div', { class: 'tools' }, el('span', { class: 'zoom', role: 'group', 'aria-label': 'Zoom' }, out, all, inn), speed, keys), status);

  let said = speech(review.timeline).lines, shown = 'nothing yet', second = '';

  function readout() {
    const m = review.mark(review.selected), here = m && review.now >= m.from - AROUND[0] && review.now <= m.to + AROUND[1];
    const l = here ? undefined : lineAt(said, review.now);
    const key = here ? `${m.id} ${m.why} ${m.words}` : l ? `${l.seq} ${l.text}` : `${review.audio}`;
    if (key === shown) return;
    shown = key;
    if (here) {
      line.replaceChildren(el('b', {}, `${clock(m.from)} ${m.kind}`), m.words && ', ', m.words && el('span', { class: m.said ? 'said' : '' }, m.words.replace(/\.$/, '')), m.why ? '. ' : '', ...quoted(m.why));
    } else if (l) {
      const text = l.text.length > LONGEST ? `${l.text.slice(0, LONGEST - 1)}…` : l.text;
      line.replaceChildren(`${l.side === 'coach' ? upper(review.coach) : review.name}: `, el('span', { class: 'said' }, text));
    } else line.replaceChildren(review.audio ? 'A mark plays from two seconds before it.' : '');
  }

  function time() {
    const text = clock(review.now);
    if (text !== second) second = now.textContent = text;
    if (play.dataset.on !== String(review.playing)) {
      play.dataset.on = String(review.playing);
      setIcon(play, review.playing ? 'pause' : 'play');
      play.setAttribute('aria-label', !review.audio ? 'No sound to play' : review.playing ? 'Pause' : 'Play');
    }
    readout();
  }

  function sound() {
    play.disabled = !review.audio;
    delete play.dataset.on;
    time();
  }

  function view() {
    speed.textContent = `${review.speed}×`;
    speed.setAttribute('aria-label', `Speed ${review.speed}`);
    out.disabled = review.zoom === 0;
    inn.disabled = review.zoom === ZOOMS - 1;
    all.setAttribute('aria-pressed', String(review.zoom === 0));
  }

  review.addEventListener('data', (e) => {
    if (/** @type {CustomEvent} */ (e).detail.includes('timeline')) said = speech(review.timeline).lines;
    whole.textContent = `/ ${clock(review.length)}`;
    readout();
  });
  review.addEventListener('time', time);
  review.addEventListener('sound', sound);
  review.addEventListener('view', view);
  review.addEventListener('pick', () => {
    const m = review.mark(review.selected);
    readout();
    if (m && !document.activeElement?.closest('#twin, #notes')) status.textContent = told(m);
  });
  whole.textContent = `/ ${clock(review.length)}`;
  sound();
  view();
}

/** What people said inside a sentence of the program. @param {string} text */
const quoted = (text) => text.split(/(“[^”]*”)/).filter(Boolean).map((s) => (s.startsWith('“') ? el('span', { class: 'said' }, s) : s));
