// The pointer on the lanes: a mark is played, an empty place is gone to, the
// lanes are dragged, and the loop is pulled by its handles.
import { el } from '../dom.js';

const MOVED = 5; // px; less is a click

/** @typedef {import('./state.js').Review} Review */

/** Drags with a mouse; fingers scroll by themselves. @param {HTMLElement} plot @param {() => void} began */
export function drag(plot, began) {
  plot.addEventListener('pointerdown', (e) => {
    if (e.pointerType !== 'mouse' || e.button || /** @type {HTMLElement} */ (e.target).closest('.handle')) return;
    const x = e.clientX, left = plot.scrollLeft;
    let moved = false;
    const move = (/** @type {PointerEvent} */ m) => {
      if (!moved && Math.abs(m.clientX - x) < MOVED) return;
      if (!moved) { plot.setPointerCapture(e.pointerId); plot.classList.add('dragged'); began(); }
      moved = true;
      plot.scrollLeft = left - (m.clientX - x);
    };
    const up = () => {
      plot.removeEventListener('pointermove', move);
      for (const end of ['pointerup', 'pointercancel']) plot.removeEventListener(end, up);
      setTimeout(() => plot.classList.remove('dragged'));
    };
    plot.addEventListener('pointermove', move);
    for (const end of ['pointerup', 'pointercancel']) plot.addEventListener(end, up);
  });
}

/** @param {Review} review @param {HTMLElement} plot @param {(x: number) => number} ms media time at px of the content */
export function press(review, plot, ms) {
  plot.addEventListener('click', (e) => {
    const t = /** @type {Element} */ (e.target);
    if (plot.classList.contains('dragged') || t.closest('.handle')) return;
    const many = t.closest('.mark.cluster'), one = t.closest('.mark');
    if (many instanceof SVGElement) {
      review.pick(many.dataset.first ?? '');
      review.scale(review.zoom + 1);
    } else if (one instanceof SVGElement) review.pick(one.dataset.id ?? '', { play: true });
    else {
      review.unpick();
      review.seek(ms(e.clientX - plot.getBoundingClientRect().left + plot.scrollLeft));
    }
  });
}

/** @param {Review} review */
export function loopBand(review) {
  const handle = (/** @type {'from'|'to'} */ end) => el('div', { class: `handle ${end}` });
  const node = el('div', { class: 'loop', hidden: true }, handle('from'), handle('to'));
  /** @type {import('./scale.js').Scale} */ let scale;
  for (const end of /** @type {const} */ (['from', 'to'])) {
    const h = node.querySelector(`.${end}`);
    h.addEventListener('pointerdown', (/** @type {PointerEvent} */ e) => {
      e.preventDefault();
      h.setPointerCapture(e.pointerId);
      const left = node.parentElement.getBoundingClientRect().left;
      h.onpointermove = (/** @type {PointerEvent} */ m) => {
        const at = scale.ms(m.clientX - left), l = review.loop;
        if (l && (end === 'from' ? at < l.to - 500 : at > l.from + 500)) review.around({ ...l, [end]: at });
      };
      h.onpointerup = h.onpointercancel = () => { h.onpointermove = null; };
    });
  }
  return { node, show(/** @type {import('./scale.js').Scale} */ s) {
    scale = s;
    const l = review.loop;
    node.hidden = !l;
    if (!l) return;
    node.style.transform = `translateX(${s.x(l.from)}px)`;
    node.style.width = `${(l.to - l.from) * s.px}px`;
  } };
}
