// The line that is heard stays in view; going by words, the word is shown.
import { words } from './rows.js';

const AWAY = 6000; // ms for which a person who scrolled is left alone
const WIDE = '(min-width: 1100px)'; // the words scroll in a column of their own

/** @typedef {{row: import('./rows.js').Row, node: HTMLElement}} Line */

/** @param {EventTarget|null} t */
const field = (t) => t instanceof HTMLElement && (t.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName));

/** @param {import('./state.js').Review} review @param {HTMLElement} list */
export function follow(review, list) {
  /** @type {Line[]} */ let all = [];
  /** @type {Line|null} */ let current = null;
  let scrolled = 0;

  const here = () => {
    let lo = 0, hi = all.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (all[mid].row.from <= review.now + 1) lo = mid + 1;
      else hi = mid;
    }
    for (let i = lo - 1; i >= 0; i--) if (['coach', 'client', 'silence', 'machine', 'nobody'].includes(all[i].row.kind)) return all[i];
    return null;
  };

  /** @param {boolean} jump somebody went there */
  const show = (jump) => {
    const line = review.now > 0 ? here() : null;
    if (line === current) return;
    const read = current !== null && seen(current.node);
    current?.node.classList.remove('cur');
    current?.node.removeAttribute('aria-current');
    current = line;
    if (!line) return;
    line.node.classList.add('cur');
    line.node.setAttribute('aria-current', 'true');
    if (matchMedia(WIDE).matches) column(line.node, jump);
    else if (review.playing && read) page(line.node);
  };

  /** @param {HTMLElement} node @param {boolean} jump */
  const column = (node, jump) => {
    if (!jump && Date.now() - scrolled < AWAY) return;
    const top = node.getBoundingClientRect().top - list.getBoundingClientRect().top;
    if (top > 48 && top + node.offsetHeight < list.clientHeight - 48) return;
    list.scrollTop += top - list.clientHeight / 3;
  };

  /** @param {HTMLElement} node */
  const seen = (node) => {
    const r = node.getBoundingClientRect();
    return r.bottom > 0 && r.top < innerHeight;
  };

  /** Not when somebody looks at another part of the page. @param {HTMLElement} node */
  const page = (node) => {
    const r = node.getBoundingClientRect();
    if (Date.now() - scrolled < AWAY || document.querySelector('dialog[open]') || field(document.activeElement)) return;
    if (r.top > innerHeight * .4 && r.bottom < innerHeight * .9) return;
    node.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  };

  for (const kind of ['wheel', 'touchmove']) addEventListener(kind, () => { scrolled = Date.now(); }, { passive: true });
  list.addEventListener('keydown', (e) => { if (/^(Arrow(Up|Down)|Page|Home|End)/.test(e.key)) scrolled = Date.now(); });
  review.addEventListener('time', (e) => {
    globalThis.CSS?.highlights?.delete('word');
    show(/** @type {CustomEvent} */ (e).detail?.jump ?? false);
    if (!review.playing && current) word(current);
  });

  /** After a step by a word: which one it is. @param {Line} line */
  const word = (line) => {
    const w = words(line.row).find((x) => Math.abs(x.from - review.now) < 2);
    if (w) underline({ ...w, node: line.node });
  };

  return {
    /** @param {Line[]} lines in the order of time */
    lines(lines) {
      all = lines;
      current = null;
      show(false);
    },
  };
}

/** Shows which word it is without touching the text. @param {{node: HTMLElement, part: number, start: number, end: number}} w */
function underline(w) {
  const kids = [...w.node.querySelectorAll('.part, .pz')];
  const text = kids[w.part]?.firstChild;
  if (!text || !globalThis.CSS?.highlights) return;
  const r = new Range();
  r.setStart(text, w.start);
  r.setEnd(text, w.end);
  CSS.highlights.set('word', new Highlight(r));
}
