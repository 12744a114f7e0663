// How far people and the machine see the same.
import { el, svg } from '../dom.js';

/**
 * @typedef {object} Agreement
 * @property {string} code @property {string} name @property {number} n @property {number} agree of n
 * @property {number} [kappa] @property {number} [low] @property {number} [high]
 * @property {boolean} few @property {{practice: string, started: string, n: number, agree: number}[]} over
 */

export const FEW = 20;

/** What can be said beyond the count. @param {Agreement} a */
export function beyond(a) {
  if (a.few) return `too few: ${a.n} of ${FEW}`;
  if (a.kappa === undefined) {
    return /^M/.test(a.code) ? 'no kappa: all got one answer, so chance cannot be told apart' : 'no kappa: places without it are not marked';
  }
  const range = a.low === undefined || a.high === undefined ? '' : `, ${figure(a.low)} to ${figure(a.high)}`;
  return `${figure(a.kappa)}${range}`;
}

const figure = (/** @type {number} */ k) => k.toFixed(2).replace('-', '\u2212').replace('\u22120.00', '0.00');

/** @param {Agreement[]} all @param {(iso: string) => string} day */
export function agreement(all, day) {
  if (!all.length) return [el('p', { class: 'soft' }, 'Nobody has agreed or disagreed with a mark yet. You can on the page of each practice, and so can whoever you share it with.')];
  return [
    el('p', { class: 'soft' }, `Counted are the marks of the machine that you or a mentor agreed or disagreed with, and those a person added. Kappa is the agreement beyond chance, with its 95\u00a0% interval: 0 is what chance would bring, 1 is agreement in all. Under ${FEW} marks it says nothing.`),
    el('ul', { class: 'kappas' }, ...all.map((a) => el('li', {},
      el('h3', {}, a.name),
      el('p', {}, `${a.agree} of ${a.n} seen the same`),
      el('p', { class: a.few || a.kappa === undefined ? 'soft' : '' }, ...(a.few || a.kappa === undefined ? [] : [whiskers(a), 'kappa ']), beyond(a)),
      el('ol', { class: 'over', 'aria-label': `${a.name}, practice by practice` }, ...a.over.map((o) => el('li', {},
        el('a', { href: `/practices/${encodeURIComponent(o.practice)}` }, day(o.started)), ' ', el('span', { class: 'soft' }, `${o.agree} of ${o.n}`))))))),
  ];
}

/** Kappa and its interval on a scale from -1 to 1. @param {Agreement} a */
function whiskers(a) {
  const x = (/** @type {number} */ k) => 50 + 46 * k;
  const k = /** @type {number} */ (a.kappa);
  return svg('svg', { viewBox: '0 0 100 16', class: 'whiskers', 'aria-hidden': 'true' },
    svg('line', { class: 'base', x1: x(-1), x2: x(1), y1: 8, y2: 8 }),
    svg('line', { class: 'base', x1: x(0), x2: x(0), y1: 3, y2: 13 }),
    ...(a.low === undefined || a.high === undefined ? [] : [svg('line', { class: 'interval', x1: x(a.low), x2: x(a.high), y1: 8, y2: 8 })]),
    svg('circle', { class: 'dot', cx: x(k), cy: 8, r: 3.5 }));
}
