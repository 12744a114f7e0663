// The list of all marks: the drawing's twin, in words. Focus in it moves the
// playhead and the mark, and the other way round. Of a very long list only a
// part is there at a time.
import { el } from '../dom.js';
import { clock } from '../clock.js';

const PART = 200; // rows

/** @typedef {import('./state.js').Review} Review @typedef {import('./marks.js').Mark} Mark */

/** @type {[Review['only'], string][]} */
export const FILTERS = [['all', 'All'], ['silence', 'Silences'], ['cut', 'Cuts'], ['marker', 'Markers'], ['mistake', 'Mistakes'], ['trust', 'Openings'], ['note', 'Notes'], ['backchannel', 'Small overlaps'], ['line', 'Off the line']];

/** @param {Review} review @param {HTMLElement} root #twin, a details element */
export function mount(review, root) {
  const box = /** @type {HTMLDetailsElement} */ (root);
  const count = el('span', { class: 'soft' });
  const chips = FILTERS.map(([group, text]) => el('button', { type: 'button', class: 'chip', 'data-group': group, onclick: () => review.filter(group) }, text));
  const list = el('ol', { class: 'marks' });
  const earlier = el('button', { type: 'button', class: 'plain small', onclick: () => page(-1) });
  const later = el('button', { type: 'button', class: 'plain small', onclick: () => page(1) });
  root.replaceChildren(el('summary', {}, 'List of marks ', count), el('div', { class: 'chips', role: 'group', 'aria-label': 'Show' }, ...chips), earlier, list, later);

  /** @type {Mark[]} */ let all = [];
  let first = 0;

  /** @param {Mark} m */
  const row = (m) => el('li', {}, el('button', { type: 'button', tabIndex: -1, 'data-id': m.id, 'aria-current': m.id === review.selected ? 'true' : undefined },
    el('span', { class: 'time' }, clock(m.from)), el('b', {}, m.kind),
    el('span', {}, m.words && el('span', { class: m.said ? 'said' : '' }, m.words), m.words && m.why && ' ', m.why && el('span', { class: 'soft' }, m.why))));

  function fill() {
    all = review.marks.filter((m) => review.only === 'all' || m.group === review.only);
    count.textContent = `(${review.marks.length})`;
    for (const c of chips) {
      const group = c.dataset.group ?? '';
      c.setAttribute('aria-pressed', String(group === review.only));
      c.hidden = group !== 'all' && group !== review.only && !review.marks.some((m) => m.group === group);
    }
    const at = all.findIndex((m) => m.id === review.selected);
    if (at >= 0 && (at < first || at >= first + PART)) first = at - at % PART;
    if (first >= all.length) first = 0;
    draw();
  }

  function draw() {
    if (!box.open) return;
    const had = list.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.id : undefined;
    const part = all.slice(first, first + PART);
    list.replaceChildren(...part.map(row));
    if (!part.length) list.replaceChildren(el('li', { class: 'soft small none' }, 'There are none of these.'));
    earlier.hidden = first === 0;
    later.hidden = first + PART >= all.length;
    earlier.textContent = `The ${Math.min(PART, first)} before these`;
    later.textContent = `The next ${Math.min(PART, all.length - first - PART)}, of ${all.length}`;
    const stop = button(review.selected) ?? list.querySelector('button');
    if (stop) stop.tabIndex = 0;
    if (had !== undefined) button(had)?.focus();
  }

  /** @param {number} by */
  function page(by) {
    first = Math.max(0, first + by * PART);
    draw();
    list.querySelector('button')?.focus();
  }

  /** @param {string|null} id @returns {HTMLButtonElement|null} */
  const button = (id) => (id === null ? null : list.querySelector(`[data-id="${CSS.escape(id)}"]`));

  function picked() {
    list.querySelector('[aria-current]')?.removeAttribute('aria-current');
    const at = all.findIndex((m) => m.id === review.selected);
    if (at < 0 || !box.open) return;
    if (at < first || at >= first + PART) { first = at - at % PART; draw(); }
    const b = button(review.selected);
    if (!b) return;
    for (const other of list.querySelectorAll('[tabindex="0"]')) /** @type {HTMLElement} */ (other).tabIndex = -1;
    b.tabIndex = 0;
    b.setAttribute('aria-current', 'true');
    const top = b.offsetTop - list.offsetTop; // the list moves, never the page
    if (top < list.scrollTop || top + b.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = top - list.clientHeight / 3;
  }

  list.addEventListener('focusin', (/** @type {FocusEvent} */ e) => {
    const id = /** @type {HTMLElement} */ (e.target).closest('button')?.dataset.id;
    if (id && id !== review.selected) review.pick(id);
  });
  list.addEventListener('click', (/** @type {MouseEvent} */ e) => {
    const id = /** @type {HTMLElement} */ (e.target).closest('button')?.dataset.id;
    if (id) review.pick(id, { play: true });
  });
  list.addEventListener('keydown', (/** @type {KeyboardEvent} */ e) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    const row = /** @type {HTMLElement} */ (e.target).closest('li');
    if (!by || !row) return;
    e.preventDefault();
    const next = by > 0 ? row.nextElementSibling : row.previousElementSibling;
    if (next) next.querySelector('button')?.focus();
    else if (by > 0 && !later.hidden) page(1);
  });
  box.addEventListener('toggle', () => { draw(); picked(); });
  review.addEventListener('data', (e) => {
    const what = /** @type {CustomEvent} */ (e).detail;
    if (['timeline', 'report', 'annotations', 'viewer'].some((k) => what.includes(k))) fill();
  });
  review.addEventListener('pick', picked);
  review.addEventListener('view', () => { if (chips.find((c) => c.getAttribute('aria-pressed') === 'true')?.dataset.group !== review.only) { first = 0; fill(); } });
  fill();
}
