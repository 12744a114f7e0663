// Sentences in which the words of people stand in their own face, and times
// can be played.
import { el } from '../dom.js';
import { clock } from '../clock.js';

/** @typedef {import('./state.js').Review} Review */

/** What was said, in its marks. @param {string} text */
export const quote = (text) => el('q', { class: 'said' }, text);

/**
 * A time that plays what led to it, and its mark in focus.
 * @param {Review} review @param {number} ms @param {string} [evidence] the mark it is of
 */
export function at(review, ms, evidence) {
  return el('button', {
    type: 'button', class: 'at time', 'aria-label': `${review.audio ? 'Play' : 'Go to'} ${clock(ms)}`,
    onclick: () => {
      const m = evidence && review.markOf(evidence);
      if (m) return review.pick(m.id, { play: true });
      review.unpick();
      review.seek(ms, { play: true });
    },
  }, clock(ms));
}

/** The server's sentences: “quotes” and mm:ss. @param {Review} review @param {string} text @returns {(Node|string)[]} */
export function prose(review, text) {
  return text.split(/(“[^”]*”|\[?\b\d{2,}:\d\d\b\]?)/).filter(Boolean).map((s) => {
    if (s.startsWith('“')) return quote(s.slice(1, -1));
    const m = /^\[?(\d+):(\d\d)\]?$/.exec(s);
    return m ? at(review, (Number(m[1]) * 60 + Number(m[2])) * 1000) : s;
  });
}
