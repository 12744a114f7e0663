// What the practices show, one figure a series, in words and numbers. Pure.
import { seconds } from '../clock.js';

/**
 * One practice in one figure.
 * @typedef {object} Point
 * @property {string} id of the practice @property {string} started @property {string} name the client's
 * @property {number|null} value null: not assessable, words say why
 * @property {number} [of] how much there was to take
 * @property {number} [reference] in a good practice with the same client
 * @property {string} words what it says
 */

/**
 * @typedef {object} Figure
 * @property {string} key @property {'timing'|'marker'|'mistake'} group
 * @property {string} title @property {string} unit what is drawn, in words
 * @property {Point[]} points oldest first
 * @property {[number, number]|null} band where the middle half of the values lies; null: too few
 * @property {number} top of the scale, which begins at 0
 * @property {string} scale the top in words
 */

const percent = (/** @type {number} */ x) => `${Math.round(100 * x)}\u00a0%`;
const times = (/** @type {number} */ n) => (n === 0 ? 'none' : n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`);
const counted = (/** @type {number} */ n, /** @type {string} */ one, /** @type {string} */ many) => (n === 0 ? 'none' : n === 1 ? `1 ${one}` : `${n} ${many}`);

const SHORTEST = 60000; // ms of practice that a count can be set against
const TEN = 600000;
const inTen = (/** @type {number} */ v) => `${v < 10 ? Number(v.toFixed(1)) : Math.round(v)} in 10\u00a0min`;

/**
 * A count as a point: practices differ in length, so what is drawn is how many
 * there would be in ten minutes, and what is said is both.
 * @param {any} p the practice @param {number} n @param {string} words
 */
const rate = (p, n, words) => (p.length < SHORTEST ? { value: null, words: 'too short' }
  : { value: (n * TEN) / p.length, words: n === 0 ? words : `${words}, ${inTen((n * TEN) / p.length)}` });

/** The timing figures, in their order; say gives a value in words, counts are of things that happened. */
const timing = [
  { key: 'held', title: 'Silences you let stand', unit: '3 seconds and more', counts: true, say: (/** @type {number} */ v) => counted(v, 'silence', 'silences') },
  { key: 'held_longest', title: 'The longest of them', unit: 'seconds', say: (/** @type {number} */ v) => (v ? seconds(v) : 'none') },
  { key: 'interruptions', title: 'Where you came in', unit: 'over the client', counts: true, say: times },
  { key: 'words_lost', title: 'Words not said', unit: 'because you came in', counts: true, say: (/** @type {number} */ v) => counted(v, 'word', 'words') },
  { key: 'talk_coach', title: 'Your share of the talk', unit: 'of all that was spoken', say: percent, reference: true },
  { key: 'median_words', title: 'Words in your turns', unit: 'in the middle one', say: (/** @type {number} */ v) => counted(v, 'word', 'words') },
  { key: 'relative_pace', title: 'Your pace beside theirs', unit: '1 is the same pace', say: (/** @type {number} */ v) => `${v.toFixed(2)} of theirs` },
];

/**
 * @param {any[]} practices as GET /api/progress has them @returns {Figure[]}
 */
export function figures(practices) {
  const base = (/** @type {any} */ p) => ({ id: p.id, started: p.started, name: p.name ?? p.scenario });
  const all = timing.map((t) => figure('timing', t.key, t.title, t.unit, practices.map((p) => {
    const v = p.timing?.[t.key] ?? null;
    const said = v === null ? { value: null, words: 'not assessable' } : t.counts ? rate(p, v, t.say(v)) : { value: v, words: t.say(v) };
    return { ...base(p), ...said, reference: t.reference ? p.reference?.talk_coach : undefined };
  }), t.counts ? inTen : t.say));
  for (const { code, name } of codes(practices, 'markers')) {
    all.push(figure('marker', code, name, 'chances taken', practices.map((p) => {
      const m = p.markers.find((/** @type {any} */ x) => x.code === code);
      const sure = m && m.level !== null;
      return { ...base(p), value: sure ? m.taken : null, of: sure ? m.offered : undefined, reference: p.reference?.opportunities?.[code],
        words: sure ? `${m.taken} of ${m.offered} taken, level ${m.level} of 5` : 'not assessable' };
    }), String));
  }
  for (const { code, name } of codes(practices, 'mistakes')) {
    all.push(figure('mistake', code, name, 'how often', practices.map((p) => {
      const m = p.mistakes.find((/** @type {any} */ x) => x.code === code);
      return { ...base(p), ...(m ? rate(p, m.count, times(m.count)) : { value: null, words: 'not assessable' }) };
    }), inTen));
  }
  return all;
}

/** The codes that any of the practices has, in order. @param {any[]} practices @param {'markers'|'mistakes'} list */
function codes(practices, list) {
  const names = new Map(practices.flatMap((p) => p[list].map((/** @type {any} */ m) => [m.code, m.name])));
  return [...names].map(([code, name]) => ({ code, name })).sort((a, b) => (a.code < b.code ? -1 : 1));
}

/**
 * @param {Figure['group']} group @param {string} key @param {string} title @param {string} unit
 * @param {Point[]} points @param {(v: number) => string} say @returns {Figure}
 */
function figure(group, key, title, unit, points, say) {
  const values = points.flatMap((p) => (p.value === null ? [] : [p.value]));
  const top = ceiling(Math.max(0, ...values, ...points.map((p) => p.of ?? 0), ...points.map((p) => p.reference ?? 0)));
  return { group, key, title, unit, points, band: middle(values), top, scale: say(top) };
}

/**
 * Where the middle half of the values lies (quartiles between the neighbours,
 * Hyndman & Fan 1996, type 7); fewer than four say nothing.
 * @param {number[]} values @returns {[number, number]|null}
 */
export function middle(values) {
  if (values.length < 4) return null;
  const v = values.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ share) => {
    const x = share * (v.length - 1), i = Math.floor(x);
    return v[i] + (x - i) * ((v[i + 1] ?? v[i]) - v[i]);
  };
  return [at(0.25), at(0.75)];
}

/** The next round number, so that a scale ends in one. @param {number} x */
export function ceiling(x) {
  if (x <= 0) return 1;
  const unit = 10 ** Math.floor(Math.log10(x));
  const round = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((r) => r * unit >= x - 1e-9) ?? 10;
  const top = Number((round * unit).toPrecision(2));
  return Number.isInteger(x) ? Math.ceil(top) : top;
}

/**
 * What the whole says, first of all.
 * @param {any[]} practices @param {string} whom the client's name; empty: all
 * @param {(iso: string) => string} day
 */
export function summary(practices, whom, day) {
  const n = practices.length, who = whom ? ` with ${whom}` : '';
  if (n === 0) return `No practice${who} in this time.`;
  if (n === 1) return `One practice${who}, on ${day(practices[0].started)}. With the next one there is something to compare it with.`;
  return `${n} practices${who}, from ${day(practices[0].started)} to ${day(practices[n - 1].started)}. Each is compared with your own others${practices.some((p) => p.reference) ? ' and with a good practice with the same client' : ''}.`;
}
