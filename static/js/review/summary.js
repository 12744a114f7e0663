// What a practice came to, in three sentences, and who spoke how long.
import { $, el } from '../dom.js';
import { clock, seconds } from '../clock.js';
import { upper } from '../words.js';

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve'];

/** @param {number} n */
const number = (n) => NUMBERS[n] ?? String(n);
/** @param {number} n */
const times = (n) => (n === 1 ? 'Once' : n === 2 ? 'Twice' : `${number(n)} times`);
/** @param {number} part @param {number} whole */
const percent = (part, whole) => `${Math.round(part / Math.max(1, whole) * 100)}\u00a0%`;

/**
 * Pure.
 * @param {any} report @param {import('./marks.js').Mark[]} marks @param {string} name @param {string} coach
 */
export function sentence(report, marks, name, coach) {
  if (!report) return 'The report is being made. The words, the times and the recording are here already.';
  const held = marks.filter((m) => m.shape === 'held' || m.shape === 'heldthinking').map((m) => m.to - m.from);
  const cut = marks.filter((m) => m.group === 'cut' && (m.lost ?? 0) > 0).length;
  return [
    `${upper(coach)} spoke for ${percent(report.talk.speech.coach, report.length)} of the time, ${name} for ${percent(report.talk.speech.client, report.length)}.`,
    held.length === 0 ? 'No silence of 3 seconds or more was held.' : held.length === 1 ? `One silence of ${seconds(held[0])} was held.`
      : `${number(held.length)} silences were held, from ${seconds(Math.min(...held))} to ${seconds(Math.max(...held))}.`,
    cut ? `${times(cut)} ${name} did not get to finish a sentence.` : `${name} was never cut off.`,
    !report.assessable.timing && 'It was too short to say more about the timing.',
    report.lag.limited && 'The computer was late in many turns, so the timing says less than usual.',
  ].filter(Boolean).join(' ');
}

/** @param {import('./state.js').Review} review @param {HTMLElement} root #summary; the strip is #share */
export function mount(review, root) {
  const show = () => {
    const r = review.report;
    root.textContent = sentence(r, review.marks, review.name, review.coach);
    root.classList.toggle('soft', !r);
    const part = (/** @type {string} */ kind, /** @type {string} */ name, /** @type {number} */ ms, /** @type {string} */ text) => {
      const e = el('span', { class: kind }, name, ' ', el('span', { class: 'time' }, text));
      e.style.flexGrow = String(Math.max(1, ms));
      return e;
    };
    $('share').replaceChildren(...(!r ? [] : [
      part('coach', 'Coach', r.talk.speech.coach, clock(r.talk.speech.coach)),
      part('client', 'Client', r.talk.speech.client, clock(r.talk.speech.client)),
      part('silence', 'Silence', r.talk.silence, r.talk.silence < 100_000 ? seconds(r.talk.silence).replace(/\.\d/, '') : clock(r.talk.silence)),
      ...(r.talk.excluded >= 1000 ? [part('other', 'Neither', r.talk.excluded, clock(r.talk.excluded))] : []),
    ]));
  };
  review.addEventListener('data', show);
  show();
}
