// What this browser remembers: the devices, the loudness, the consent. Every
// reader copes with a browser that keeps nothing.

const PREFIX = 'stillpoint.';

/** @template T @param {string} key @param {T} otherwise @param {Storage} [where] @returns {T} */
export function get(key, otherwise, where) {
  try {
    const v = (where ?? localStorage).getItem(PREFIX + key);
    return v === null ? otherwise : JSON.parse(v);
  } catch {
    return otherwise;
  }
}

/** @param {string} key @param {any} value undefined forgets it @param {Storage} [where] */
export function set(key, value, where) {
  try {
    if (value === undefined) (where ?? localStorage).removeItem(PREFIX + key);
    else (where ?? localStorage).setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // private windows may refuse; the page works without
  }
}
