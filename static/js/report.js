// What the report says, plainly: evidence first, counts beside it.
import { el } from './dom.js';
import { clock, seconds } from './clock.js';
import { upper } from './words.js';

/** @typedef {{from: number, text: string, more?: string}} Point something at its time */

/** The silences the coach let stand. @param {any} r @param {string} name @returns {Point[]} */
export const silences = (r, name) => r.silences.filter((/** @type {any} */ s) => s.held).map((/** @type {any} */ s) => ({
  from: s.from, text: `You let ${seconds(s.to - s.from)} stand.`, more: { client: `${name} went on.`, coach: 'Then you spoke.', refill: 'Then you added something.' }[/** @type {string} */ (s.ended_by)] ?? '',
}));

/** What coming in cost. @param {any} r @param {string} name @returns {Point[]} */
export const interruptions = (r, name) => r.overlaps.filter((/** @type {any} */ o) => o.weight > 0).map((/** @type {any} */ o) => ({
  from: o.from,
  text: o.weight < 1 ? `You came in over ${name} for a moment.` : o.kind === 'pause_interruption' ? `You came in while ${name} was pausing.` : `You came in over ${name}.`,
  more: o.unsaid ? `${o.words_lost === 1 ? '1 word was' : `${o.words_lost} words were`} not said: “${o.unsaid}”` : '',
}));

/** What a marker counts. @param {any} m */
export const counted = (m) => (m.level === null ? `not assessable${m.because ? `: ${m.because}` : ''}` : `level ${m.level} of 5, ${m.taken} of ${m.offered} taken`);

/** @param {number} n */
export const often = (n) => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`);

/** Words of people look different from words of the program. @param {string} text */
const spoken = (text) => text.split(/(“[^”]*”)/).map((s) => (s.startsWith('“') ? el('span', { class: 'said' }, s) : s));

/**
 * The whole section.
 * @param {any} r @param {string} name the client's @param {((ms: number) => void)|null} go null: there is nothing to play
 */
export function section(r, name, go) {
  const time = (/** @type {number} */ ms) => !go ? el('time', { class: 'tb' }, clock(ms)) : el('button', { type: 'button', class: 'tb time', 'aria-label': `Go to ${clock(ms)}`, onclick: () => go(ms) }, clock(ms));
  const point = (/** @type {Point} */ p) => el('li', {}, time(p.from), el('p', {}, el('b', {}, p.text), ' ', ...spoken(p.more ?? '')));
  const list = (/** @type {Point[]} */ all, /** @type {string} */ none) => (all.length ? el('ol', { class: 'points' }, ...all.map(point)) : el('p', { class: 'soft' }, none));
  const part = (/** @type {string} */ title, /** @type {Node[]} */ ...kids) => el('section', {}, el('h3', {}, title), ...kids);
  const quoted = (/** @type {string[]} */ ids, /** @type {string} */ verdict) => r.evidence.find((/** @type {any} */ e) => ids.includes(e.id) && e.verdict === verdict);
  const proof = (/** @type {any} */ e) => e && el('li', {}, time(e.from), el('p', {}, ...spoken(e.text.replace(/^\[[\d:]+\] /, ''))));
  const marker = (/** @type {any} */ m) => {
    const all = ['observed', 'missed'].map((v) => proof(quoted(m.evidence, v))).filter(Boolean);
    return el('li', {}, el('p', {}, el('b', {}, m.name), ' ', el('span', { class: 'soft' }, counted(m))), all.length > 0 && el('ol', { class: 'points' }, ...all));
  };
  const mistakes = r.mistakes.filter((/** @type {any} */ m) => m.count > 0);
  const dead = r.lag.dead_air;
  return [
    r.help && part('First of all', el('p', {}, r.help)),
    r.strength && part('One strength', el('p', {}, el('b', {}, `${r.strength.title}.`), ' ', ...spoken(r.strength.text))),
    part('Silences you let stand', list(silences(r, name), 'None of 3 seconds or more.'),
      dead >= 1000 && el('p', { class: 'soft small' }, `${seconds(dead)} here were the computer’s, not yours. They count for nothing.`),
      r.lag.limited && el('p', { class: 'soft small' }, 'The computer was late in many turns, so the timing says less than usual.')),
    part('Where you came in', list(interruptions(r, name), `Nowhere that cost ${name} anything.`)),
    r.markers.length > 0 && part('What the words show', el('ul', { class: 'markers' }, ...r.markers.map(marker))),
    mistakes.length > 0 && part('What got in the way', el('ul', { class: 'markers' }, ...mistakes.map((/** @type {any} */ m) => {
      const e = proof(quoted(m.evidence, 'observed') ?? quoted(m.evidence, 'missed'));
      return el('li', {}, el('p', {}, el('b', {}, m.name), ' ', el('span', { class: 'soft' }, often(m.count))), e && el('ol', { class: 'points' }, e));
    }))),
    r.drill && part('One drill', el('p', {}, el('b', {}, `${r.drill.title}.`), ' ', r.drill.text), el('p', {}, r.drill.exercise),
      el('p', { class: 'acts' }, el('a', { class: 'btn', href: `/talk?${new URLSearchParams(r.drill.start)}` }, 'Start this exercise'))),
    r.questions.length > 0 && part('To think about', el('ul', { class: 'markers' }, ...r.questions.map((/** @type {any} */ q) => el('li', {}, q.text)))),
    r.assessable.because.length > 0 && part('What could not be told', el('ul', { class: 'markers soft' }, ...r.assessable.because.map((/** @type {string} */ b) => el('li', {}, `${upper(b)}.`)))),
    el('p', { class: 'soft small' }, r.about),
  ].filter(Boolean);
}
