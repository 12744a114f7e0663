// The client's trust as a step line, what was open behind it, a door where
// something opened or closed, and the reason in a few words where there is room.
import { clusters, wide } from '../crowd.js';
import { svg } from '../../dom.js';
import { LAYERS } from '../marks.js';
import { cluster, door, dot, f, label, node, of, path, reach, rect } from './glyph.js';

const DOOR = 15; // px wide
const STEPS = 6; // px a second from which each step can be touched

/** @param {import('./glyph.js').Stage} s @returns {import('../strip.js').Item[]} */
export function plan(s) {
  const { y, h } = s.boxes.trust, foot = y + h - 4, top = y + 5, X = (/** @type {number} */ ms) => s.scale.x(ms);
  const Y = (/** @type {number} */ v) => foot - Math.max(0, Math.min(100, v)) / 100 * (foot - top);
  const events = (s.review.timeline.events ?? []).filter((/** @type {any} */ e) => e.kind === 'trust');
  /** @type {import('../strip.js').Item[]} */ const out = events.map((/** @type {any} */ e, /** @type {number} */ i) => {
    const to = events[i + 1]?.at ?? s.review.length, next = events[i + 1]?.trust ?? e.trust, w = (to - e.at) * s.scale.px;
    const bands = Array.from({ length: e.open }, (_, k) => rect(`layer l${k + 1}`, X(e.at), Y((k + 1) * 100 / 3), w + .3, (foot - top) / 3));
    return { x: X(e.at), end: X(to), draw: () => svg('g', { class: 'step', 'data-from': e.at, 'data-to': to }, ...bands, path('trust', `M${f(X(e.at))} ${f(Y(e.trust))}H${f(X(to))}V${f(Y(next))}`)) };
  });
  const doors = clusters(of(s, 'trust').filter((m) => m.shape !== 'step').map((m) => ({ m, x: X(m.from) })), DOOR);
  for (const [i, { x, all }] of doors.entries()) {
    const m = all[0].m, opened = m.shape === 'open', next = doors[i + 1]?.x ?? s.scale.width;
    if (all.length > 1) {
      out.push({ x, end: x + 20, draw: () => cluster(all.map((a) => a.m), dot('doordot', x, foot - 7, 3), ...((doors[i + 1]?.x ?? s.scale.width) - x > 8 + wide(String(all.length), 11, true) ? [label('many', x + 5, foot - 3, String(all.length))] : []), reach(x - 8, foot - 24, 16, 26)) });
      continue;
    }
    const text = opened ? LAYERS[m.open ?? 0] ?? '' : 'closed again';
    const room = next - x > wide(text, 11) + 26;
    out.push({ x, end: x + 100, draw: () => node(m, true, ...door(x, foot, opened), reach(x - 12, foot - 20, 24, 24), ...(room ? [label('told', x + 10, foot - 4, text)] : [])) });
  }
  if (s.scale.second < STEPS) return out;
  for (const m of of(s, 'trust')) {
    if (m.shape !== 'step') continue;
    const x = X(m.from), e = events.find((/** @type {any} */ v) => `trust@${v.seq}` === m.id), at = Y(e?.trust ?? 0);
    out.push({ x, end: x + 8, draw: () => node(m, true, dot('stepdot', x, at, 2.5), reach(x - 8, at - 10, 16, 20)) });
  }
  return out;
}
