// While the words scroll, player, minimap and the upper lanes stay; the lower
// lanes go behind the words, as if they scrolled on: the pinned part is cut off
// from below by as much as the page has moved. Nothing is laid out again.
import { $, el } from '../dom.js';
import { staying } from './scale.js';

/** @param {HTMLElement} lanes @returns {(boxes: Record<import('./scale.js').LaneName, import('./scale.js').Box>, height: number) => void} to be told their measures */
export function pinned(lanes) {
  const pin = $('pinned'), before = el('div'); // which goes with the page, whatever stands above it
  pin.before(before);
  const edge = el('div', { class: 'edge' });
  pin.append(edge);
  /** px at the foot that may go */ let spare = 0;
  let cut = -1;

  function move() {
    const gone = Math.max(0, Math.min(spare, Math.round(-before.getBoundingClientRect().top)));
    if (gone === cut) return;
    cut = gone;
    pin.style.clipPath = gone ? `inset(0 -2rem ${gone}px)` : '';
    edge.style.transform = `translateY(${-gone}px)`;
    edge.style.opacity = gone ? '1' : '0';
  }

  addEventListener('scroll', move, { passive: true });
  return (boxes, height) => {
    const above = lanes.offsetTop - pin.offsetTop, stays = staying(boxes, above, innerHeight);
    const whole = above + stays <= innerHeight * .4;
    pin.classList.toggle('stays', whole);
    spare = whole ? height - stays : 0;
    document.documentElement.style.setProperty('--pin', whole ? `${above + stays + 12}px` : '0px');
    cut = -1;
    move();
  };
}
