// The shapes of the lanes; the legend shows the same ones. A mark's first
// shape stands exactly at its time: its left edge, or its middle where the
// node says data-anchor="middle".
import { svg } from '../../dom.js';
import { told } from '../marks.js';

/** @typedef {import('../marks.js').Mark} Mark @typedef {import('../strip.js').Item} Item */

/**
 * @typedef {object} Stage what a lane is drawn on
 * @property {import('../state.js').Review} review @property {import('../speech.js').Speech} speech
 * @property {import('../scale.js').Scale} scale @property {Record<import('../scale.js').LaneName, import('../scale.js').Box>} boxes
 * @property {number} height px @property {boolean} narrow
 */

/** @param {number} n */
export const f = (n) => String(Math.round(n * 100) / 100);

/** @param {string} kind class @param {string} d */
export const path = (kind, d) => svg('path', { class: kind, d });

/** @param {string} kind class @param {number} x @param {number} y @param {number} width @param {number} height @param {number} [rx] */
export const rect = (kind, x, y, width, height, rx = 0) => svg('rect', { class: kind, x: f(x), y: f(y), width: f(Math.max(0, width)), height: f(height), rx: f(rx) });

/** @param {string} kind class @param {number} x @param {number} y @param {string} text @param {'start'|'middle'|'end'} [anchor] */
export const label = (kind, x, y, text, anchor = 'start') => svg('text', { class: kind, x: f(x), y: f(y), 'text-anchor': anchor }, document.createTextNode(text));

/** @param {string} kind class @param {number} x @param {number} y @param {number} r */
export const dot = (kind, x, y, r) => svg('circle', { class: kind, cx: f(x), cy: f(y), r });

/** @param {string} kind class @param {number} x its tip @param {number} y its middle */
export const triangle = (kind, x, y) => path(kind, `M${f(x - 6)} ${f(y - 6)}h12l-6 12z`);

/** @param {number} x its pole @param {number} foot y @param {number} top y @param {string} code @param {boolean} missed */
export const pennant = (x, foot, top, code, missed) => [
  path('pole', `M${f(x)} ${f(foot)}V${f(top)}`),
  path(missed ? 'flag missed' : 'flag', `M${f(x)} ${f(top)}h27l-4 6.500l4 6.500h-27z`),
  label(missed ? 'code missed' : 'code', x + 4, top + 10, code),
];

/** @param {number} x its tip @param {number} y its top @param {string} code */
export const notch = (x, y, code) => [path('notch', `M${f(x - 11)} ${f(y)}h22v11l-11 7l-11 -7z`), label('code', x, y + 10.5, code, 'middle')];

/** @param {number} x its middle @param {number} foot y @param {boolean} opened */
export const door = (x, foot, opened) => (opened
  ? [path('frame', `M${f(x - 5)} ${f(foot)}v-15h10v15z`), path('leaf', `M${f(x - 5)} ${f(foot)}v-15l-6 3.500v14z`)]
  : [path('frame shut', `M${f(x - 5)} ${f(foot)}v-15h10v15z`), dot('knob', x + 2.4, foot - 7, 1.1)]);

/** @param {string} kind class @param {number} x its tip @param {number} y its tip */
export const pin = (kind, x, y) => path(kind, `M${f(x)} ${f(y)}c-2-5-6-7-6-11a6 6 0 0 1 12 0c0 4-4 6-6 11z`);

/** A mark's node. @param {Mark} m @param {boolean} middle its first shape's middle is its time, not the left edge @param {...Node} shapes */
export const node = (m, middle, ...shapes) => svg('g', {
  class: `mark ${m.shape}`, 'data-id': m.id, 'data-from': m.from, 'data-to': m.to, ...(middle ? { 'data-anchor': 'middle' } : {}),
}, ...shapes, svg('title', {}, document.createTextNode(told(m))));

/** Several marks too close to be told apart; opened, they are. @param {Mark[]} all @param {...Node} shapes */
export const cluster = (all, ...shapes) => svg('g', {
  class: 'mark cluster', 'data-anchor': 'middle', 'data-many': all.length, 'data-first': all[0].id, 'data-from': all[0].from, 'data-to': all[all.length - 1].from,
}, ...shapes, svg('title', {}, document.createTextNode(`${all.length} marks from here. Open to see each.`)));

/** Where a finger may touch. @param {number} x @param {number} y @param {number} width @param {number} height */
export const reach = (x, y, width, height) => rect('reach', x, y, width, height);

/** @param {Stage} s @param {...import('../marks.js').Group} groups */
export const of = (s, ...groups) => s.review.marks.filter((m) => groups.includes(m.group));
