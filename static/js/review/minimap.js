// All of it at once: both voices, the held silences, what was listened to, and
// the part that the lanes show.
import { el, svg } from '../dom.js';
import { clock } from '../clock.js';
import { columns } from '../waveform.js';
import { EDGE, Scale } from './scale.js';
import { f, path, rect } from './lane/glyph.js';

const MIDDLE = 17, TALL = 12, STRIP = 38; // px
const PITCH = 2, FAINT = .02;

/** @param {import('./state.js').Review} review @param {HTMLElement} root #mini */
export function mount(review, root) {
  const drawing = svg('svg', { 'aria-hidden': 'true', height: 44 });
  const frame = el('div', { class: 'frame' }), head = el('div', { class: 'head' });
  const overview = el('div', { class: 'overview', role: 'slider', tabIndex: 0, 'aria-label': 'Place in the recording', 'aria-valuemin': '0' }, drawing, frame, head);
  root.replaceChildren(el('div', { class: 'names', 'aria-hidden': 'true' }, el('span', {}, 'All of it'), el('span', {}, 'listened')), overview);
  /** @type {Scale} */ let scale;

  function draw() {
    const w = overview.clientWidth;
    if (!w) return;
    scale = new Scale(review.length, w, 0);
    drawing.setAttribute('width', String(w));
    const spans = (/** @type {string} */ kind, /** @type {{from: number, to: number}[]} */ all, /** @type {number} */ y, /** @type {number} */ h, /** @type {number} */ least, /** @type {number} */ rx) =>
      all.map((s) => { const r = rect(kind, scale.x(s.from), y, Math.max(least, (s.to - s.from) * scale.px), h, rx); r.setAttribute('data-from', String(s.from)); return r; });
    const mine = review.listened.find((l) => l.mine)?.spans ?? [];
    drawing.replaceChildren(
      wave('coach', -1), wave('client', 1),
      ...spans('held', review.marks.filter((m) => m.shape === 'held' || m.shape === 'heldthinking'), 4, 27, 2.5, 1.25),
      rect('unheard', EDGE, STRIP, w - 2 * EDGE, 3, 1.5), ...spans('heard', mine, STRIP, 3, 1, 0));
    overview.setAttribute('aria-valuemax', String(Math.round(review.length / 1000)));
    look();
    time();
  }

  /** @param {'coach'|'client'} side @param {1|-1} dir */
  function wave(side, dir) {
    const p = review.peaks, y = MIDDLE + dir * 2;
    if (!p) return path(`bare ${side}`, spoken(side).map((/** @type {any} */ s) => `M${f(scale.x(s.from))} ${y + dir * 3}H${f(scale.x(s.to))}`).join(''));
    const n = Math.floor((scale.view - 2 * EDGE) / PITCH);
    const all = columns(p[side], n, review.length / 1000 * p.rate), loudest = all.reduce((a, b) => Math.max(a, b), 0) || 1;
    let d = '';
    all.forEach((v, i) => { if (v > FAINT) d += `M${EDGE + i * PITCH + 1} ${y}v${f(dir * Math.max(1, Math.sqrt(v / loudest) * TALL))}`; });
    return path(`wave ${side}`, d);
  }

  const spoken = (/** @type {string} */ side) => (review.timeline.events ?? []).filter((/** @type {any} */ e) => (side === 'coach' ? e.kind === 'ipu' : e.kind === 'client'));

  function look() {
    if (!scale) return;
    const { from, to } = review.window;
    frame.style.transform = `translateX(${scale.x(from)}px)`;
    frame.style.width = `${Math.max(4, (to - from) * scale.px)}px`;
  }

  let said = -1;
  function time() {
    if (!scale) return;
    head.style.transform = `translateX(${scale.x(review.now)}px)`;
    const s = Math.round(review.now / 1000);
    if (s === said) return;
    said = s;
    overview.setAttribute('aria-valuenow', String(s));
    overview.setAttribute('aria-valuetext', `${clock(review.now)} of ${clock(review.length)}`);
  }

  overview.addEventListener('pointerdown', (/** @type {PointerEvent} */ e) => {
    if (e.button) return;
    const ms = (/** @type {PointerEvent} */ p) => scale.ms(p.clientX - overview.getBoundingClientRect().left);
    overview.setPointerCapture(e.pointerId);
    review.unpick();
    review.seek(ms(e));
    review.look(review.now);
    overview.onpointermove = (/** @type {PointerEvent} */ p) => { review.seek(ms(p)); review.look(review.now); };
    overview.onpointerup = overview.onpointercancel = () => { overview.onpointermove = null; };
  });
  overview.addEventListener('keydown', (/** @type {KeyboardEvent} */ e) => {
    const to = { Home: 0, End: review.length, PageUp: review.now - 60_000, PageDown: review.now + 60_000 }[e.key];
    if (to === undefined) return;
    e.preventDefault();
    review.seek(to);
  });
  review.addEventListener('data', draw);
  review.addEventListener('time', time);
  review.addEventListener('window', look);
  new ResizeObserver(draw).observe(overview);
  draw();
}
