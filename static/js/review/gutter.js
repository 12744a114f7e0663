// What stands left of the lanes: their names, and the numbers of the pace.
import { svg } from '../dom.js';
import { COMFORT, height } from './lane/pace.js';
import { middle } from './lane/marker.js';
import { f, label, path, rect } from './lane/glyph.js';

/** @param {import('./lane/glyph.js').Stage} s @param {number} width px */
export function gutter(s, width) {
  const b = s.boxes, mid = (/** @type {import('./scale.js').Box} */ x) => x.y + x.h / 2 + 4, Y = height(s);
  return svg('svg', { width, height: s.height },
    label('lane coach', 0, b.coach.y + b.coach.h - 6, 'Coach'),
    label('lane', 0, mid(b.silence), 'Silence'),
    label('lane client', 0, b.client.y + 16, 'Client'),
    label('lane', 0, mid(b.overlaps), 'Overlaps'),
    label('lane', 0, middle(s) - (s.narrow ? 12 : 14), 'Markers'), label('sub', 0, middle(s) + (s.narrow ? 14 : 15), 'mistakes'),
    label('lane', 0, b.pace.y + 14, 'Pace'),
    label('lane', 0, b.trust.y + 14, 'Trust'),
    label('lane', 0, mid(b.notes), 'Notes'),
    ...(s.narrow ? [] : [label('sub', 0, b.pace.y + 30, 'words/min'), label('sub', 0, b.trust.y + 30, 'what opened'), label('sub', 0, b.trust.y + 44, 'and closed')]),
    ...COMFORT.map((v) => label('number', width - 4, Y(v) + 3.5, String(v), 'end')),
    path('hair', [b.overlaps, b.markers, b.pace, b.trust, b.notes].map((x) => `M0 ${f(x.y - (s.narrow ? 2 : 4) + .5)}H${width}`).join('')));
}

/** Fillings: a thinking pause is dotted, the machine's time hatched, no time at all cross-hatched. */
export function patterns() {
  const pattern = (/** @type {string} */ id, /** @type {number} */ size, /** @type {number} */ turn, /** @type {Node} */ shape) =>
    svg('pattern', { id, width: size, height: size, patternUnits: 'userSpaceOnUse', patternTransform: `rotate(${turn})` }, shape);
  return svg('defs', {},
    pattern('dots', 5, 0, svg('circle', { class: 'fill t', cx: 2.5, cy: 2.5, r: 1.15 })),
    pattern('hatch', 6, 45, rect('fill', 0, 0, 2.2, 6)),
    pattern('cross', 9, 45, path('lines', 'M0 0H9M0 0V9')));
}
