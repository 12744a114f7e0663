// What the shapes mean, shown by the shapes themselves.
import { el, svg } from '../dom.js';
import { dot, notch, pennant, pin, rect, triangle } from './lane/glyph.js';

/** @type {[Node[], string][]} */
const SHAPES = [
  [[rect('bar held', 2, 1, 18, 14, 5)], 'held silence, 3 s and more'],
  [[rect('bar thin', 2, 6, 18, 5, 2.5)], '1 to 3 s'],
  [[rect('bar think', 4, 1, 14, 14, 3)], 'a thinking pause'],
  [[rect('bar dead', 2, 1, 18, 14)], 'the computer’s time'],
  [[dot('bead', 6, 8, 3), dot('bead part', 16, 8, 3)], 'counts in full, in part'],
  [[triangle('cut', 11, 8)], 'interruption, words lost'],
  [[triangle('half', 11, 8)], 'butting in'],
  [[dot('soft', 11, 8, 2.5)], 'backchannel'],
  [[rect('ghost', 2, 3, 18, 10, 3)], 'not said'],
  [pennant(2, 15, 2, 'M', false).slice(0, 2), 'marker'],
  [pennant(2, 15, 2, 'M', true).slice(0, 2), 'missed'],
  [notch(11, 0, '').slice(0, 1), 'mistake'],
  [[pin('pin', 11, 15)], 'note'],
  [[rect('off', 2, 1, 18, 14)], 'line down or muted'],
];

/** @param {import('./state.js').Review} _review @param {HTMLElement} root #legend */
export function mount(_review, root) {
  root.replaceChildren(...SHAPES.map(([shapes, text]) => el('span', {}, svg('svg', { width: 24, height: 18, viewBox: '-1 -1 31 19' }, ...shapes), text)));
}
