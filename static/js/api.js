// The server's routes as functions. A failure is always an ApiError whose
// message can be shown to a person.

export class ApiError extends Error {
  /**
   * @param {string} code @param {string} message @param {number} status
   * @param {number} [retryAfter] seconds @param {string} [text] what stands there now, when it was changed meanwhile
   */
  constructor(code, message, status, retryAfter, text) {
    super(message);
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
    this.text = text;
  }
}

const id = encodeURIComponent;

/** The token of the link this page was opened with; empty without one. */
export const link = new URLSearchParams(globalThis.location?.search ?? '').get('link') ?? '';

/** @param {string} path of this server; it keeps the page's link */
export const linked = (path) => (link ? `${path}${path.includes('?') ? '&' : '?'}link=${id(link)}` : path);

/** @param {string} path @param {RequestInit} [init] @returns {Promise<Response>} */
async function request(path, init) {
  let r;
  try {
    r = await fetch(linked(path), { headers: { Accept: 'application/json' }, ...init });
  } catch {
    throw new ApiError('offline', 'The server does not answer. Is it still running?', 0);
  }
  if (r.ok) return r;
  const body = await r.json().catch(() => ({}));
  const after = Number(r.headers.get('Retry-After')) || undefined;
  throw new ApiError(
    body.error?.code ?? `http_${r.status}`,
    body.error?.message ?? `The server answered with ${r.status}.`,
    r.status, body.error?.retry_after ?? after, body.error?.text ?? body.text);
}

/** @param {string} path @param {string} [list] the name of the list when it comes wrapped */
async function json(path, list) {
  const v = await (await request(path)).json();
  return list && !Array.isArray(v) ? v[list] ?? [] : v;
}

/**
 * Sends JSON and reads what comes back, if anything.
 * @param {'POST'|'PATCH'|'DELETE'} method @param {string} path @param {any} [body] @param {RequestInit} [init]
 */
async function send(method, path, body, init) {
  const r = await request(path, { method, headers: { Accept: 'application/json', 'Content-Type': 'application/json' }, body: body === undefined ? undefined : JSON.stringify(body), ...init });
  return r.status === 204 ? null : r.json().catch(() => null);
}

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
 * @property {boolean} [consent] @property {string} [consent_text] @property {string} [consent_sha256]
 * @property {string} [leaves] a sentence: what a talk sends elsewhere
 * @property {string[]} [missing] @property {boolean} [typed] only typed lines can be understood
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
/** @param {string} p @param {boolean} [keep] as a file */
export const audioURL = (p, keep) => linked(`/api/practices/${id(p)}/audio${keep ? '?download=1' : ''}`);
/** The practice as another program reads it. @param {string} p @param {string} format */
export const exportURL = (p, format) => linked(`/api/practices/${id(p)}/export?format=${id(format)}`);
/** @param {string} p */
export const peaks = (p) => json(`/api/practices/${id(p)}/peaks`);
/** @param {string} p */
export const remove = (p) => request(`/api/practices/${id(p)}`, { method: 'DELETE' });

/**
 * @typedef {object} Annotation
 * @property {number} id @property {string} by @property {boolean} mine @property {boolean} owner
 * @property {number} at ms @property {number} [to] ms @property {string} text
 * @property {('marker'|'mistake'|'praise'|'question')[]} tags
 * @property {number} [parent] the note it answers @property {string} [evidence] the mark it is about
 * @property {string} [code] @property {string} [verdict] of that mark, as it was then
 * @property {'agree'|'disagree'|'missed'} [stand] @property {string} [reason]
 * @property {boolean} resolved @property {boolean} [removed] only its answers are left
 * @property {string} created @property {string} [edited]
 */

