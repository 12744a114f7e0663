// The times along the top, and the hairlines that carry them down.
import { svg } from '../../dom.js';
import { clock } from '../../clock.js';
import { tick } from '../scale.js';
import { f, label, path } from './glyph.js';

/** @param {import('./glyph.js').Stage} s @returns {import('../strip.js').Item[]} */
export function plan(s) {
  const step = tick(s.scale.second, s.narrow ? 56 : 84) * 1000;
  const b = s.boxes, hairs = [b.overlaps, b.markers, b.pace, b.trust, b.notes].map((x) => `M0 ${f(x.y - (s.narrow ? 2 : 4) + .5)}H${f(s.scale.width)}`).join('');
  /** @type {import('../strip.js').Item[]} */ const out = [{ x: 0, end: s.scale.width, draw: () => path('hair', hairs) }];
  for (let at = 0; at <= s.scale.length; at += step) {
    const x = s.scale.x(at), last = x + 20 > s.scale.width;
    out.push({ x, end: x + 40, draw: () => svg('g', {}, path('tick', `M${f(x)} ${s.boxes.axis.h - 4}V${s.height}`),
      ...(last ? [] : [label('tm', at ? x : 0, 12, clock(at), at ? 'middle' : 'start')])) });
  }
  return out;
}
