// The same in figures: every number of the drawings, a practice a row.
import { el } from '../dom.js';

/** @typedef {import('./series.js').Figure} Figure */

/** @param {Figure[]} figures @param {(iso: string) => string} day */
export function table(figures, day) {
  const practices = figures[0].points.map((p, i) => ({ ...p, i })).reverse();
  return el('table', {},
    el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Practice'), ...figures.map((f) => el('th', { scope: 'col' }, f.title)))),
    el('tbody', {}, ...practices.map((p) => el('tr', {},
      el('th', { scope: 'row' }, el('a', { href: `/practices/${encodeURIComponent(p.id)}` }, day(p.started)), ' ', el('span', { class: 'soft' }, p.name)),
      ...figures.map((f) => el('td', { class: f.points[p.i].value === null ? 'soft' : '' }, f.points[p.i].words))))));
}
