// Where everything that people write on one practice passes: drafts, what is
// not sent yet, the writer's name, and reading again what stands there.
import { $, el } from '../dom.js';
import * as api from '../api.js';
import { Drafts, Outbox, key } from './draft.js';

const NAME = 'stillpoint.name'; // a mentor's, in this browser
const LONGEST = 60;             // characters of a name

/** @typedef {import('./state.js').Review} Review */

/** @type {WeakMap<Review, Desk>} */ const desks = new WeakMap();

/** The one desk of a review. @param {Review} review */
export function desk(review) {
  const d = desks.get(review) ?? new Desk(review);
  desks.set(review, d);
  return d;
}

export class Desk {
  #reading = false; #again = false;

  /** @param {Review} review */
  constructor(review) {
    this.review = review;
    this.id = review.practice.id;
    this.drafts = new Drafts(this.id, localStorage);
    this.outbox = new Outbox(this.id, (body) => this.#send(body), localStorage);
    this.outbox.send();
    addEventListener('online', () => this.outbox.send());
  }

  /** Whether this viewer may write. */
  get may() {
    return this.review.viewer.role === 'owner' || this.review.viewer.annotate;
  }

  get owner() {
    return this.review.viewer.role === 'owner';
  }

  /** A mentor's name; empty while there is none, and for the owner. */
  get name() {
    return this.owner ? '' : localStorage.getItem(NAME) || this.review.viewer.name || '';
  }

  /** Safe in this browser when it resolves; sent at once, or when the line is back. @param {any} body */
  async post(body) {
    const by = this.owner ? undefined : this.name || await this.ask();
    if (by === '') throw new Error('It waits here until you have given a name.');
    this.outbox.add({ ...body, ...(by && { by }), key: key() });
  }

  /** @param {any} body */
  async #send(body) {
    const a = await api.annotate(this.id, body);
    if (a) this.#put(a);
    else this.read();
  }

  /** @param {number} n @param {any} body */
  async edit(n, body) {
    const a = await api.editNote(this.id, n, body);
    if (a) this.#put(a);
    else await this.read();
  }

  /** @param {number} n */
  async remove(n) {
    await api.removeNote(this.id, n);
    await this.read();
  }

  /** @param {api.Annotation} a */
  #put(a) {
    const all = this.review.annotations.filter((/** @type {api.Annotation} */ x) => x.id !== a.id);
    all.push(a);
    this.review.set({ annotations: all.sort((x, y) => x.at - y.at || x.id - y.id) });
    this.read(); // one stand replaces another, on the server
  }

  /** Reads the notes again; several wishes while one is on its way are one. */
  async read() {
    this.#again = true;
    if (this.#reading) return;
    this.#reading = true;
    try {
      while (this.#again) {
        this.#again = false;
        this.review.set({ annotations: await api.annotations(this.id) });
      }
    } catch { /* what stands on the page stays; the next news reads again */ }
    this.#reading = false;
  }

  /** Asks once for a mentor's name. @returns {Promise<string>} empty: not now */
  ask() {
    const d = $('naming');
    const field = el('input', { class: 'field', type: 'text', id: 'namefield', maxLength: LONGEST, value: this.name, autocomplete: 'name' });
    const none = el('button', { type: 'button', class: 'btn', onclick: () => d.close() }, 'Not now');
    d.setAttribute('aria-labelledby', 'namingh');
    d.replaceChildren(el('form', { onsubmit: (/** @type {Event} */ e) => { e.preventDefault(); if (field.value.trim()) d.close(field.value.trim()); } },
      el('h2', { id: 'namingh' }, 'Your name'),
      el('p', {}, 'It stands beside what you write, so that the coach knows who it is from. It is kept in this browser.'),
      el('label', { class: 'small', for: 'namefield' }, 'Name'), field,
      el('p', { class: 'acts' }, el('button', { type: 'submit', class: 'btn main' }, 'Write with this name'), none)));
    d.returnValue = '';
    d.showModal();
    field.focus();
    return new Promise((done) => {
      d.onclose = () => {
        const name = d.returnValue.trim();
        if (name) localStorage.setItem(NAME, name);
        if (name) this.review.set({});
        done(name);
      };
    });
  }
}
