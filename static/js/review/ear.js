// What somebody has really listened to. Pure: the page says where the ear is.

const SLACK = 300; // ms by which the player's clock may run ahead of the wall's

/** @typedef {{from: number, to: number}} Span ms of media time, half open */

/** Spans in order, those that touch made one. @param {Span[]} spans @returns {Span[]} */
export function merge(spans) {
  /** @type {Span[]} */ const out = [];
  for (const s of [...spans].sort((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last && s.from <= last.to) last.to = Math.max(last.to, s.to);
    else out.push({ from: s.from, to: s.to });
  }
  return out;
}

export class Ear {
  /** @type {Span[]} */ #spans = [];
  /** @type {{now: number, wall: number, playing: boolean}} */ #last = { now: 0, wall: 0, playing: false };

  /**
   * The player is at now. What lies between two places counts only when it
   * played from one to the other in the time that passed.
   * @param {number} now ms of media time @param {number} wall ms @param {boolean} playing @param {number} speed
   */
  at(now, wall, playing, speed) {
    const { now: before, wall: then, playing: played } = this.#last;
    const went = now - before;
    if (played && went > 0 && went <= (wall - then) * speed + SLACK) this.#spans = merge([...this.#spans, { from: Math.round(before), to: Math.round(now) }]);
    this.#last = { now, wall, playing };
  }

  /** What was heard since, and it begins anew. */
  take() {
    const all = this.#spans;
    this.#spans = [];
    return all;
  }

  /** Takes back what could not be told. @param {Span[]} spans */
  back(spans) {
    this.#spans = merge([...spans, ...this.#spans]);
  }
}
