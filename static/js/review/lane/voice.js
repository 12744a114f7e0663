// The two voices: the coach's drawn upward from its base line, the client's
// downward, what was spoken as a rule on it, her planned pauses dotted, and
// what she did not get to say as an empty outline.
import { svg } from '../../dom.js';
import { columns } from '../../waveform.js';
import { f, path, rect } from './glyph.js';

const PIECE = 384, PITCH = 2; // px
const FAINT = .012;           // of full scale; softer is no voice

/** @typedef {import('./glyph.js').Stage} Stage @typedef {import('../strip.js').Item} Item */

/** The base line, y. @param {Stage} s @param {'coach'|'client'} side */
const base = (s, side) => (side === 'coach' ? s.boxes.coach.y + s.boxes.coach.h - 1 : s.boxes.client.y + 1);

/** @param {Stage} s @param {'coach'|'client'} side @returns {Item[]} */
export function wave(s, side) {
  const p = s.review.peaks;
  if (!p) return [];
  const up = side === 'coach' ? -1 : 1, y = base(s, side) + up, tall = s.boxes[side].h - 6;
  const loudest = p[side].reduce((a, b) => Math.max(a, b), 0) || 1;
  /** @type {Item[]} */ const out = [];
  for (let x = 0; x < s.scale.width; x += PIECE) {
    const n = Math.ceil(Math.min(PIECE, s.scale.width - x) / PITCH);
    out.push({ x, end: x + PIECE, draw: () => {
      const from = (x - s.scale.x(0)) / s.scale.px / 1000 * p.rate, span = n * PITCH / s.scale.px / 1000 * p.rate;
      let d = '';
      columns(p[side], n, span, from).forEach((v, i) => {
        if (v > FAINT) d += `M${f(x + i * PITCH + .75)} ${y}v${f(up * Math.max(1, Math.sqrt(v / loudest) * tall))}`;
      });
      return path(`wave ${side}`, d);
    } });
  }
  return out;
}

/** @param {Stage} s @param {'coach'|'client'} side @returns {Item[]} */
export function spoken(s, side) {
  const y = base(s, side), { x } = { x: (/** @type {number} */ ms) => s.scale.x(ms) };
  const rule = (/** @type {string} */ kind) => (/** @type {import('../speech.js').Span} */ p) => ({ x: x(p.from), end: x(p.to), draw: () =>
    svg('path', { class: kind, d: `M${f(x(p.from))} ${y}H${f(Math.max(x(p.to), x(p.from) + 1))}`, 'data-from': p.from, 'data-to': p.to }) });
  const out = s.speech[side].map(rule(`spoken ${side}`));
  if (side === 'coach') return out;
  return [...out, ...s.speech.pauses.map(rule('planned')), ...s.speech.ghosts.map((g) => ({ x: x(g.from), end: x(g.to), draw: () =>
    svg('g', { class: 'unsaid', 'data-from': g.from }, rect('ghost', x(g.from), y + 3, Math.max(4, (g.to - g.from) * s.scale.px), s.boxes.client.h * .42, 3), svg('title', {}, document.createTextNode(`Not said: “${g.words}”`))) }))];
}
