// A line that may be taken up again: by this tab after a reload, or by another
// tab while the first still has it. The token allows nothing but that.
import { get, set } from './settings.js';

/** How long the server holds a dropped line, ms. */
export const GRACE = 30_000;

/** @typedef {{practice: string, token: string, scenario: string, name: string, recorded: boolean, seen: number}} Held */

const KEY = 'line';
const fresh = (/** @type {Held|null} */ h) => (h && Date.now() - h.seen < GRACE ? h : null);

/** The line of this tab. @returns {Held|null} */
export const own = () => fresh(get(KEY, null, sessionStorage));

/** The line of another tab of this browser. @returns {Held|null} */
export function elsewhere() {
  const h = fresh(get(KEY, null));
  return h && h.practice !== own()?.practice ? h : null;
}

/** Whichever there is. */
export const any = () => own() ?? fresh(get(KEY, null));

/** Remembers the line as alive now. @param {Omit<Held, 'seen'>} h */
export function keep(h) {
  const now = { ...h, seen: Date.now() };
  set(KEY, now, sessionStorage);
  set(KEY, now);
}

/** The practice is over, or another tab has it now. @param {boolean} [only] this tab alone forgets */
export function forget(only = false) {
  set(KEY, undefined, sessionStorage);
  if (!only) set(KEY, undefined);
}
