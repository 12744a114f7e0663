// Every mark of a practice as one list in the order of time. The lanes, the
// list, the keys and the notes all read this list and no other. Pure.
//
// A mark's id is what a note may point at: the report's evidence id ("e12"),
// or kind@from where the report has none, so that it survives a new report.
import { clock, seconds } from '../clock.js';
import { first, upper } from '../words.js';

/**
 * @typedef {'silence'|'cut'|'backchannel'|'line'|'marker'|'mistake'|'trust'|'note'} Group
 * @typedef {object} Mark
 * @property {string} id @property {Group} group
 * @property {string} kind in words, as the list says it
 * @property {string} shape how the lanes draw it: held, thinking, thin, dead; interruption, butting_in …; M, X; open, close, step; pin; muted, down, aside
 * @property {string} [code] @property {string} [verdict]
 * @property {number} from ms @property {number} to ms; the same for a point
 * @property {string} words what it shows: seconds, or what was said @property {boolean} said words are a person's own
 * @property {string} why one sentence, or empty
 * @property {boolean} [minor] next and previous pass over it
 * @property {number} [seq] of the event whose words it is about @property {number} [turn]
 * @property {string} [evidence] what a note says to mean this mark
 * @property {number} [credit] 0..1, of a silence @property {boolean} [refilled] it was cut short
 * @property {number} [lost] words @property {string} [unsaid]
 * @property {number} [open] layers open after it
 * @property {string} [by] who set the role-play aside
 * @property {any} [note] the annotation @property {number} [replies]
 */

/** @type {Record<number, string>} */
export const LAYERS = { 0: 'the surface', 1: 'a real concern', 2: 'a feeling', 3: 'the fear itself' };

/** @type {Record<string, string>} */
export const NAMES = {
  M1: 'Context', M2: 'Their way, their words', M3: 'Strengths seen', M4: 'Care shown', M5: 'Feelings welcomed', M6: 'Open book',
  X1: 'Fixing too soon', X2: 'Feeling passed over', X3: 'Judging tone', X4: 'Space crowded', X5: 'Cold register',
};

const THIN = 1000;  // ms; a shorter silence is only breath
const ORDER = ['line', 'silence', 'cut', 'mistake', 'marker', 'trust', 'note', 'backchannel'];

/** @param {string|undefined} s */
const sentence = (s) => (s ? `${upper(s.trim().replace(/[.;]$/, ''))}.` : '');

/**
 * @param {any} timeline @param {any} report null while it is made @param {any[]} annotations
 * @param {string} name the client's first name @param {string} [coach] what the coach is called: "you" to themselves
 * @returns {Mark[]}
 */
export function marks(timeline, report, annotations, name, coach = 'you') {
  const who = { name, coach };
  const all = [
    ...away(timeline),
    ...(report ? [...silences(report, who), ...overlaps(report, who), ...evidence(report)] : bare(timeline)),
    ...trust(timeline),
    ...notes(annotations),
  ].sort((a, b) => a.from - b.from || ORDER.indexOf(a.group) - ORDER.indexOf(b.group));
  /** @type {Map<string, number>} */ const seen = new Map();
  for (const m of all) {
    const n = seen.get(m.id) ?? 0;
    seen.set(m.id, n + 1);
    if (n) m.id += `+${n}`;
  }
  return all;
}

/** @typedef {{name: string, coach: string}} Who */

/** The time that is nobody's silence. @param {any} timeline @returns {Mark[]} */
export function away(timeline) {
  const events = timeline.events ?? [];
  /** @type {Mark[]} */ const out = [];
  /** @type {Map<string, Mark>} */ const open = new Map();
  const kinds = /** @type {Record<string, [string, string]>} */ ({
    down: ['Line down', 'The line was away. Nobody’s silence.'],
    quiet: ['No sound', 'No sound came from the microphone. Nobody’s silence.'],
    muted: ['Muted', 'The microphone was off. Nobody’s silence.'],
    aside: ['Set aside', 'The role-play was set aside. Nothing here counts.'],
  });
  const begin = (/** @type {string} */ what, /** @type {string} */ shape, /** @type {number} */ at, by = '') => {
    if (open.has(what)) return;
    const m = /** @type {Mark} */ ({ id: `line@${at}`, group: 'line', kind: kinds[shape][0], shape, from: at, to: timeline.length, words: '', said: false, why: kinds[shape][1], by });
    open.set(what, m);
    out.push(m);
  };
  const end = (/** @type {string} */ what, /** @type {number} */ at) => {
    const m = open.get(what);
    if (m) m.to = at;
    open.delete(what);
  };
  for (const e of events) {
    if (e.kind === 'line') {
      if (e.state === 'muted') begin('mute', 'muted', e.at);
      else if (e.state === 'unmuted') end('mute', e.at);
      else if (e.state === 'up') end('line', e.at);
      else begin('line', e.state, e.at);
    } else if (e.kind === 'role') {
      if (e.state === 'paused') begin('role', 'aside', e.at, e.by ?? 'coach');
      else end('role', e.at);
    } else if (e.kind === 'end') for (const what of [...open.keys()]) end(what, e.at);
  }
  for (const m of out) m.words = seconds(m.to - m.from);
  return out.filter((m) => m.to > m.from);
}

