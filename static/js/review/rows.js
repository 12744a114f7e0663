// From a timeline, and its report where there is one, to the rows of a
// transcript. Pure: no page, no clock. Nothing is credited or judged here.
import { away } from './marks.js';

const HELD = 3000;    // ms; shorter gaps are not rows
const PAUSE = 400;    // ms; shorter pauses inside a line are not figures
const MACHINE = 1000; // ms of the computer's own time worth a row

/**
 * @typedef {{text: string}|{pause: number}} Part
 * @typedef {{code: string, verdict: string, evidence: string}} Flag an automatic mark on a line
 * @typedef {object} Row
 * @property {'coach'|'client'|'silence'|'machine'|'nobody'|'fault'|'end'} kind
 * @property {number} from @property {number} to
 * @property {number} [seq] of the event @property {Part[]} [parts] what was said
 * @property {{text: string, from: number, to: number}[]} [timed] the words of a coach line, where they are known
 * @property {string} [heard] what was understood, when a person corrected it
 * @property {string} [unsaid] @property {boolean} [died] the record ends inside this line
 * @property {{onset: number, words: number, stood: boolean}} [cut] stood: it was no interruption after all
 * @property {string[]} [tags] @property {string} [after] whose words the silence follows
 * @property {string} [ended] coach, client, refill, end: who went on
 * @property {number} [late] ms of it that were the computer's, before a report knows better
 * @property {string} [why] @property {string} [engine] @property {boolean} [fatal]
 */

/** @param {string} s */
const count = (s) => s.split(/\s+/).filter(Boolean).length;

/** Words that a person corrected, by the seq of the line; the last counts. @param {any[]} events @returns {Map<number, string>} */
const better = (events) => new Map(events.filter((e) => e.kind === 'correction').map((e) => [e.of, e.text]));

/** @param {{events?: any[], length?: number}} tl @param {any} [report] @returns {Row[]} in the order of time */
export function rows(tl, report) {
  const events = tl.events ?? [];
  const length = tl.length ?? events.at(-1)?.at ?? 0;
  const corrected = better(events);
  /** @type {Row[]} */ const said = [];
  /** @type {Map<number, number>} */ const ends = new Map(); // a coach turn's last sample
  /** @type {any} */ let begun = null;
  for (const e of events) {
    if (e.kind === 'coach') {
      ends.set(e.turn, e.to);
      said.push(coach(e, corrected.get(e.seq)));
    } else if (e.kind === 'client_start') {
      begun = e;
    } else if (e.kind === 'client') {
      begun = null;
      said.push(client(e, ends.get(e.turn)));
    }
  }
  if (begun) said.push({ kind: 'client', from: begun.at, to: length, parts: [], unsaid: begun.text, died: true });
  const nobody = away({ events, length }).map((m) => /** @type {Row} */ ({ kind: 'nobody', from: m.from, to: m.to, why: m.by ? `aside ${m.by}` : m.shape }));
  const quiet = report ? judged(report) : silences(said, events, nobody, length);
  /** @type {Row[]} */ const rest = [];
  for (const e of events) {
    if (e.kind === 'fault') rest.push({ kind: 'fault', from: e.at, to: e.at, engine: e.engine, why: e.recovered ?? '', fatal: !!e.fatal });
    else if (e.kind === 'end') rest.push({ kind: 'end', from: e.at, to: e.at, why: e.cause });
  }
  return [...said, ...nobody, ...quiet, ...rest].sort((a, b) => a.from - b.from || (a.kind === 'end' ? 1 : 0) - (b.kind === 'end' ? 1 : 0));
}

/** The automatic marks of each line, by its seq: the coach's words, else the client's. @param {any[]} events @param {any} report @returns {Map<number, Flag[]>} */
export function flags(events, report) {
  const of = new Map(events.filter((e) => e.kind === 'correction').map((e) => [e.seq, e.of]));
  /** @type {Map<number, Flag[]>} */ const out = new Map();
  for (const e of report?.evidence ?? []) {
    const named = e.coach?.seq ?? e.client?.seq;
    if (named === undefined || e.verdict === 'note') continue;
    const seq = of.get(named) ?? named; // a quote may stand in the correction alone
    const all = out.get(seq) ?? [];
    if (!all.some((f) => f.code === e.code && f.verdict === e.verdict)) all.push({ code: e.code, verdict: e.verdict, evidence: e.id });
    out.set(seq, all);
  }
  return out;
}

/**
 * When each word of a row begins. Where the recogniser gave no times, or a
 * person corrected the words, a piece's time is shared out by letters.
 * @param {Row} r @returns {{from: number, part: number, start: number, end: number}[]} start and end: within the text of that part
 */
