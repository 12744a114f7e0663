// What was really listened to: only time that went by while it played.
import * as api from '../api.js';

const EVERY = 10_000; // ms between tellings
const STEP = 1500;    // ms of media time; more at once is a leap, not listening

/** Adds from..to to spans in order, joined where they touch. Pure. @param {{from: number, to: number}[]} spans @param {number} from @param {number} to */
export function heardToo(spans, from, to) {
  const all = [...spans, { from, to }].sort((a, b) => a.from - b.from);
  /** @type {{from: number, to: number}[]} */ const out = [];
  for (const s of all) {
    const last = out.at(-1);
    if (last && s.from <= last.to) last.to = Math.max(last.to, s.to);
    else out.push({ ...s });
  }
  return out;
}

/** @param {import('./state.js').Review} review */
export function mount(review) {
  if (!review.viewer.annotate && review.viewer.role !== 'owner') return;
  /** @type {{from: number, to: number}[]} */ let fresh = [];
  /** @type {number|null} */ let last = null;
  let told = Date.now();

  const tell = () => {
    if (!fresh.length) return;
    const spans = fresh.map((s) => ({ from: Math.round(s.from), to: Math.round(s.to) })).filter((s) => s.to > s.from);
    fresh = [];
    told = Date.now();
    if (!spans.length) return;
    api.heard(review.id, spans).catch(() => { for (const s of spans) fresh = heardToo(fresh, s.from, s.to); });
    const mine = review.listened.find((l) => l.mine) ?? { by: '', mine: true, spans: [] };
    const spansToo = spans.reduce((all, s) => heardToo(all, s.from, s.to), mine.spans);
    review.set({ listened: [...review.listened.filter((l) => !l.mine), { ...mine, spans: spansToo }] });
  };

  review.addEventListener('time', (e) => {
    const jump = /** @type {CustomEvent} */ (e).detail?.jump;
    if (review.playing && !jump && last !== null && review.now > last && review.now - last < STEP) fresh = heardToo(fresh, last, review.now);
    last = review.playing ? review.now : null;
    if (!review.playing || Date.now() - told > EVERY) tell();
  });
  addEventListener('pagehide', tell);
}
