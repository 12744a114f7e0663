// The lanes: one drawing on one scale, of which only what is near the window
// is there. Scrolling is the browser's own, so that nothing is drawn while it
// moves; playhead, loop and focus are moved by transforms. The drawing is
// hidden from screen readers, which have the list of marks.
import { el, svg } from '../dom.js';
import { clock } from '../clock.js';
import { Scale, boxes } from './scale.js';
import { Strip } from './strip.js';
import { speech } from './speech.js';
import { gutter, patterns } from './gutter.js';
import { pinned } from './pinned.js';
import { drag, loopBand, press } from './touch.js';
import * as axis from './lane/axis.js';
import * as voice from './lane/voice.js';
import * as silence from './lane/silence.js';
import * as overlap from './lane/overlap.js';
import * as marker from './lane/marker.js';
import * as pace from './lane/pace.js';
import * as trust from './lane/trust.js';
import * as note from './lane/note.js';
import * as away from './lane/away.js';

/** @typedef {import('./lane/glyph.js').Stage} Stage @typedef {import('./state.js').Review} Review */

/** What is drawn, back to front, and what it is drawn from. @type {Record<string, {plan: (s: Stage) => import('./strip.js').Item[], from: string[]}>} */
const LANES = {
  axis: { plan: axis.plan, from: ['timeline'] },
  coachwave: { plan: (s) => voice.wave(s, 'coach'), from: ['peaks'] },
  clientwave: { plan: (s) => voice.wave(s, 'client'), from: ['peaks'] },
  coach: { plan: (s) => voice.spoken(s, 'coach'), from: ['timeline'] },
  client: { plan: (s) => voice.spoken(s, 'client'), from: ['timeline'] },
  away: { plan: away.plan, from: ['timeline'] },
  silence: { plan: silence.plan, from: ['timeline', 'report'] },
  pace: { plan: pace.plan, from: ['report'] },
  trust: { plan: trust.plan, from: ['timeline', 'report'] },
  markers: { plan: marker.plan, from: ['report'] },
  overlaps: { plan: overlap.plan, from: ['timeline', 'report'] },
  notes: { plan: note.plan, from: ['annotations'] },
};

