// The words of both, as far apart as their silences lasted, following the ear.
import { el } from '../dom.js';
import { clock, seconds } from '../clock.js';
import * as said from '../words.js';
import { rows, flags } from './rows.js';
import { NAMES } from './marks.js';
import { around } from './form.js';
import { correction } from './correct.js';
import { desk } from './desk.js';
import { follow } from './follow.js';

const TALL = 7;      // px a second
const AWAY = 84;     // px; time that is nobody's need not be walked through
const LONG = 1500;   // ms; a pause of hers that is a figure of its own

/** @typedef {import('./rows.js').Row} Row @typedef {import('./rows.js').Flag} Flag @typedef {import('./state.js').Review} Review */

/** @param {Review} review @param {HTMLElement} root #transcript */
export function mount(review, root) {
  const list = el('ol', { class: 'lines', tabIndex: 0, 'aria-label': 'Lines' });
  const status = el('span', { class: 'soft small', role: 'status' });
  root.removeAttribute('aria-label');
  root.setAttribute('aria-labelledby', 'transcripth');
  root.replaceChildren(el('div', { class: 'sechead' }, el('h2', { id: 'transcripth' }, 'Transcript'), status), list);
  const ear = follow(review, list);
  /** @type {Map<number, HTMLFormElement>} */ const open = new Map(); // corrections being written, by seq
  /** @type {any} */ let drawn = {};

  const draw = () => {
    const { timeline, viewer, name } = review;
    if (!timeline) return;
    const report = review.report ?? drawn.report ?? null; // the silences stay while it is made again
    status.textContent = !review.report && drawn.report ? 'Being scored again.' : '';
    if (drawn.timeline === timeline && drawn.report === report && drawn.viewer === viewer && drawn.name === name) return;
    drawn = { timeline, report, viewer, name };
    const marked = flags(timeline.events ?? [], report);
    const all = rows(timeline, report).map((row) => ({ row, node: line(review, row, marked.get(row.seq ?? -1) ?? [], open, edit) }));
    around(() => list.replaceChildren(...(all.length ? all.map((l) => l.node) : [el('li', { class: 'soft' }, 'Nothing was said in this practice.')])));
    if (!timeline.complete && timeline.events?.length) list.append(el('li', { class: 'ev soft small' }, el('span'), el('p', {}, 'The recording ends here.')));
    ear.lines(all);
    root.hidden = false;
  };

  /** @param {Row} row @param {HTMLElement} place @param {HTMLElement} button */
  const edit = (row, place, button) => {
    const seq = /** @type {number} */ (row.seq);
    if (open.has(seq)) return open.get(seq)?.querySelector('textarea')?.focus();
    review.pause();
    const f = correction(review, desk(review), row, () => { open.delete(seq); f.remove(); button.focus(); });
    open.set(seq, f);
    place.append(f);
    f.querySelector('textarea')?.focus();
  };

  review.addEventListener('data', draw);
  draw();
}

/** What a row says about who spoke. @param {Review} review @param {Row} r */
const speaker = (review, r) => (r.kind === 'client' ? review.name : review.viewer.role === 'owner' ? 'You' : 'Coach');

/**
 * @param {Review} review @param {Row} r @param {Flag[]} marked
 * @param {Map<number, HTMLFormElement>} open @param {(row: Row, place: HTMLElement, button: HTMLElement) => void} edit
 * @returns {HTMLElement}
 */
function line(review, r, marked, open, edit) {
  const go = () => { review.unpick(); review.seek(r.from, { play: true }); };
  const time = el('button', { type: 'button', class: 'tb time', 'aria-label': `${review.audio ? 'Play from' : 'Go to'} ${clock(r.from)}`, onclick: (/** @type {Event} */ e) => { e.stopPropagation(); go(); } }, clock(r.from));
  if (r.kind === 'silence') return stone(review, r, (r.to - r.from) / 1000 * TALL, 'held', whoWentOn(review, r), go);
  if (r.kind === 'machine') return stone(review, r, Math.min(AWAY, (r.to - r.from) / 1000 * TALL), 'away', 'the computer’s time, counts for nothing', go);
  if (r.kind === 'nobody') return stone(review, r, Math.min(AWAY, (r.to - r.from) / 1000 * TALL), 'away', nobody(review, r), go);
  if (r.kind === 'fault') return el('li', { class: 'ev' }, time, el('p', {}, `${said.upper(said.engines[r.engine ?? ''] ?? 'something')} did not work here. ${r.fatal ? 'The practice could not go on.' : /\s/.test(r.why ?? '') ? `${said.upper(r.why ?? '').replace(/\.$/, '')}.` : 'The practice went on.'}`));
  if (r.kind === 'end') return el('li', { class: 'ev' }, time, el('p', {}, review.viewer.role === 'owner' || r.why !== 'coach' ? said.causes[r.why ?? ''] ?? 'It ended.' : 'The coach ended it.'));

  const owner = r.kind === 'coach' && review.viewer.role === 'owner' && r.seq !== undefined;
  const body = el('div', {}, el('p', { class: 'nm' }, speaker(review, r), ...(r.tags ?? []).map((t) => el('span', { class: 'tag' }, t))),
    el('p', { class: 'said' }, ...text(r)),
    r.heard !== undefined && el('details', { class: 'heard small' }, el('summary', {}, 'corrected'), el('p', {}, 'Heard as: ', el('span', { class: 'said' }, r.heard || 'nothing'))));
  if (owner) {
    const button = el('button', { type: 'button', class: 'plain small edit', 'aria-label': `Edit: the words at ${clock(r.from)}`, onclick: (/** @type {Event} */ e) => { e.stopPropagation(); edit(r, body, button); } }, 'Edit');
    body.querySelector('.nm')?.append(button);
    const f = open.get(/** @type {number} */ (r.seq));
    if (f) body.append(f);
  }
  return el('li', {
    class: `ln ${r.kind}`,
    onclick: (/** @type {Event} */ e) => {
      if (getSelection()?.toString() || /** @type {Element} */ (e.target).closest('button, summary, form, a')) return;
      go();
    },
  }, time, body, margin(review, r, marked));
}

