// The last words of each side, when somebody wants to read along.
import { el } from './dom.js';

export class Captions {
  /** @type {{key: string, who: string, name: string, said: string, now: string}[]} */ #lines = [];

  /** @param {HTMLElement} root @param {(side: string) => string} name */
  constructor(root, name) {
    this.root = root;
    this.name = name;
    new ResizeObserver(() => this.#tail()).observe(root);
  }

  /**
   * Two lines are kept. What the coach said comes whole each time and may still
   * change; the client's comes piece by piece, as it is heard.
   * @param {{side: string, turn: number, text: string, final: boolean}} m
   */
  add(m) {
    const key = `${m.side} ${m.turn}`;
    let l = this.#lines.find((x) => x.key === key);
    if (!l) this.#lines.push(l = { key, who: m.side, name: this.name(m.side), said: '', now: '' });
    l.now = m.text;
    if (m.final && m.side === 'client') {
      l.said = `${l.said} ${m.text}`.trim();
      l.now = '';
    }
    this.#lines = this.#lines.slice(-2);
    this.root.replaceChildren(...this.#lines.map((l) => el('p', { class: l.who }, el('b', {}, l.name), el('span', {}, `${l.said} ${l.now}`.trim()))));
    this.#tail();
  }

  /** The newest words stay in sight. */
  #tail() {
    this.root.scrollTop = this.root.scrollHeight;
  }
}