/** @param {any} report @param {Who} who @returns {Mark[]} */
function silences(report, who) {
  return report.silences.flatMap((/** @type {any} */ s) => {
    const d = s.to - s.from;
    const m = { id: `silence@${s.from}`, group: 'silence', from: s.from, to: s.to, words: seconds(d), said: false, turn: s.turn, evidence: `silence@${s.from}`, credit: s.credit, refilled: s.ended_by === 'refill' };
    if (s.kind === 'thinking') return [{ ...m, kind: s.held ? 'Held thinking pause' : 'Thinking pause', shape: s.held ? 'heldthinking' : 'thinking', minor: d < 1500, why: `${who.name} was thinking. ${worth(s)}` }];
    if (s.kind === 'dead_air') return d < 100 ? [] : [{ ...m, kind: 'Dead air', shape: 'dead', minor: d < THIN, why: 'The computer’s, not yours. It counts for nothing.' }];
    if (s.held) return [{ ...m, kind: 'Held silence', shape: 'held', why: `${ended(s, who)} ${worth(s)}` }];
    if (d < THIN || !['wait1', 'wait2', 'own'].includes(s.kind)) return [];
    return [{ ...m, kind: s.kind === 'own' ? 'Pause in one turn' : 'Silence', shape: 'thin', minor: true, why: s.kind === 'own' ? sentence(s.why) : `${ended(s, who)} ${worth(s)}` }];
  });
}

/** @param {any} s @param {Who} who */
const ended = (s, who) => ({ client: s.kind === 'wait1' ? `${who.name} answered.` : `${who.name} went on alone.`, coach: `Then ${who.coach} spoke.`, refill: `Then ${who.coach} added something.` }[/** @type {string} */ (s.ended_by)] ?? '');

/** @param {any} s */
function worth(s) {
  const how = s.credit >= .95 ? 'Counts in full' : s.credit > 0 ? 'Counts in part' : 'Does not count';
  return s.why ? `${how}: ${s.why.replace(/\.$/, '')}.` : `${how}.`;
}

/** @type {Record<string, string>} */
const OVERLAP = {
  interruption: 'Interruption', pause_interruption: 'Interruption in a pause', butting_in: 'Butting in', backchannel: 'Backchannel',
  collaborative: 'Said together', terminal: 'At the very end', simultaneous: 'Began together', purposeful: 'Came in for a reason',
};

/** @param {any} report @param {Who} who @returns {Mark[]} */
function overlaps(report, who) {
  return report.overlaps.filter((/** @type {any} */ o) => OVERLAP[o.kind]).map((/** @type {any} */ o) => {
    const cut = o.weight > 0;
    const m = { id: `overlap@${o.from}`, group: cut ? 'cut' : 'backchannel', kind: OVERLAP[o.kind], shape: o.kind, from: o.from, to: o.to, turn: o.turn, seq: o.seq || undefined, evidence: `overlap@${o.from}`, minor: !cut, lost: o.words_lost, unsaid: o.unsaid };
    if (!cut || !o.unsaid) return { ...m, words: o.coach ? `“${o.coach}”` : '', said: true, why: sentence(o.why) };
    return { ...m, words: `${o.words_lost === 1 ? '1 word was' : `${o.words_lost} words were`} not said`, said: false, why: `${who.name} did not get to say “${o.unsaid}”` };
  });
}

/** @param {any} report @returns {Mark[]} */
function evidence(report) {
  /** @type {Map<string, string>} */ const names = new Map([...report.markers, ...report.mistakes].map((/** @type {any} */ m) => [m.code, m.name]));
  return report.evidence.map((/** @type {any} */ e) => {
    const q = e.coach ?? e.client;
    const after = e.verdict === 'missed' ? ', missed' : e.verdict === 'note' ? ', a note' : '';
    return {
      id: e.id, group: e.code[0] === 'X' ? 'mistake' : 'marker', kind: `${e.code} ${names.get(e.code) ?? NAMES[e.code] ?? ''}${after}`, shape: e.code[0],
      code: e.code, verdict: e.verdict, from: e.from, to: e.to, words: q ? `“${q.quote}”` : '', said: !!q, why: sentence(e.why), seq: q?.seq, evidence: e.id,
    };
  });
}

