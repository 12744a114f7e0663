// Markers as pennants that point up, mistakes as notches that point down.
// Two that would overlap stand at two heights; a third is a pole with a dot.
import { Row, clusters } from '../crowd.js';
import { cluster, dot, f, label, node, notch, of, path, pennant, reach } from './glyph.js';

const FLAGS = 2.4;   // px a second from which there is room for codes
const PENNANT = 30, NOTCH = 26; // px

/** @typedef {import('./glyph.js').Mark} Mark @typedef {{m: Mark, x: number}} Place @typedef {import('../strip.js').Item} Item */

/** The line between markers and mistakes, y. @param {import('./glyph.js').Stage} s */
export const middle = (s) => s.boxes.markers.y + Math.round(s.boxes.markers.h * .6);

/** @param {import('./glyph.js').Stage} s @returns {Item[]} */
export function plan(s) {
  const at = (/** @type {Mark} */ m) => ({ m, x: s.scale.x(m.from) });
  return [
    { x: 0, end: s.scale.width, draw: () => path('hair', `M0 ${middle(s) + .5}H${f(s.scale.width)}`) },
    ...markers(s, of(s, 'marker').map(at)),
    ...mistakes(s, of(s, 'mistake').map(at)),
  ];
}

/** @param {import('./glyph.js').Stage} s @param {Place[]} all @returns {Item[]} */
function markers(s, all) {
  const foot = middle(s), { h } = s.boxes.markers, rows = [new Row(), new Row()];
  const tops = [foot - Math.round(h * .55), foot - Math.round(h * .28)];
  /** @type {Place[]} */ const rest = [];
  /** @type {Item[]} */ const out = [];
  for (const p of all) {
    const fits = s.scale.second >= FLAGS && p.m.verdict !== 'note' && p.x + PENNANT < s.scale.width;
    const row = fits ? rows.findIndex((r) => r.free(p.x - 1, p.x + PENNANT)) : -1;
    if (row < 0) { rest.push(p); continue; }
    rows[row].take(p.x - 1, p.x + PENNANT);
    out.push({ x: p.x, end: p.x + PENNANT, draw: () => node(p.m, false, ...pennant(p.x, foot, tops[row], p.m.code ?? '', p.m.verdict === 'missed')) });
  }
  for (const { x, all } of clusters(rest)) {
    const m = all[0].m, kind = `flag${m.verdict === 'observed' ? '' : ' missed'}`;
    const pole = path('pole', `M${f(x)} ${f(foot)}v-10`);
    out.push({ x, end: x + 20, draw: () => (all.length === 1 ? node(m, true, pole, dot(kind, x, foot - 12, 3), reach(x - 7, foot - 18, 14, 18))
      : cluster(all.map((a) => a.m), pole, dot(kind, x, foot - 12, 3), label('many', x, foot - 18, String(all.length), 'middle'), reach(x - 8, foot - 28, 16, 28))) });
  }
  return out;
}

/** @param {import('./glyph.js').Stage} s @param {Place[]} all @returns {Item[]} */
function mistakes(s, all) {
  const y = middle(s) + 1, row = new Row();
  /** @type {Place[]} */ const rest = [];
  /** @type {Item[]} */ const out = [];
  for (const p of all) {
    if (s.scale.second >= FLAGS && p.m.verdict !== 'note' && row.takes(p.x - NOTCH / 2, p.x + NOTCH / 2)) out.push({ x: p.x, end: p.x + NOTCH, draw: () => node(p.m, true, ...notch(p.x, y, p.m.code ?? '')) });
    else rest.push(p);
  }
  for (const { x, all } of clusters(rest)) {
    const m = all[0].m, small = path(`notch small${m.verdict === 'note' ? ' missed' : ''}`, `M${f(x - 4)} ${f(y)}h8l-4 8z`);
    out.push({ x, end: x + 20, draw: () => (all.length === 1 ? node(m, true, small, reach(x - 7, y, 14, 18))
      : cluster(all.map((a) => a.m), small, label('many', x, y + 18, String(all.length), 'middle'), reach(x - 8, y, 16, 20))) });
  }
  return out;
}
