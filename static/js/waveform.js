// Both voices over the whole practice: coach upward, client downward, the
// silences between them. x is media time.
import { svg } from './dom.js';

const UP = 44, GAP = 30, STEP = 3;

/**
 * The loudest value of each column. Pure.
 * @param {ArrayLike<number>} values 0..1 @param {number} columns @param {number} span values the full width stands for
 */
export function columns(values, columns, span) {
  const out = new Float32Array(columns);
  for (let i = 0; i < columns; i++) {
    const from = Math.floor((i * span) / columns), to = Math.max(from + 1, Math.floor(((i + 1) * span) / columns));
    for (let k = from; k < to && k < values.length; k++) if (values[k] > out[i]) out[i] = values[k];
  }
  return out;
}

/** A peaks answer as numbers 0..1. @param {{per_second: number, coach: string, client: string}} p */
export function voices(p) {
  const read = (/** @type {string} */ v) => Float32Array.from(atob(v), (c) => c.charCodeAt(0) / 255);
  return { rate: p.per_second, coach: read(p.coach), client: read(p.client) };
}

export class Waveform {
  /**
   * @param {HTMLElement} root @param {ReturnType<typeof voices>|null} v null: no peaks, only the silences
   * @param {number} length ms @param {import('./transcript.js').Row[]} rows
   */
  constructor(root, v, length, rows) {
    this.root = root;
    this.v = v;
    this.length = length;
    this.rows = rows;
    this.head = svg('path', { class: 'playhead' });
    new ResizeObserver(() => this.draw()).observe(root);
  }

  draw() {
    const w = this.root.clientWidth;
    if (!w || !this.length) return;
    const x = (/** @type {number} */ ms) => (ms / this.length) * w;
    const kids = [svg('path', { class: 'base', d: `M0 ${UP + .5}H${w}M0 ${UP + GAP + .5}H${w}` })];
    if (this.v) {
      const n = Math.floor(w / STEP), span = (this.length / 1000) * this.v.rate;
      const line = (/** @type {Float32Array} */ c, /** @type {number} */ y, /** @type {number} */ dir) => {
        let d = '';
        c.forEach((p, i) => { if (p > 0.02) d += `M${i * STEP + 1.5} ${y}v${(dir * Math.max(1.5, Math.sqrt(p) * (UP - 4))).toFixed(1)}`; });
        return d;
      };
      kids.push(svg('path', { class: 'wave coach', d: line(columns(this.v.coach, n, span), UP, -1) }));
      kids.push(svg('path', { class: 'wave client', d: line(columns(this.v.client, n, span), UP + GAP + 1, 1) }));
    }
    for (const r of this.rows) {
      if (r.kind === 'coach' || r.kind === 'client') kids.push(svg('path', { class: `spoken ${r.kind}`, d: `M${x(r.from).toFixed(1)} ${r.kind === 'coach' ? UP : UP + GAP + 1}h${Math.max(2, x(r.to) - x(r.from)).toFixed(1)}` }));
      const a = x(r.from), b = Math.max(3, x(r.to) - a);
      if (r.kind === 'silence') kids.push(svg('rect', { class: 'held', x: a, width: b, y: UP + 7, height: GAP - 13, rx: Math.min(6, b / 2) }));
      if (r.kind === 'nobody') kids.push(svg('rect', { class: 'nobody', x: a, width: b, y: 4, height: UP * 2 + GAP - 8 }));
    }
    const s = svg('svg', { width: w, height: UP * 2 + GAP + 1, 'aria-hidden': 'true' },
      svg('defs', {}, svg('pattern', { id: 'hatch', width: 7, height: 7, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, svg('path', { d: 'M0 0H7M0 0V7', class: 'hatch' }))),
      ...kids, this.head);
    this.root.replaceChildren(s);
    this.at(this.now ?? 0);
  }

  /** @param {number} ms */
  at(ms) {
    this.now = ms;
    const w = this.root.clientWidth;
    const x = Math.min(w - .5, Math.max(.5, (ms / this.length) * w));
    this.head.setAttribute('d', `M${x.toFixed(1)} 0V${UP * 2 + GAP}`);
  }

  /** Media time under a pointer, ms. @param {PointerEvent} e */
  time(e) {
    const r = this.root.getBoundingClientRect();
    return Math.min(1, Math.max(0, (e.clientX - r.left) / r.width)) * this.length;
  }
}
