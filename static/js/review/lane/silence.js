// Between the two voices: the silences, the widest and quietest things here.
import { Row, wide } from '../crowd.js';
import { dot, f, label, node, of, path, reach, rect } from './glyph.js';

const INSIDE = 24;  // px a bar needs to hold its seconds
const BEADS = 2.4;  // px a second from which the credit is shown

/** @param {import('./glyph.js').Stage} s @returns {import('../strip.js').Item[]} */
export function plan(s) {
  const { y, h } = s.boxes.silence, c = y + h / 2 - (s.narrow ? 0 : 2), tall = Math.round(h * .56), px = s.scale.second;
  const all = of(s, 'silence').map((m) => ({ m, x: s.scale.x(m.from), w: Math.max(2, (m.to - m.from) * s.scale.px) }));
  const above = new Row();
  const big = (/** @type {string} */ shape) => shape === 'held' || shape === 'heldthinking';
  return all.map(({ m, x, w }) => {
    const text = (((m.to - m.from)) / 1000).toFixed(1);
    const inside = big(m.shape) && w >= Math.max(INSIDE, wide(text, 12, true) + 2);
    const lw = wide(text, 12, true) / 2 + 2;
    const over = big(m.shape) && !inside && above.takes(x + w / 2 - lw, x + w / 2 + lw);
    return { x, end: x + w, draw: () => {
      const bead = (/** @type {number} */ at) => ((m.credit ?? 0) > 0 && px >= BEADS ? [dot(`bead${m.shape.includes('thinking') ? ' t' : ''}${(m.credit ?? 0) < .95 ? ' part' : ''}`, x + w / 2, at, 2.75)] : []);
      switch (m.shape) {
        case 'held':
        case 'heldthinking': {
          const top = c - tall / 2, r = Math.min(9, w / 2);
          const shape = m.refilled ? path('bar held', `M${f(x + w)} ${f(top)}H${f(x + r)}a${f(r)} ${f(r)} 0 0 0 ${f(-r)} ${f(r)}v${f(tall - 2 * r)}a${f(r)} ${f(r)} 0 0 0 ${f(r)} ${f(r)}H${f(x + w)}l-4 ${f(-tall / 4)}l4 ${f(-tall / 4)}l-4 ${f(-tall / 4)}z`)
            : rect(m.shape === 'held' ? 'bar held' : 'bar think', x, top, w, tall, r);
          const chip = m.shape === 'heldthinking' && inside ? [rect('chip', x + w / 2 - lw, c - 8, lw * 2, 16, 4)] : [];
          return node(m, false, shape, ...chip, ...(inside ? [label(m.shape === 'held' ? 'secs in' : 'secs t', x + w / 2, c + 4, text, 'middle')] : over ? [label('secs', x + w / 2, top - 4, text, 'middle')] : []), ...bead(c + tall / 2 + 7));
        }
        case 'thinking': return node(m, false, rect('bar think', x, c - 10, w, 20, Math.min(3, w / 2)), reach(x - 2, c - 14, w + 4, 28), ...bead(c + 17));
        case 'dead': return node(m, false, rect('bar dead', x, c - 10, w, 20), reach(x - 2, c - 14, w + 4, 28));
        default: return node(m, false, rect('bar thin', x, c - 2.5, w, 5, 2.5), reach(x - 2, c - 12, w + 4, 24), ...bead(c + 10));
      }
    } };
  });
}
