// Crowding: marks keep their place, labels give way. Pure.

/** Taken stretches of a row, in order and apart. */
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
    const at = this.#after(from);
    let n = 0;
    for (; at + n < this.#taken.length && this.#taken[at + n][0] < to; n++) {
      from = Math.min(from, this.#taken[at + n][0]);
      to = Math.max(to, this.#taken[at + n][1]);
    }
    this.#taken.splice(at, n, [from, to]);
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
 * Points that are too near to be told apart become one, with their number.
 * @template {{x: number}} T @param {T[]} points in order @param {number} [near] px @returns {{x: number, all: T[]}[]}
 */
export function clusters(points, near = NEAR) {
  /** @type {{x: number, all: T[]}[]} */ const out = [];
  for (const p of points) {
    const c = out.at(-1), last = c?.all.at(-1);
    if (c && last && p.x - last.x < near && p.x - c.x < REACH) c.all.push(p);
    else out.push({ x: p.x, all: [p] });
  }
  return out;
}

/** About how wide a text is, px; rather too much. @param {string} text @param {number} size px @param {boolean} [mono] */
export const wide = (text, size, mono = false) => Math.ceil(text.length * size * (mono ? .62 : .6));
