// The last words of each side, when somebody wants to read along.
import { el } from './dom.js';

export class Captions {
  /** @type {{key: string, who: string, name: string, text: string}[]} */ #lines = [];

  /** @param {HTMLElement} root @param {(side: string) => string} name */
  constructor(root, name) {
    this.root = root;
    this.name = name;
  }

  /** A line grows until it is final; two lines are kept. @param {{side: string, turn: number, text: string}} m */
  add(m) {
    const key = `${m.side} ${m.turn}`;
    const known = this.#lines.find((l) => l.key === key);
    if (known) known.text = m.text;
    else this.#lines.push({ key, who: m.side, name: this.name(m.side), text: m.text });
    this.#lines = this.#lines.slice(-2);
    this.root.replaceChildren(...this.#lines.map((l) => el('p', { class: l.who }, el('b', {}, l.name), el('span', {}, l.text))));
    this.root.scrollTop = this.root.scrollHeight;
  }
}
