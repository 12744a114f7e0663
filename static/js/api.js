// The server's routes as functions. A failure is always an ApiError whose
// message can be shown to a person.

export class ApiError extends Error {
  /** @param {string} code @param {string} message @param {number} status @param {number} [retryAfter] seconds */
  constructor(code, message, status, retryAfter) {
    super(message);
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** @param {string} path @param {RequestInit} [init] @returns {Promise<Response>} */
async function request(path, init) {
  let r;
  try {
    r = await fetch(path, { headers: { Accept: 'application/json' }, ...init });
  } catch {
    throw new ApiError('offline', 'The server does not answer. Is it still running?', 0);
  }
  if (r.ok) return r;
  const body = await r.json().catch(() => ({}));
  const after = Number(r.headers.get('Retry-After')) || undefined;
  throw new ApiError(
    body.error?.code ?? `http_${r.status}`,
    body.error?.message ?? `The server answered with ${r.status}.`,
    r.status, body.error?.retry_after ?? after);
}

/** @param {string} path @param {string} [list] the name of the list when it comes wrapped */
async function json(path, list) {
  const v = await (await request(path)).json();
  return list && !Array.isArray(v) ? v[list] ?? [] : v;
}

const id = encodeURIComponent;

/**
 * @typedef {object} Scenario
 * @property {string} id @property {string} title @property {string} name @property {string} role
 * @property {string} difficulty gentle, middle, guarded
 * @property {number} minutes @property {string} [voice] @property {boolean} ready
 * @property {string} [words] one line of the client's own @property {string} [asked_for]
 * @property {{done: number, total: number}} [spoken] lines spoken ahead
 */

/**
 * @typedef {object} Status what the server can do at the moment; absent fields are good news
 * @property {boolean} [ready] @property {boolean} [full] @property {number} [retry_after] seconds
 * @property {boolean} [consent] @property {string} [consent_text] @property {string[]} [missing] @property {boolean} [typed] only typed lines can be understood
 * @property {string} [voice] "light" for the simpler voice
 * @property {{name: string, done: number, total: number}[]} [fetching]
 */

/** @returns {Promise<Scenario[]>} */
export const scenarios = () => json('/api/scenarios', 'scenarios');
/** @returns {Promise<any[]>} @param {number} limit @param {string} [before] */
export const practices = (limit, before) =>
  json(`/api/practices?limit=${limit}${before ? `&before=${id(before)}` : ''}`, 'practices');
/** Her lines are to be spoken ahead before the others'. @param {string} s */
export const chosen = (s) => request(`/api/scenarios/${id(s)}/chosen`, { method: 'POST' });
/** The client's voice. @param {string} s @returns {Promise<ArrayBuffer>} */
export const sample = async (s) => (await request(`/api/scenarios/${id(s)}/sample`)).arrayBuffer();
/** @param {string} p */
export const practice = (p) => json(`/api/practices/${id(p)}`);
/** @param {string} p */
export const timeline = (p) => json(`/api/practices/${id(p)}/timeline`);
/** null while the server makes it. @param {string} p */
export const report = async (p) => {
  const r = await request(`/api/practices/${id(p)}/report`);
  return r.status === 202 ? null : r.json();
};
/** @param {string} p */
export const audioURL = (p) => `/api/practices/${id(p)}/audio`;
/** The practice as another program reads it. @param {string} p @param {string} format */
export const exportURL = (p, format) => `/api/practices/${id(p)}/export?format=${id(format)}`;
/** @param {string} p */
export const peaks = (p) => json(`/api/practices/${id(p)}/peaks`);
/** @param {string} p */
export const remove = (p) => request(`/api/practices/${id(p)}`, { method: 'DELETE' });

/** A server without this route has nothing to say. @returns {Promise<Status>} */
export const status = () => json('/api/status').catch((e) => {
  if (e.status === 404) return {};
  throw e;
});

/**
 * Follows the server's events; the browser reconnects by itself.
 * @param {(e: {type: string, [k: string]: any}) => void} each
 * @param {() => void} again called when the line came back after a break: what was missed must be read
 */
export function events(each, again) {
  const s = new EventSource('/api/events');
  let broken = false;
  const read = (/** @type {MessageEvent} */ m) => {
    try {
      const v = JSON.parse(m.data);
      each({ type: m.type, ...v });
    } catch { /* a comment or a kind of event this page does not know */ }
  };
  for (const kind of ['message', 'status', 'fetch', 'spoken', 'scenarios', 'practice']) s.addEventListener(kind, read);
  s.onopen = () => { if (broken) again(); broken = false; };
  s.onerror = () => { broken = true; };
  return () => s.close();
}
