// From a timeline to the rows of a transcript. Pure: no page, no clock.
// Only what plainly follows is computed: who spoke when, what stood between,
// and what was nobody's silence. Nothing is credited or judged here.

const HELD = 3000;    // ms; shorter gaps are not rows
const PAUSE = 400;    // ms; shorter pauses inside a line are not figures
const EXCESS = 1000;  // ms of the computer's own time worth a word

/**
 * @typedef {object} Row
 * @property {'coach'|'client'|'silence'|'nobody'|'fault'|'end'} kind
 * @property {number} from @property {number} to
 * @property {({text: string}|{pause: number})[]} [parts] what was said
 * @property {string} [unsaid] @property {boolean} [died] the record ends inside this line
 * @property {{onset: number, words: number, stood: boolean}} [cut] stood: it was no interruption after all
 * @property {string[]} [tags] @property {string} [after] whose words the silence follows
 * @property {number} [machine] ms of it that were the computer's
 * @property {string} [why] @property {string} [engine] @property {boolean} [fatal]
 */

/** @param {string} s */
const count = (s) => s.split(/\s+/).filter(Boolean).length;

/** @param {{events?: any[], length?: number}} tl @returns {Row[]} in the order of time */
export function rows(tl) {
  const events = tl.events ?? [];
  const length = tl.length ?? events.at(-1)?.at ?? 0;
  const better = new Map(events.filter((e) => e.kind === 'correction').map((e) => [e.of, e.text]));
  /** @type {Row[]} */ const said = [];
  /** @type {Map<number, number>} */ const ends = new Map(); // a coach turn's last sample
  /** @type {any} */ let begun = null;
  for (const e of events) {
    if (e.kind === 'coach') {
      ends.set(e.turn, e.to);
      said.push(coach(e, better.get(e.seq)));
    } else if (e.kind === 'client_start') {
      begun = e;
    } else if (e.kind === 'client') {
      begun = null;
      said.push(client(e, ends.get(e.turn)));
    }
  }
  if (begun) said.push({ kind: 'client', from: begun.at, to: length, parts: [], unsaid: begun.text, died: true });
  const nobody = nobodys(events, length);
  const silence = silences(said, events, nobody, length);
  const rest = events.flatMap((e) => e.kind === 'fault' ? [{ kind: /** @type {const} */ ('fault'), from: e.at, to: e.at, engine: e.engine, why: e.recovered ?? '', fatal: !!e.fatal }]
    : e.kind === 'end' ? [{ kind: /** @type {const} */ ('end'), from: e.at, to: e.at, why: e.cause }] : []);
  return [...said, ...nobody, ...silence, ...rest].sort((a, b) => a.from - b.from || (a.kind === 'end' ? 1 : 0) - (b.kind === 'end' ? 1 : 0));
}

/** @param {any} e @param {string|undefined} text @returns {Row} */
function coach(e, text) {
  const tags = [];
  if (e.typed) tags.push('typed');
  if (e.echo) tags.push('echo');
  if (e.backchannel) tags.push('in passing');
  if (text !== undefined) tags.push('corrected');
  return { kind: 'coach', from: e.from, to: e.to, parts: [{ text: text ?? e.text }], tags };
}

/** @param {any} e @param {number|undefined} end of the coach turn it answers @returns {Row} */
function client(e, end) {
  /** @type {Row['parts']} */ const parts = [];
  for (const p of e.pieces ?? []) {
    const last = /** @type {any} */ (parts.at(-1));
    if (p.pause) { if (p.to - p.from >= PAUSE) parts.push({ pause: p.to - p.from }); }
    else if (last?.text !== undefined) last.text += ` ${p.text}`;
    else parts.push({ text: p.text });
  }
  if (!parts.some((p) => 'text' in p) && e.text) parts.push({ text: e.text });
  /** @type {Row} */ const r = { kind: 'client', from: e.from, to: e.to, parts, tags: e.why === 'resume' ? ['going on'] : [] };
  if (e.unheard && !e.cut?.false) r.unsaid = e.unheard;
  if (e.cut) r.cut = { onset: e.cut.onset, words: count(e.unheard ?? ''), stood: !!e.cut.false };
  if (['opening', 'reply', 'fallback'].includes(e.why) && end !== undefined && e.lag?.playout) {
    const excess = Math.max(0, e.lag.playout - end - (e.think ?? 0));
    if (excess >= EXCESS) r.machine = excess;
  }
  return r;
}

/** The time that is nobody's silence. @param {any[]} events @param {number} length @returns {Row[]} */
function nobodys(events, length) {
  /** @type {Row[]} */ const out = [];
  /** @type {Map<string, Row>} */ const open = new Map();
  const start = (/** @type {string} */ k, /** @type {any} */ e, /** @type {string} */ why) => {
    if (open.has(k)) return;
    const r = /** @type {Row} */ ({ kind: 'nobody', from: e.at, to: length, why });
    open.set(k, r);
    out.push(r);
  };
  const stop = (/** @type {string} */ k, /** @type {any} */ e) => {
    const r = open.get(k);
    if (r) r.to = e.at;
    open.delete(k);
  };
  for (const e of events) {
    if (e.kind === 'line') {
      if (e.state === 'down' || e.state === 'muted' || e.state === 'quiet') start(e.state === 'muted' ? 'muted' : 'line', e, e.state);
      else if (e.state === 'up') stop('line', e);
      else if (e.state === 'unmuted') stop('muted', e);
    } else if (e.kind === 'role') {
      if (e.state === 'paused') start('role', e, `aside ${e.by ?? 'coach'}`);
      else stop('role', e);
    } else if (e.kind === 'end') {
      for (const k of [...open.keys()]) stop(k, e);
    }
  }
  return out.filter((r) => r.to > r.from);
}

/** @param {Row[]} said @param {any[]} events @param {Row[]} nobody @param {number} length @returns {Row[]} */
function silences(said, events, nobody, length) {
  const spans = [
    ...said.map((r) => ({ from: r.from, to: r.to, side: r.kind, row: /** @type {Row|undefined} */ (r) })),
    ...events.filter((e) => e.kind === 'ipu').map((e) => ({ from: e.from, to: e.to, side: 'coach', row: undefined })),
    ...nobody.map((r) => ({ from: r.from, to: r.to, side: '', row: undefined })),
  ].sort((a, b) => a.from - b.from);
  /** @type {Row[]} */ const out = [];
  let end = spans[0]?.from ?? length, after = '';
  for (const s of spans) {
    if (s.from - end >= HELD) out.push({ kind: 'silence', from: end, to: s.from, after, machine: s.row?.machine });
    if (s.to > end) { end = s.to; after = s.side; }
  }
  return out;
}