/** What moved the client; opening and closing are kept apart from mere steps. @param {any} timeline @returns {Mark[]} */
function trust(timeline) {
  /** @type {any} */ let last = null;
  return (timeline.events ?? []).filter((/** @type {any} */ e) => e.kind === 'trust').flatMap((/** @type {any} */ e) => {
    const was = last ?? { trust: e.trust, open: 0 };
    last = e;
    const m = { id: `trust@${e.seq}`, group: 'trust', from: e.at, to: e.at, said: false, turn: e.turn, open: e.open, why: sentence(e.why) };
    if (e.open > was.open) return [{ ...m, kind: 'Opening', shape: 'open', words: LAYERS[e.open] ?? '' }];
    if (e.open < was.open) return [{ ...m, kind: 'Closing', shape: 'close', words: `back to ${LAYERS[e.open] ?? ''}` }];
    if (e.trust === was.trust) return [];
    return [{ ...m, kind: e.trust > was.trust ? 'Trust rose' : 'Trust fell', shape: 'step', minor: true, words: `${was.trust} to ${e.trust}` }];
  });
}

/** Threads by their first note. A mere agreement stands with its mark, not here. @param {any[]} annotations @returns {Mark[]} */
function notes(annotations) {
  /** @type {Map<number, number>} */ const replies = new Map();
  for (const a of annotations) if (a.parent) replies.set(a.parent, (replies.get(a.parent) ?? 0) + 1);
  return annotations.filter((a) => !a.parent && (a.text || a.stand === 'missed' || a.removed || (!a.stand && a.tags?.length))).map((a) => ({
    id: `note@${a.id}`, group: 'note', shape: a.to > a.at ? 'range' : 'pin', kind: a.stand === 'missed' ? `${a.code} ${NAMES[a.code] ?? ''}, seen by ${first(a.by)}` : `Note by ${first(a.by)}`, code: a.code,
    from: a.at, to: a.to ?? a.at, words: a.text || a.reason || (a.removed ? 'removed' : ''), said: false, why: `${a.resolved ? 'Resolved. ' : ''}${count(replies.get(a.id) ?? 0)}`.trim(), note: a, replies: replies.get(a.id) ?? 0,
  }));
}

/** @param {number} n */
const count = (n) => (n === 0 ? '' : n === 1 ? '1 answer.' : `${n} answers.`);

/** While there is no report: what stands between the voices, and nothing weighed. @param {any} timeline @returns {Mark[]} */
function bare(timeline) {
  const events = timeline.events ?? [];
  const voiced = events.flatMap((/** @type {any} */ e) => (e.kind === 'ipu' || e.kind === 'client' || e.kind === 'coach' ? [[e.from, e.to]] : []));
  const off = away(timeline).map((m) => [m.from, m.to]);
  const spans = [...voiced, ...off].sort((a, b) => a[0] - b[0]);
  /** @type {Mark[]} */ const out = [];
  let end = spans[0]?.[0] ?? 0;
  for (const [from, to] of spans) {
    if (from - end >= 3 * THIN) out.push({ id: `silence@${end}`, group: 'silence', kind: 'Silence', shape: 'thin', from: end, to: from, words: seconds(from - end), said: false, why: 'What it counts for is still being worked out.' });
    end = Math.max(end, to);
  }
  for (const e of events) {
    if (e.kind !== 'client' || !e.cut || e.cut.false || !e.unheard) continue;
    const lost = e.unheard.split(/\s+/).filter(Boolean).length;
    out.push({ id: `overlap@${e.cut.onset}`, group: 'cut', kind: 'Interruption', shape: 'interruption', from: e.cut.onset, to: e.to, words: `${lost} ${lost === 1 ? 'word' : 'words'} not said`, said: false, why: `“${e.unheard}”`, seq: e.seq, turn: e.turn, lost, unsaid: e.unheard });
  }
  return out;
}

/** One line about a mark, for the readout and for a tooltip. @param {Mark} m */
export const told = (m) => [`${clock(m.from)} ${m.kind}`, m.words, m.why].filter(Boolean).join(', ').replaceAll('.,', '.');