export function words(r) {
  const parts = r.parts ?? [];
  const pauses = parts.reduce((ms, p) => ms + ('pause' in p ? p.pause : 0), 0);
  const letters = parts.reduce((n, p) => n + ('text' in p ? p.text.length : 0), 0);
  const each = letters ? Math.max(0, r.to - r.from - pauses) / letters : 0;
  /** @type {{from: number, part: number, start: number, end: number}[]} */ const out = [];
  let at = r.from;
  parts.forEach((p, part) => {
    if ('pause' in p) { at += p.pause; return; }
    for (const m of p.text.matchAll(/\S+/g)) out.push({ from: Math.round(at + each * m.index), part, start: m.index, end: m.index + m[0].length });
    at += each * p.text.length;
  });
  if (r.timed?.length === out.length) r.timed.forEach((w, i) => { out[i].from = w.from; });
  return out;
}

/** When every word of both begins, in the order of time. @param {{events?: any[]}} tl @returns {number[]} */
export const wordStarts = (tl) => rows(tl).flatMap((r) => words(r).map((w) => w.from)).sort((a, b) => a - b);

/** @param {any} e @param {string|undefined} text @returns {Row} */
function coach(e, text) {
  const tags = [];
  if (e.typed) tags.push('typed');
  if (e.echo) tags.push('echo');
  if (e.backchannel) tags.push('in passing');
  /** @type {Row} */ const r = { kind: 'coach', from: e.from, to: e.to, seq: e.seq, parts: [{ text: text ?? e.text }], tags };
  if (text !== undefined) r.heard = e.text;
  else if (e.words) r.timed = e.words;
  return r;
}

/** @param {any} e @param {number|undefined} end of the coach turn it answers @returns {Row} */
function client(e, end) {
  /** @type {Part[]} */ const parts = [];
  for (const p of e.pieces ?? []) {
    const last = /** @type {any} */ (parts.at(-1));
    if (p.pause) { if (p.to - p.from >= PAUSE) parts.push({ pause: p.to - p.from }); }
    else if (last?.text !== undefined) last.text += ` ${p.text}`;
    else parts.push({ text: p.text });
  }
  if (!parts.some((p) => 'text' in p) && e.text) parts.push({ text: e.text });
  /** @type {Row} */ const r = { kind: 'client', from: e.from, to: e.to, seq: e.seq, parts, tags: e.why === 'resume' ? ['going on'] : [] };
  if (e.unheard && !e.cut?.false) r.unsaid = e.unheard;
  if (e.cut) r.cut = { onset: e.cut.onset, words: count(e.unheard ?? ''), stood: !!e.cut.false };
  if (['opening', 'reply', 'fallback'].includes(e.why) && end !== undefined && e.lag?.playout) {
    const excess = Math.max(0, e.lag.playout - end - (e.think ?? 0));
    if (excess >= MACHINE) r.late = excess;
  }
  return r;
}

/** The silences that the report calls held, and the computer's own time. @param {any} report @returns {Row[]} */
function judged(report) {
  return report.silences.flatMap((/** @type {any} */ s) => {
    if (s.kind === 'dead_air' && s.to - s.from >= MACHINE) return [{ kind: 'machine', from: s.from, to: s.to }];
    if (s.held && (s.kind === 'wait1' || s.kind === 'wait2')) return [{ kind: 'silence', from: s.from, to: s.to, after: s.kind === 'wait1' ? 'coach' : 'client', ended: s.ended_by }];
    return [];
  });
}

/** What plainly follows, while no report is there. @param {Row[]} said @param {any[]} events @param {Row[]} nobody @param {number} length @returns {Row[]} */
function silences(said, events, nobody, length) {
  const spans = [
    ...said.map((r) => ({ from: r.from, to: r.to, side: r.kind, row: /** @type {Row|undefined} */ (r) })),
    ...events.filter((e) => e.kind === 'ipu').map((e) => ({ from: e.from, to: e.to, side: 'coach', row: undefined })),
    ...nobody.map((r) => ({ from: r.from, to: r.to, side: '', row: undefined })),
  ].sort((a, b) => a.from - b.from);
  /** @type {Row[]} */ const out = [];
  let end = spans[0]?.from ?? length, after = '';
  for (const s of spans) {
    if (s.from - end >= HELD) out.push({ kind: 'silence', from: end, to: s.from, after, late: s.row?.late });
    if (s.to > end) { end = s.to; after = s.side; }
  }
  return out;
}
