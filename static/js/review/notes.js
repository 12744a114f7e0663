// What people write beside the recording: notes at a point or a range, with
// answers under them. Ten thousand are shown a hundred at a time.
import { el } from '../dom.js';
import { desk as deskOf } from './desk.js';
import { act, around } from './form.js';
import { Notes } from './note.js';
import { TAGS, writer as newNote } from './writer.js';

const PAGE = 100; // threads that stand on the page at once

/** @typedef {import('./state.js').Review} Review @typedef {import('../api.js').Annotation} Annotation */
/** @typedef {import('./note.js').Thread} Thread */

/**
 * Notes with their answers, in the order of time. A stand belongs to its mark,
 * as long as there is one; an answer whose note is gone stands for itself.
 * @param {Annotation[]} all @returns {Thread[]}
 */
export function threads(all) {
  const heads = new Map(all.filter((a) => !a.parent && !((a.stand === 'agree' || a.stand === 'disagree') && a.evidence)).map((a) => [a.id, /** @type {Thread} */ ({ head: a, answers: [] })]));
  for (const a of all) {
    if (!a.parent) continue;
    const t = heads.get(a.parent);
    if (t) t.answers.push(a);
    else heads.set(a.id, { head: a, answers: [] });
  }
  for (const t of heads.values()) t.answers.sort((a, b) => a.id - b.id);
  return [...heads.values()].sort((a, b) => a.head.at - b.head.at || a.head.id - b.head.id);
}

/** @param {Thread} t @param {string} by open, all, or a tag */
export const fits = (t, by) => by === 'all' || (by === 'open' ? !t.head.resolved && !(t.head.removed && !t.answers.length) : t.head.tags?.includes(/** @type {any} */ (by)));

/** The first of the hundred in which a time falls. @param {Thread[]} all @param {number} ms */
export function pageOf(all, ms) {
  const i = all.findIndex((t) => t.head.at >= ms);
  return Math.max(0, Math.floor((i < 0 ? all.length - 1 : i) / PAGE) * PAGE);
}

/** @param {Review} review @param {HTMLElement} root #notes */
export function mount(review, root) {
  const desk = deskOf(review);
  let by = 'open', begin = -1;
  /** @type {Set<number>} */ const kept = new Set(); // what was open when the page showed it does not jump away
  const who = el('span', { class: 'soft small' });
  const filters = el('div', { class: 'chips', role: 'group', 'aria-label': 'Which notes' });
  const list = el('ol', { class: 'notelist' });
  const earlier = act('', () => turn(-PAGE)), later = act('', () => turn(PAGE));
  const waiting = el('div', { class: 'waiting', role: 'status' });
  const none = el('p', { class: 'soft' });
  const nodes = new Notes(review, desk);
  root.removeAttribute('aria-label');
  root.setAttribute('aria-labelledby', 'notesh');
  const compose = el('div');
  root.replaceChildren(el('div', { class: 'sechead' }, el('h2', { id: 'notesh' }, 'Notes'), who), compose, waiting, filters, none, earlier, list, later);

  const writer = desk.may ? newNote(review, desk) : null;
  if (writer) compose.append(writer.node);
  else compose.append(el('p', { class: 'soft' }, 'With this link you can listen and read. Writing notes is not part of it.'));

  /** @param {number} by */
  const turn = (by) => {
    begin += by;
    draw();
    list.querySelector('button')?.focus({ preventScroll: true });
    list.firstElementChild?.scrollIntoView({ block: 'nearest' });
  };

  const draw = () => {
    if (!review.timeline) return;
    root.hidden = false;
    const all = threads(review.annotations);
    const people = [...new Set(review.annotations.filter((a) => !a.removed).map((a) => (a.mine ? 'You' : a.by)))];
    who.textContent = people.length ? people.slice(0, 3).join(', ') + (people.length > 3 ? ` and ${people.length - 3} more` : '') : '';
    const chips = [['open', 'Open'], ['all', 'All'], ...TAGS.map((t) => [t, t])].map(([k, word]) => ({ k, word, n: all.filter((t) => fits(t, k)).length })).filter((c) => c.n > 0 || c.k === by || c.k === 'all');
    around(() => filters.replaceChildren(...(all.length ? chips : []).map((c) => el('button', { type: 'button', class: 'chip', 'aria-pressed': String(c.k === by), onclick: () => { by = c.k; begin = -1; kept.clear(); draw(); /** @type {HTMLElement|null} */ (filters.querySelector('[aria-pressed=true]'))?.focus(); } }, c.word, ' ', el('span', { class: 'soft' }, String(c.n))))));
    const some = all.filter((t) => fits(t, by) || kept.has(t.head.id));
    for (const t of some) kept.add(t.head.id);
    if (begin < 0 || begin >= some.length) begin = pageOf(some, review.now);
    const shown = some.slice(begin, begin + PAGE);
    const inside = list.contains(document.activeElement);
    around(() => list.replaceChildren(...shown.map((t) => nodes.of(t))));
    if (inside && document.activeElement === document.body) /** @type {HTMLElement|null} */ (filters.querySelector('[aria-pressed=true]'))?.focus(); // what had the focus is gone
    none.textContent = some.length ? '' : all.length ? 'None of these.' : desk.may ? '' : 'There are no notes yet.';
    none.hidden = none.textContent === '';
    earlier.hidden = begin === 0;
    earlier.textContent = `Earlier notes (${begin})`;
    later.hidden = begin + PAGE >= some.length;
    later.textContent = `Later notes (${some.length - begin - PAGE})`;
  };

  const unsent = () => waiting.replaceChildren(...desk.outbox.waiting.map((u) => el('div', { class: 'unsent small' },
    el('p', {}, u.refused ? `Not taken: ${u.refused}` : 'Not sent yet: the server does not answer. It is kept in this browser and goes out by itself when the line is back.'),
    (u.body.text || u.body.reason) && el('p', { class: 'said' }, u.body.text || u.body.reason),
    el('p', { class: 'acts' }, act('Try now', () => desk.outbox.send(true)),
      u.body.text && desk.may && act('Back into the field', () => { writer?.back(u.body); desk.outbox.drop(u.body.key); }),
      act('Throw away', () => desk.outbox.drop(u.body.key))))));

  desk.outbox.addEventListener('change', unsent);
  unsent();
  review.addEventListener('data', (e) => {
    draw();
    if (/** @type {CustomEvent} */ (e).detail?.includes('annotations') && desk.outbox.waiting.length) desk.outbox.send(); // the line is there
  });
  review.addEventListener('note', () => writer?.open());
  review.addEventListener('pick', () => {
    const m = review.marks.find((x) => x.id === review.selected);
    list.querySelector('.picked')?.classList.remove('picked');
    if (!m?.note) return;
    const all = threads(review.annotations);
    if (!kept.has(m.note.id)) by = 'all';
    const i = all.filter((t) => fits(t, by) || kept.has(t.head.id)).findIndex((t) => t.head.id === m.note.id);
    if (i < 0) return;
    if (i < begin || i >= begin + PAGE) begin = Math.floor(i / PAGE) * PAGE;
    draw();
    nodes.node(m.note.id)?.classList.add('picked');
  });
  draw();
}