/** @param {string} p @returns {Promise<Annotation[]>} in the order of time */
export const annotations = (p) => json(`/api/practices/${id(p)}/annotations`, 'annotations');
/** The same key again gives the first one. @param {string} p @param {any} body @returns {Promise<Annotation>} */
export const annotate = (p, body) => send('POST', `/api/practices/${id(p)}/annotations`, body);
/** @param {string} p @param {number} n @param {any} body @returns {Promise<Annotation>} */
export const editNote = (p, n, body) => send('PATCH', `/api/practices/${id(p)}/annotations/${n}`, body);
/** @param {string} p @param {number} n */
export const removeNote = (p, n) => send('DELETE', `/api/practices/${id(p)}/annotations/${n}`);

/** @typedef {{from: number, to: number}} Span ms of media time, half open */

/** @param {string} p @returns {Promise<{by: string, mine: boolean, spans: Span[]}[]>} */
export const listened = (p) => json(`/api/practices/${id(p)}/listened`, 'listened');
/** Arrives even when the page is being left. @param {string} p @param {Span[]} spans */
export const heard = (p, spans) => send('POST', `/api/practices/${id(p)}/listened`, spans, { keepalive: true });

/** @typedef {{id: number, url?: string, rights: 'read'|'annotate', created: string, expires: string, revoked?: string|boolean|null, last_used?: string|null}} Link */

/** @param {string} p @returns {Promise<Link[]>} */
export const links = (p) => json(`/api/practices/${id(p)}/links`, 'links');
/** Its url is told once. @param {string} p @param {{rights: 'read'|'annotate', days: number}} body @returns {Promise<Link>} */
export const share = (p, body) => send('POST', `/api/practices/${id(p)}/links`, body);
/** @param {string} p @param {number} n */
export const revoke = (p, n) => send('DELETE', `/api/practices/${id(p)}/links/${n}`);

/** Refused with changed_meanwhile when was is not the present text. @param {string} p @param {{of: number, text: string, was: string}} body */
export const correct = (p, body) => send('POST', `/api/practices/${id(p)}/corrections`, body);
/** @param {{scenario?: string, since?: string}} query */
export const progress = (query) => json(`/api/progress?${new URLSearchParams(query)}`);

/**
 * @typedef {{name: string, value: string, source: string}} Value
 * @typedef {{name: string, is: string, state: string, why?: string, values: Value[]}} Engine state: ok, resting, refused or ""
 * @typedef {object} Settings what is in force; absent fields are not known
 * @property {{kind: string, source: string, last: string, links: Engine[]}[]} [kinds]
 * @property {{host: string, what: string[]}[]} [leaves] @property {string} [traces] the host to which the times of turns go
 */

/** Refused to all but who sits at the server's own machine. @returns {Promise<Settings>} */
export const settings = () => json('/api/settings');
/** A server without this route has nothing to say. @returns {Promise<Status>} */
export const status = () => json('/api/status').catch((e) => {
  if (e.status === 404) return {};
  throw e;
});

/**
 * Follows the server's events; the browser reconnects by itself.
 * @param {(e: {type: string, [k: string]: any}) => void} each
 * @param {() => void} again called when the line came back after a break: what was missed must be read
 * @param {string} [of] only that practice's
 */
export function events(each, again, of) {
  const read = (/** @type {MessageEvent} */ m) => {
    try {
      const v = JSON.parse(m.data);
      each({ type: m.type, ...v });
    } catch { /* a comment or a kind of event this page does not know */ }
  };
  /** @type {EventSource} */ let s;
  let broken = false;
  const open = () => {
    s = new EventSource(linked(of ? `/api/events?practice=${id(of)}` : '/api/events'));
    for (const kind of ['message', 'status', 'fetch', 'spoken', 'scenarios', 'practice', 'annotation']) s.addEventListener(kind, read);
    s.onopen = () => { if (broken) again(); broken = false; };
    s.onerror = () => { broken = true; };
  };
  // A browser keeps pages that were left, and has six connections for all of them.
  const leave = () => { s.close(); broken = true; };
  const comeBack = (/** @type {PageTransitionEvent} */ e) => { if (e.persisted) open(); };
  addEventListener('pagehide', leave);
  addEventListener('pageshow', comeBack);
  open();
  return () => {
    s.close();
    removeEventListener('pagehide', leave);
    removeEventListener('pageshow', comeBack);
  };
}
