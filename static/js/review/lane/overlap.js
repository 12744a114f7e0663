// Who came in over whom: one glyph at the onset, with what it cost.
import { Row, clusters, wide } from '../crowd.js';
import { cluster, dot, f, label, node, of, path, reach, triangle } from './glyph.js';

const GLYPH = 13; // px wide
const TICKS = 6;  // px a second from which the harmless ones are shown

/** @param {import('./glyph.js').Stage} s @returns {import('../strip.js').Item[]} */
export function plan(s) {
  const { y, h } = s.boxes.overlaps, c = y + h / 2, px = s.scale.second;
  const at = (/** @type {import('./glyph.js').Mark} */ m) => ({ m, x: s.scale.x(m.from) });
  const cuts = of(s, 'cut').map(at), row = new Row();
  for (const { x } of cuts) row.take(x - 7, x + 7);
  /** @type {import('../strip.js').Item[]} */ const out = clusters(cuts, GLYPH).map(({ x, all }) => {
    if (all.length > 1) {
      const text = `×${all.length}`, room = row.takes(x + 7, x + 10 + wide(text, 11, true));
      return { x, end: x + 30, draw: () => cluster(all.map((a) => a.m), triangle('cut', x, c), reach(x - 10, c - 13, 20, 26), ...(room ? [label('lost', x + 9, c + 4, text)] : [])) };
    }
    const m = all[0].m, lost = m.lost ?? 0;
    const say = [`${lost} lost`, String(lost)].find((t) => lost > 0 && row.takes(x + 7, x + 10 + wide(t, 11, true)));
    return { x, end: x + 60, draw: () => node(m, true,
      m.shape === 'butting_in' ? triangle('half', x, c) : triangle('cut', x, c),
      ...(m.shape === 'pause_interruption' ? [path('cutbar', `M${f(x - 7)} ${f(c - 10)}h14`)] : []),
      reach(x - 10, c - 13, 20, 26), ...(say ? [label('lost', x + 10, c + 4, say)] : [])) };
  });
  const small = of(s, 'backchannel').filter((m) => m.shape === 'backchannel' || px >= TICKS).map(at);
  for (const { x, all } of clusters(small)) {
    row.take(x - 4, x + 4);
    const m = all[0].m;
    out.push({ x, end: x + 30, draw: () => (all.length > 1
      ? cluster(all.map((a) => a.m), dot('soft', x, c, 2.5), ...(row.takes(x + 5, x + 20) ? [label('many', x + 5, c + 4, `×${all.length}`)] : []), reach(x - 8, c - 12, 16, 24))
      : node(m, true, m.shape === 'backchannel' ? dot('soft', x, c, 2.5) : path('softtick', `M${f(x)} ${f(c - 4)}v8`), reach(x - 8, c - 12, 16, 24))) });
  }
  return out;
}
