// Over all lanes: the line down, the microphone off, the role-play set aside.
// Nothing in it is anybody's silence. Marks stand on it, and can be touched.
import { seconds } from '../../clock.js';
import { wide } from '../crowd.js';
import { f, label, node, of, path, rect } from './glyph.js';

/** @param {import('./glyph.js').Stage} s @returns {import('../strip.js').Item[]} */
export function plan(s) {
  const top = s.boxes.axis.h - 2, h = s.height - top - 4, c = s.boxes.silence.y + s.boxes.silence.h / 2;
  return of(s, 'line').map((m) => {
    const x = s.scale.x(m.from), w = Math.max(2, (m.to - m.from) * s.scale.px), text = m.kind.toLowerCase(), room = wide(text, 11);
    const chip = w > room + 12 ? [rect('chip', x + w / 2 - room / 2 - 4, c - 17, room + 8, 34, 6), label('off', x + w / 2, c - 3, text, 'middle'), label('off', x + w / 2, c + 11, seconds(m.to - m.from), 'middle')] : [];
    const shape = m.shape === 'aside'
      ? [rect('aside', x, top, w, h), path('double', `M${f(x + .5)} ${top}v${h}m3 0v${-h}M${f(x + w - .5)} ${top}v${h}m-3 0v${-h}`)]
      : [rect('off', x, top, w, h)];
    return { x, end: x + w, draw: () => node(m, false, ...shape, ...chip) };
  });
}
