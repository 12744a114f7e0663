// A lane's drawing, of which only what is near the window is there. Things are
// kept in stretches of the lane by where they begin; a stretch stays as long as
// something of it reaches into the window. Nothing is drawn twice until the
// lane's things change.

/** @typedef {object} Item @property {number} x px where it begins @property {number} end px where it ends @property {() => SVGElement} draw */

const STRETCH = 512; // px

export class Strip {
  /** @type {Map<number, {items: Item[], reach: number, nodes: SVGElement[]|null}>} */ #stretches = new Map();

  /** @param {SVGGElement} g */
  constructor(g) {
    this.g = g;
  }

  /** @param {Item[]} items */
  set(items) {
    this.g.replaceChildren();
    this.#stretches.clear();
    for (const i of items) {
      const at = Math.floor(i.x / STRETCH);
      const s = this.#stretches.get(at);
      if (s) { s.items.push(i); s.reach = Math.max(s.reach, i.end); }
      else this.#stretches.set(at, { items: [i], reach: i.end, nodes: null });
    }
  }

  /** Has what reaches into from..to, px, and nothing else. @param {number} from @param {number} to */
  show(from, to) {
    for (const [at, s] of this.#stretches) {
      const seen = at * STRETCH < to && Math.max(s.reach, (at + 1) * STRETCH) > from;
      if (seen && !s.nodes) {
        s.nodes = s.items.map((i) => i.draw());
        this.g.append(...s.nodes);
      } else if (!seen && s.nodes) {
        for (const n of s.nodes) n.remove();
        s.nodes = null;
      }
    }
  }
}
