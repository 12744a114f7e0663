// One figure: a dot for each practice, the newest right. Tens of points need
// no library, and as links in SVG they can be reached, named and printed.
import { el, svg } from '../dom.js';

/** @typedef {import('./series.js').Figure} Figure */
/** @typedef {import('./series.js').Point} Point */

export const MOST = 24; // practices drawn in one figure
const W = 380, H = 120, LEFT = 4, RIGHT = 14, TOP = 21, BOTTOM = 10, STEP = 44, R = 4;

/**
 * Where the points are, and how wide each is.
 * @param {number} n @returns {{x: (i: number) => number, step: number}} i counts from the oldest drawn
 */
export function places(n) {
  const step = Math.min(STEP, (W - LEFT - RIGHT - STEP / 2) / Math.max(1, n - 1));
  return { x: (i) => W - RIGHT - (n - 1 - i) * step, step };
}

/** @param {number} v @param {number} top */
export const height = (v, top) => TOP + (1 - v / top) * (H - TOP - BOTTOM);

/**
 * @param {Figure} f @param {(iso: string) => string} day in short
 * @returns {HTMLElement}
 */
export function chart(f, day) {
  const points = f.points.slice(-MOST);
  const { x, step } = places(points.length);
  const y = (/** @type {number} */ v) => height(v, f.top);
  const readout = el('span', { class: 'readout' });
  const says = (/** @type {Point} */ p) => [el('b', {}, p.words), ' ', day(p.started)];
  const newest = points[points.length - 1];
  const links = points.map((p, i) => {
    const dot = p.value === null ? gap(x(i), step, p.words) : shape(f.group, x(i), y(p.value), p === newest);
    const a = svg('a', { href: `/practices/${encodeURIComponent(p.id)}`, 'aria-label': `${day(p.started)}, with ${p.name}: ${p.words}`, tabindex: p === newest ? 0 : -1 },
      svg('rect', { class: 'hit', x: x(i) - step / 2, y: 0, width: step, height: H }), ...dot);
    const tell = () => readout.replaceChildren(...says(p)), rest = () => readout.replaceChildren(...says(newest));
    a.addEventListener('focus', tell);
    a.addEventListener('pointerenter', tell);
    a.addEventListener('blur', rest);
    a.addEventListener('pointerleave', rest);
    return a;
  });
  readout.append(...says(newest));
  const drawing = svg('svg', { viewBox: `0 0 ${W} ${H}`, class: f.group },
    svg('g', { 'aria-hidden': 'true' },
      ...(f.band ? [svg('rect', { class: 'band', x: 0, y: y(f.band[1]) - 1, width: W, height: y(f.band[0]) - y(f.band[1]) + 2 })] : []),
      svg('line', { class: 'base', x1: 0, x2: W, y1: y(0), y2: y(0) }),
      svg('line', { class: 'top', x1: 0, x2: W, y1: y(f.top), y2: y(f.top) }),
      text(0, y(f.top) - 7, f.scale),
      ...reference(points, x, y, step),
      ...stems(points, x, y),
      ...lines(points, x, y)),
    ...links);
  drawing.addEventListener('keydown', (/** @type {KeyboardEvent} */ e) => walk(e, links));
  return el('figure', { class: 'figure', role: 'group', 'aria-labelledby': `f-${f.key}` },
    el('h3', { id: `f-${f.key}` }, f.title, ' ', el('small', { class: 'soft' }, f.unit)),
    drawing,
    el('p', { class: 'ends small soft', 'aria-hidden': 'true' }, el('span', {}, points.length > 1 ? day(points[0].started) : ''), readout));
}

/** Arrows go from practice to practice; one of them is a stop for Tab. @param {KeyboardEvent} e @param {SVGAElement[]} links */
function walk(e, links) {
  const i = links.findIndex((a) => a === document.activeElement);
  const to = { ArrowLeft: i - 1, ArrowRight: i + 1, Home: 0, End: links.length - 1 }[e.key];
  if (i < 0 || to === undefined || !links[to]) return;
  e.preventDefault();
  links[i].setAttribute('tabindex', '-1');
  links[to].setAttribute('tabindex', '0');
  links[to].focus();
}

/** A marker is a disc, a mistake points down, a timing figure is a diamond. @param {Figure['group']} group @param {number} x @param {number} y @param {boolean} newest */
function shape(group, x, y, newest) {
  const r = newest ? R + 1.5 : R;
  const ring = svg('circle', { class: 'ring', cx: x, cy: y, r: r + 4 });
  switch (group) {
    case 'mistake': return [ring, svg('path', { class: 'dot', d: `M${x - r} ${y - r * 0.8}h${2 * r}l${-r} ${1.8 * r}z` })];
    case 'timing': return [ring, svg('path', { class: 'dot', d: `M${x} ${y - r * 1.2}l${r * 1.2} ${r * 1.2}l${-r * 1.2} ${r * 1.2}l${-r * 1.2} ${-r * 1.2}z` })];
    default: return [ring, svg('circle', { class: 'dot', cx: x, cy: y, r })];
  }
}

/** Nothing is drawn where nothing can be said, but the word. @param {number} x @param {number} step @param {string} word */
function gap(x, step, word) {
  const middle = (TOP + H - BOTTOM) / 2;
  return step < 12 ? [svg('line', { class: 'none', x1: x, x2: x, y1: TOP + 8, y2: H - BOTTOM - 4 })]
    : [text(x, middle, word, { class: 'none', 'text-anchor': 'middle', 'dominant-baseline': 'central', transform: `rotate(-90 ${x} ${middle})` })];
}

/** @param {number} x @param {number} y @param {string} words @param {Record<string, any>} [more] */
function text(x, y, words, more = {}) {
  const t = svg('text', { x, y, ...more });
  t.textContent = words;
  return t;
}

/** From dot to dot, broken where one is missing. @param {Point[]} points @param {(i: number) => number} x @param {(v: number) => number} y */
function lines(points, x, y) {
  let d = '', on = false;
  points.forEach((p, i) => {
    if (p.value !== null) d += `${on ? 'L' : 'M'}${x(i)} ${y(p.value)}`;
    on = p.value !== null;
  });
  return d ? [svg('path', { class: 'course', d })] : [];
}

/** What was there to take, above what was taken. @param {Point[]} points @param {(i: number) => number} x @param {(v: number) => number} y */
const stems = (points, x, y) => points.flatMap((p, i) => (p.value === null || p.of === undefined || p.of <= p.value ? []
  : [svg('path', { class: 'stem', d: `M${x(i)} ${y(p.value)}V${y(p.of)}m-4 0h8` })]));

/** A dashed line at the height of a good practice, for as long as it is the same. @param {Point[]} points @param {(i: number) => number} x @param {(v: number) => number} y @param {number} step */
function reference(points, x, y, step) {
  const all = [];
  for (let i = 0, from = 0; i < points.length; i++) {
    if (points[i + 1]?.reference === points[i].reference && i + 1 < points.length) continue;
    const r = points[i].reference;
    if (r !== undefined) all.push(svg('line', { class: 'reference', x1: Math.max(0, x(from) - step / 2), x2: Math.min(W, x(i) + step / 2), y1: y(r), y2: y(r) }));
    from = i + 1;
  }
  return all;
}
