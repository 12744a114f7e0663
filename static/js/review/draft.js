// What somebody has typed and what is not sent yet, kept in this browser until
// the server has it. A thing to post carries the key it got when it was
// written, so that however often it is tried it is there once.

/** For one post; only the server compares it. */
export const key = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');

/** @typedef {Pick<Storage, 'getItem'|'setItem'|'removeItem'|'key'|'length'>} Store */

/** @param {Store} store @param {string} name @param {any} v */
function write(store, name, v) {
  try {
    store.setItem(name, JSON.stringify(v));
  } catch { /* full or switched off: then only this page remembers */ }
}

/** @param {Store} store @param {string} name @returns {any} */
function read(store, name) {
  try {
    return JSON.parse(store.getItem(name) ?? 'null');
  } catch {
    return null;
  }
}

/** Drafts of one practice, by thread: "new", "answer 12", "line 9". */
export class Drafts {
  /** @param {string} practice @param {Store} store */
  constructor(practice, store) {
    this.prefix = `stillpoint.draft.${practice}.`;
    this.store = store;
  }

  /** @param {string} thread @returns {{text: string, [k: string]: any}|null} */
  read(thread) {
    return read(this.store, this.prefix + thread);
  }

  /** @param {string} thread @param {{text: string, [k: string]: any}} draft */
  keep(thread, draft) {
    if (draft.text.trim()) write(this.store, this.prefix + thread, draft);
    else this.drop(thread);
  }

  /** @param {string} thread */
  drop(thread) {
    this.store.removeItem(this.prefix + thread);
  }
}

/**
 * @typedef {object} Unsent
 * @property {any} body with its key @property {string} since ISO
 * @property {string} [refused] why the server would not have it
 */

const AGAIN = 5000; // ms until what waits is tried again

/** Whether trying again may help. @param {any} e an ApiError */
const passing = (e) => !e.status || e.status === 408 || e.status === 429 || e.status >= 500;

/** What is to be posted, in the order in which it was written. Fires "change". */
export class Outbox extends EventTarget {
  /** @type {Map<string, Unsent>} */ #all = new Map();
  #busy = false; #timer = 0;

  /** @param {string} practice @param {(body: any) => Promise<any>} post @param {Store} store */
  constructor(practice, post, store) {
    super();
    this.prefix = `stillpoint.unsent.${practice}.`;
    this.post = post;
    this.store = store;
    for (let i = 0; i < store.length; i++) {
      const name = store.key(i) ?? '';
      const v = name.startsWith(this.prefix) && read(store, name);
      if (v) this.#all.set(v.body.key, v);
    }
  }

  /** @returns {Unsent[]} oldest first */
  get waiting() {
    return [...this.#all.values()].sort((a, b) => a.since.localeCompare(b.since));
  }

  /** Kept first, then sent. @param {any} body with its key */
  async add(body) {
    const u = { body, since: new Date().toISOString() };
    this.#all.set(body.key, u);
    write(this.store, this.prefix + body.key, u);
    await this.send();
  }

  /** @param {string} key somebody does not want it any more */
  drop(key) {
    this.#all.delete(key);
    this.store.removeItem(this.prefix + key);
    this.dispatchEvent(new Event('change'));
  }

  /** Tries everything that was not refused. @param {boolean} [refused] those too */
  async send(refused = false) {
    if (this.#busy) return;
    this.#busy = true;
    clearTimeout(this.#timer);
    const tried = new Set();
    for (;;) {
      const u = this.waiting.find((w) => !tried.has(w.body.key) && (refused || !w.refused));
      if (!u) break;
      tried.add(u.body.key);
      try {
        await this.post(u.body);
        this.drop(u.body.key);
      } catch (e) {
        if (passing(e)) {
          this.#timer = setTimeout(() => this.send(), AGAIN);
          break;
        }
        u.refused = /** @type {Error} */ (e).message;
        write(this.store, this.prefix + u.body.key, u);
      }
    }
    this.#busy = false;
    this.dispatchEvent(new Event('change'));
  }
}
