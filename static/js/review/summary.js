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
    if (!r) return $('share').replaceChildren();
    const parts = /** @type {[string, string, number, string][]} */ ([
      ['coach', 'Coach', r.talk.speech.coach, clock(r.talk.speech.coach)],
      ['client', 'Client', r.talk.speech.client, clock(r.talk.speech.client)],
      ['silence', 'Silence', r.talk.silence, r.talk.silence < 200_000 ? `${Math.round(r.talk.silence / 1000)}\u00a0s` : clock(r.talk.silence)],
      ['uncounted', 'Not counted', r.talk.excluded, r.talk.excluded < 200_000 ? `${Math.round(r.talk.excluded / 1000)}\u00a0s` : clock(r.talk.excluded)],
    ]).filter(([, , ms]) => ms >= 1000);
    $('share').replaceChildren(
      el('div', { class: 'strip' }, ...parts.map(([kind, , ms]) => { const i = el('i', { class: kind }); i.style.flexGrow = String(ms); return i; })),
      el('p', { class: 'shares' }, ...parts.map(([kind, name, , text]) => el('span', {}, el('b', { class: kind }, name), ' ', el('span', { class: 'time' }, text)))));
  };
  review.addEventListener('data', show);
  show();
}
