// Crowding: marks keep their place, labels give way. Pure.

/** Taken stretches of a row, in order; those that touch are kept apart. */
export class Row {
  /** @type {[number, number][]} */ #taken = [];

  /** @param {number} x */
  #after(x) {
    let lo = 0, hi = this.#taken.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (this.#taken[mid][1] <= x) lo = mid + 1;
      else hi = mid;
    }
    return lo;
  }

  /** @param {number} from @param {number} to */
  free(from, to) {
    const next = this.#taken[this.#after(from)];
    return !next || next[0] >= to;
  }

  /** @param {number} from @param {number} to */
  take(from, to) {
    this.#taken.splice(this.#after(from), 0, [from, to]);
  }

  /** Takes the stretch if it is free. @param {number} from @param {number} to */
  takes(from, to) {
    if (!this.free(from, to)) return false;
    this.take(from, to);
    return true;
  }
}

const NEAR = 6;   // px; closer points are one
const REACH = 20; // px; no cluster is wider than its count

/**
 * Points under 6 px apart become one, with their number.
 * @template {{x: number}} T @param {T[]} points in order @returns {{x: number, all: T[]}[]}
 */
export function clusters(points) {
  /** @type {{x: number, all: T[]}[]} */ const out = [];
  for (const p of points) {
    const c = out.at(-1), last = c?.all.at(-1);
    if (c && last && p.x - last.x < NEAR && p.x - c.x < REACH) c.all.push(p);
    else out.push({ x: p.x, all: [p] });
  }
  return out;
}

/** About how wide a text is, px; rather too much. @param {string} text @param {number} size px @param {boolean} [mono] */
export const wide = (text, size, mono = false) => Math.ceil(text.length * size * (mono ? .62 : .6));