/** @param {Row} r */
function text(r) {
  /** @type {(Node|string)[]} */ const out = [];
  for (const p of r.parts ?? []) {
    if ('pause' in p) out.push(' ', el('span', { class: p.pause >= LONG ? 'pz big' : 'pz', title: 'a pause' }, (p.pause / 1000).toFixed(1), el('span', { class: 'vh' }, ' seconds of pause')), ' ');
    else out.push(el('span', { class: 'part' }, p.text));
  }
  if (r.unsaid) out.push(el('span', { class: 'dash' }, '—'), ' ', el('span', { class: 'vh' }, 'not said: '), el('span', { class: 'unsaid' }, r.unsaid));
  return out;
}

/** Cuts, flags and mistakes beside a line. @param {Review} review @param {Row} r @param {Flag[]} marked */
function margin(review, r, marked) {
  /** @type {Node[]} */ const out = [];
  if (r.died) out.push(el('span', { class: 'cutoff stood' }, 'the record ends here'));
  if (r.cut?.stood) out.push(el('span', { class: 'cutoff stood' }, 'stopped, went on'));
  else if (r.cut) out.push(el('button', { type: 'button', class: 'cutoff', title: 'cut off here', onclick: () => mark(review, `overlap@${r.cut?.onset}`, r.cut?.onset ?? r.from) }, '▾ ', r.cut.words ? `${r.cut.words} lost` : 'cut', el('span', { class: 'vh' }, ` at ${clock(r.cut.onset)}`)));
  for (const f of marked) {
    const what = `${NAMES[f.code] ?? ''}${f.verdict === 'missed' ? ', missed' : ''}`;
    out.push(el('button', { type: 'button', class: `sign ${f.code[0] === 'X' ? 'x' : f.verdict === 'missed' ? 'o' : ''}`, title: what, 'aria-label': `${f.code} ${what}`, onclick: () => mark(review, f.evidence, r.from) }, f.code));
  }
  return el('span', { class: 'margin' }, ...out);
}

/** Plays what led to a mark. @param {Review} review @param {string} evidence @param {number} at */
function mark(review, evidence, at) {
  const m = review.markOf(evidence);
  if (m) review.pick(m.id, { play: true });
  else review.seek(at - 2000, { play: true });
}

/** A bar as tall as it lasted. @param {Review} review @param {Row} r @param {number} px @param {string} kind @param {string} what @param {() => void} go */
function stone(review, r, px, kind, what, go) {
  const bar = el('span', { class: 'stone', 'aria-hidden': 'true' });
  bar.style.height = `${Math.max(12, Math.round(px))}px`;
  return el('li', { class: `gap ${kind}`, onclick: go }, bar,
    el('p', {}, el('button', { type: 'button', class: 'sec', 'aria-label': `${review.audio ? 'Play' : 'Go to'} the ${seconds(r.to - r.from)} at ${clock(r.from)}` }, seconds(r.to - r.from)), ' ', what));
}

/** @param {Review} review @param {Row} r */
function whoWentOn(review, r) {
  const { name, coach } = review;
  if (r.ended === 'client') return r.after === 'coach' ? `${name} answered` : `${name} went on`;
  if (r.ended === 'coach') return `then ${coach} spoke`;
  if (r.ended === 'refill') return `then ${coach} added something`;
  const after = r.after === 'client' ? `after ${name} spoke` : r.after === 'coach' ? `after ${coach} spoke` : '';
  return r.late ? `${after}; ${seconds(r.late)} of it were the computer’s` : after;
}

/** @param {Review} review @param {Row} r */
function nobody(review, r) {
  const whose = review.viewer.role === 'owner' ? 'your' : 'the coach’s';
  if (r.why === 'muted') return `${whose} microphone was off`;
  if (r.why === 'quiet') return `no sound came from ${whose} microphone`;
  if (r.why === 'down') return 'the line was down';
  return r.why === 'aside client' ? `set aside by ${review.name}` : 'set aside';
}