/** @param {Review} review @param {HTMLElement} root #lanes */
export function mount(review, root) {
  const drawing = svg('svg', { 'aria-hidden': 'true' });
  const band = el('div', { class: 'selected' }), head = el('div', { class: 'playhead' }, el('span'));
  const loop = loopBand(review);
  const content = el('div', { class: 'content' }, band, drawing, loop.node, head);
  const plot = el('div', { class: 'plot', tabIndex: 0, role: 'group', 'aria-label': 'Lanes of the recording. The list of marks below says the same in words.' }, content);
  const names = el('div', { class: 'names', 'aria-hidden': 'true' });
  root.replaceChildren(names, plot);
  const fit = pinned(root);

  /** @type {Map<string, Strip>} */ const strips = new Map();
  const defs = patterns();
  for (const name of Object.keys(LANES)) {
    const g = svg('g', { 'data-lane': name });
    drawing.append(g);
    strips.set(name, new Strip(g));
  }
  drawing.prepend(defs);

  /** @type {Stage} */ let stage;
  let said = speech(review.timeline);

  /** Draws again what stands on any of these. @param {string[]|null} what null: all of it @param {(s: Scale) => number} [left] where the window then begins, px */
  function plan(what, left) {
    const b = boxes(innerWidth, innerHeight);
    const scale = new Scale(review.length, plot.clientWidth, review.zoom);
    stage = { review, speech: said, scale, boxes: b.boxes, height: b.height, narrow: b.narrow };
    if (!what) {
      content.style.width = `${scale.width}px`;
      plot.style.height = `${b.height}px`;
      drawing.setAttribute('width', String(scale.width));
      drawing.setAttribute('height', String(b.height));
      names.replaceChildren(gutter(stage, names.clientWidth));
      fit(b.boxes, b.height);
    }
    for (const [name, lane] of Object.entries(LANES)) if (!what || lane.from.some((f) => what.includes(f))) strips.get(name)?.set(lane.plan(stage));
    if (left) plot.scrollLeft = left(scale);
    show();
  }

  function show() {
    const left = plot.scrollLeft, w = stage.scale.view;
    for (const s of strips.values()) s.show(left - w, left + 2 * w);
    review.looks(stage.scale.window(left));
    uncover(stage.scale.x(review.now));
    focus();
  }

  /** The mark in focus, on all lanes. */
  function focus() {
    const m = review.mark(review.selected);
    band.hidden = !m;
    drawing.querySelector('.mark.focus')?.classList.remove('focus');
    if (!m) return;
    band.style.transform = `translateX(${stage.scale.x(m.from)}px)`;
    band.style.width = `${Math.max(2, (m.to - m.from) * stage.scale.px)}px`;
    band.classList.toggle('point', m.to === m.from);
    drawing.querySelector(`.mark[data-id="${CSS.escape(m.id)}"]`)?.classList.add('focus');
  }

  let away = false; // somebody looks elsewhere while it plays
  function follow(/** @type {boolean} */ jump) {
    const x = stage.scale.x(review.now) - plot.scrollLeft, share = x / stage.scale.view;
    if (jump) away = false;
    if (share >= 0 && share <= 1) away = false;
    if (away || (share >= .04 && share <= .92) || (!jump && !review.playing)) return;
    if (jump || review.playing) plot.scrollLeft = stage.scale.left(review.now, jump ? .4 : .08);
  }

  let told = '';
  function time(/** @type {boolean} */ jump) {
    const x = stage.scale.x(review.now), text = clock(review.now);
    head.style.transform = `translateX(${x}px)`;
    if (text !== told) {
      told = head.firstElementChild.textContent = text;
      head.classList.toggle('first', x < 30);
      head.classList.toggle('last', x > stage.scale.width - 30);
      uncover(x);
    }
    follow(jump);
  }

  /** The playhead's time stands alone. @param {number} x px */
  function uncover(x) {
    const room = x < 30 || x > stage.scale.width - 30 ? 76 : 50;
    for (const t of drawing.querySelectorAll('.tm')) t.classList.toggle('under', Math.abs(Number(t.getAttribute('x')) - x) < room);
  }

  let zoom = review.zoom;
  function view() {
    loop.show(stage.scale);
    if (zoom === review.zoom) return;
    zoom = review.zoom;
    whole(where());
  }

  /** Keeps the playhead where it is seen, else the middle. @returns {(s: Scale) => number} */
  function where() {
    const w = stage.scale.window(plot.scrollLeft), here = review.now >= w.from && review.now <= w.to ? review.now : (w.from + w.to) / 2;
    const share = (stage.scale.x(here) - plot.scrollLeft) / stage.scale.view;
    return (s) => s.left(here, share);
  }

  /** All of it again, from where the window then begins, px. @param {(s: Scale) => number} [left] */
  function whole(left) {
    plan(null, left);
    told = '';
    time(false);
    loop.show(stage.scale);
  }

  let asked = 0;
  plot.addEventListener('scroll', () => { asked ||= requestAnimationFrame(() => { asked = 0; show(); }); }, { passive: true });
  for (const e of ['wheel', 'touchmove']) plot.addEventListener(e, () => { away = review.playing; }, { passive: true });
  drag(plot, () => { away = review.playing; });
  press(review, plot, (x) => stage.scale.ms(x));

  review.addEventListener('data', (e) => {
    const what = /** @type {CustomEvent} */ (e).detail;
    if (what.includes('timeline')) said = speech(review.timeline);
    if (what.includes('timeline') || what.includes('viewer')) whole();
    else plan(what);
  });
  review.addEventListener('time', (e) => time(!!/** @type {CustomEvent} */ (e).detail?.jump));
  review.addEventListener('pick', focus);
  review.addEventListener('view', view);
  review.addEventListener('look', (e) => { plot.scrollLeft = stage.scale.left(/** @type {CustomEvent} */ (e).detail, .5); });
  const resized = () => {
    const b = boxes(innerWidth, innerHeight);
    if (!plot.clientWidth) return;
    if (stage.scale.view === plot.clientWidth && stage.height === b.height) return fit(b.boxes, b.height); // a bar of the browser's came or went
    whole(where());
  };
  whole();
  new ResizeObserver(resized).observe(plot);
  addEventListener('resize', resized);
}
