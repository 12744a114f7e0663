// How fast both spoke: two curves, and a band in which listening is easy.
import { f, path, rect } from './glyph.js';

export const COMFORT = [110, 150, 190]; // words a minute; the outer two bound the band
const LOW = 80, HIGH = 215, HOLE = 12_000, PIECE = 24; // points

/** @param {import('./glyph.js').Stage} s @returns {(wpm: number) => number} */
export const height = (s) => {
  const { y, h } = s.boxes.pace;
  return (wpm) => y + h - 6 - (Math.max(LOW, Math.min(HIGH, wpm)) - LOW) / (HIGH - LOW) * (h - 12);
};

/** @param {import('./glyph.js').Stage} s @returns {import('../strip.js').Item[]} */
export function plan(s) {
  const Y = height(s);
  /** @type {import('../strip.js').Item[]} */ const out = [{ x: 0, end: s.scale.width, draw: () => rect('comfort', 0, Y(COMFORT[2]), s.scale.width, Y(COMFORT[0]) - Y(COMFORT[2])) }];
  for (const side of /** @type {const} */ (['client', 'coach'])) {
    /** @type {{at: number, wpm: number}[]} */ let run = [];
    const close = () => {
      const r = run;
      if (r.length) out.push({ x: s.scale.x(r[0].at), end: s.scale.x(r[r.length - 1].at), draw: () =>
        path(`curve ${side}`, (r.length === 1 ? [r[0], { ...r[0], at: r[0].at + 1000 }] : r).map((p, i) => `${i ? 'L' : 'M'}${f(s.scale.x(p.at))} ${f(Y(p.wpm))}`).join('')) });
    };
    for (const p of s.review.report?.pace[side] ?? []) {
      const last = run.at(-1);
      if (last && p.at - last.at > HOLE) { close(); run = []; }
      else if (run.length === PIECE) { close(); run = run.slice(-1); }
      run.push(p);
    }
    close();
  }
  return out;
}
