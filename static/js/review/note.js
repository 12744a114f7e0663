// One note with its answers, as it stands in the list.
import { el } from '../dom.js';
import { clock } from '../clock.js';
import { NAMES } from './marks.js';
import { form, act } from './form.js';
import { at } from './prose.js';

/** @typedef {import('./state.js').Review} Review @typedef {import('../api.js').Annotation} Annotation @typedef {import('./desk.js').Desk} Desk */
/** @typedef {{head: Annotation, answers: Annotation[]}} Thread */

const STAND = { missed: 'missed by the machine', agree: 'agrees with a mark that the report no longer has', disagree: 'disagrees with a mark that the report no longer has' };

/** The list's items. One that did not change is not built again, and what is being written in it stays. */
export class Notes {
  /** @type {Map<number, {sign: string, node: HTMLElement}>} */ #made = new Map();
  /** @type {Map<string, HTMLFormElement>} */ #open = new Map(); // answers and edits being written, by thread

  /** @param {Review} review @param {Desk} desk */
  constructor(review, desk) {
    this.review = review;
    this.desk = desk;
  }

  /** @param {Thread} t @returns {HTMLElement} */
  of(t) {
    const sign = JSON.stringify(t) + this.review.audio;
    const had = this.#made.get(t.head.id);
    if (had?.sign === sign) return had.node;
    const node = this.#thread(t);
    this.#made.set(t.head.id, { sign, node });
    return node;
  }

  /** @param {number} id of a note that stands in the list */
  node(id) {
    return this.#made.get(id)?.node;
  }

  /** @param {Thread} t */
  #thread({ head: a, answers }) {
    const { desk, review } = this;
    const fail = el('p', { class: 'failed small', role: 'alert' });
    const where = `the note at ${clock(a.at)}`;
    const reply = `answer ${a.id}`;
    const below = el('div', {});
    const answer = act('Answer', () => this.#write(below, answer, { label: `Answer to ${where}`, word: 'Answer', thread: reply, send: (text) => desk.post({ at: a.at, text, parent: a.id }) }), { 'aria-label': `Answer ${where}` });
    const resolve = act(a.resolved ? 'Open again' : 'Resolve', () => this.#try(fail, desk.edit(a.id, { resolved: !a.resolved })), { 'aria-label': `${a.resolved ? 'Open again' : 'Resolve'} ${where}` });
    if (this.#open.has(reply)) below.append(/** @type {Node} */ (this.#open.get(reply)));
    return el('li', { class: `note${a.resolved ? ' done' : ''}`, id: `note-${a.id}` },
      el('p', { class: 'nhd' }, at(review, a.at, `note@${a.id}`), a.to !== undefined && a.to > a.at && el('span', { class: 'time soft' }, `to ${clock(a.to)}`),
        !a.removed && el('b', {}, a.mine ? 'You' : a.by), ...(a.tags ?? []).map((g) => el('span', { class: 'tag' }, g)),
        a.code && el('span', { class: a.code[0] === 'X' ? 'sign x' : 'sign', title: NAMES[a.code] ?? '' }, a.code), a.stand && el('span', { class: 'soft' }, STAND[a.stand]),
        a.edited && !a.removed && el('span', { class: 'soft' }, 'edited'), a.resolved && el('span', { class: 'soft' }, 'resolved')),
      this.#body(a, where, fail),
      answers.length > 0 && el('ol', { class: 'thread' }, ...answers.map((r) => el('li', {}, el('p', { class: 'nhd' }, !r.removed && el('b', {}, r.mine ? 'You' : r.by), r.edited && !r.removed && el('span', { class: 'soft' }, 'edited')), this.#body(r, `the answer by ${r.mine ? 'you' : r.by}`, fail)))),
      desk.may && el('p', { class: 'acts' }, answer, !a.removed && resolve), below, fail);
  }

  /** The words of a note, and what its writer may do with them. @param {Annotation} a @param {string} where @param {HTMLElement} fail */
  #body(a, where, fail) {
    const { desk } = this;
    if (a.removed) return el('p', { class: 'soft' }, 'This note was deleted.');
    const body = el('div', {}, el('p', { class: 'said text' }, a.text || a.reason || ''));
    if (!a.mine || !desk.may) return body;
    const thread = `edit ${a.id}`;
    const row = el('p', { class: 'acts own' });
    const edit = act('Edit', () => this.#write(body, edit, { label: `Edit ${where}`, word: 'Save', thread, text: a.text, send: (text) => desk.edit(a.id, { text }) }), { 'aria-label': `Edit ${where}` });
    const remove = act('Delete', () => {
      const keep = act('Keep', () => { row.replaceChildren(edit, remove); remove.focus(); });
      row.replaceChildren(keep, act('Delete for good', () => this.#try(fail, desk.remove(a.id)), { class: 'plain small grave', 'aria-label': `Delete for good: ${where}` }));
      keep.focus();
    }, { 'aria-label': `Delete ${where}` });
    row.append(edit, remove);
    body.append(row);
    const f = this.#open.get(thread);
    if (f) body.append(f);
    return body;
  }

  /**
   * @param {HTMLElement} place @param {HTMLElement} button
   * @param {{label: string, word: string, thread: string, text?: string, send: (text: string) => Promise<any>}} o
   */
  #write(place, button, o) {
    const had = this.#open.get(o.thread);
    if (had) return had.querySelector('textarea')?.focus();
    const leave = () => {
      this.#open.delete(o.thread);
      f.remove();
      if (button.isConnected) button.focus();
    };
    this.review.pause();
    const f = form({ ...o, drafts: this.desk.drafts, leave, send: async (text) => { await o.send(text); this.desk.drafts.drop(o.thread); leave(); } });
    this.#open.set(o.thread, f);
    place.append(f);
    f.querySelector('textarea')?.focus();
  }

  /** @param {HTMLElement} fail @param {Promise<any>} doing */
  async #try(fail, doing) {
    fail.textContent = '';
    try {
      await doing;
    } catch (e) {
      fail.textContent = /** @type {Error} */ (e).message;
    }
  }
}
