// Notices of the talk: one line each, with what can be done about it. They
// stand over the page, so nothing moves when they come and go.
import { el } from './dom.js';

export class Notices {
  /** @type {Map<string, HTMLElement>} */ #shown = new Map();

  /** @param {HTMLElement} root @param {(text: string) => void} announce */
  constructor(root, announce) {
    this.root = root;
    this.announce = announce;
  }

  /**
   * @param {string} key one notice a key; a second one replaces the first
   * @param {string} text @param {[string, () => void][]} [acts] @param {number} [ms] goes by itself
   */
  show(key, text, acts = [], ms = 0) {
    this.clear(key);
    const button = (/** @type {string} */ t, /** @type {() => void} */ f) =>
      el('button', { type: 'button', class: 'plain', onclick: () => { this.clear(key); f(); } }, t);
    const n = el('div', { class: 'notice' }, el('p', {}, text),
      el('span', { class: 'acts' }, ...acts.map(([t, f]) => button(t, f)), button('Close', () => {})));
    this.#shown.set(key, n);
    this.root.append(n);
    this.announce(text);
    if (ms) setTimeout(() => { if (this.#shown.get(key) === n) this.clear(key); }, ms);
  }

  /** @param {string} key */
  clear(key) {
    this.#shown.get(key)?.remove();
    this.#shown.delete(key);
  }

  clearAll() {
    for (const k of [...this.#shown.keys()]) this.clear(k);
  }
}
