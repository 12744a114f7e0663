// Where on the recording something that a person writes belongs: a point, or
// from one time to another.
import { el } from '../dom.js';
import { clock } from '../clock.js';

/** mm:ss or h:mm:ss, as clock writes it, with tenths if you like; ms, null when it is no time. @param {string} text */
export function parse(text) {
  const m = /^\s*(?:(\d{1,2}):)?(\d{1,3}):([0-5]?\d)(?:[.,](\d))?\s*$/.exec(text);
  if (!m) return null;
  return ((Number(m[1] ?? 0) * 60 + Number(m[2])) * 60 + Number(m[3])) * 1000 + Number(m[4] ?? 0) * 100;
}

/**
 * What two fields say. A field that was not touched means the exact time.
 * @param {string} from @param {string} to empty: a point
 * @param {{at: number, to?: number}} exact @param {number} length of the recording, ms
 * @returns {{at: number, to?: number}}
 */
export function read(from, to, exact, length) {
  const one = (/** @type {string} */ text, /** @type {number|undefined} */ ms) => (ms !== undefined && text === clock(ms) ? Math.round(ms) : parse(text));
  const at = one(from, exact.at);
  if (at === null) throw new Error('Write the time as minutes and seconds: 05:38.');
  if (at > length) throw new Error(`The recording ends at ${clock(length)}.`);
  if (!to.trim()) return { at };
  const end = one(to, exact.to);
  if (end === null) throw new Error('Write the end as minutes and seconds: 05:46.');
  if (end <= at) throw new Error('The end must come after the beginning.');
  if (end > length + 1000) throw new Error(`The recording ends at ${clock(length)}.`);
  return { at, to: Math.min(end, length) };
}

/** Two fields that go with the ear, or the loop, until they are held. @param {import('./state.js').Review} review @param {string} what */
export function fields(review, what) {
  const field = (/** @type {string} */ label) => el('input', { class: 'field time', type: 'text', size: 5, inputMode: 'text', autocomplete: 'off', 'aria-label': label, oninput: () => { held = true; } });
  const from = field(`${what} from`), to = field(`${what} to, empty for a point`);
  /** @type {{at: number, to?: number}} */ let exact = { at: 0 };
  let held = false;
  const set = (/** @type {{at: number, to?: number}} */ span) => {
    exact = span;
    const texts = [clock(span.at), span.to === undefined ? '' : clock(span.to)];
    if (from.value !== texts[0]) from.value = texts[0];
    if (to.value !== texts[1]) to.value = texts[1];
  };
  const follow = () => {
    if (!held) set(review.loop ? { at: review.loop.from, to: review.loop.to } : { at: review.now });
  };
  review.addEventListener('time', follow);
  review.addEventListener('view', follow);
  follow();
  return {
    node: el('span', { class: 'span small' }, `${what} at `, from, ' to ', to),
    read: () => read(from.value, to.value, exact, review.length),
    /** The ear may go on without it. @param {{at: number, to?: number}} [span] */
    hold(span) {
      if (span) set(span);
      held = true;
    },
    free() {
      held = false;
      follow();
    },
  };
}
