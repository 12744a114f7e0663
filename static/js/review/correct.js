// A coach's words put right: the new text goes to the server with the one it
// replaces, so that two people at one line cannot overwrite each other.
import { el } from '../dom.js';
import { clock } from '../clock.js';
import * as api from '../api.js';
import { form, act } from './form.js';

/**
 * @param {import('./state.js').Review} review @param {import('./desk.js').Desk} desk
 * @param {import('./rows.js').Row} row @param {() => void} leave
 * @returns {HTMLFormElement}
 */
export function correction(review, desk, row, leave) {
  const part = row.parts?.[0];
  let was = part && 'text' in part ? part.text : '';
  const thread = `line ${row.seq}`;
  const other = el('div', { class: 'other', role: 'status' });

  const shown = (/** @type {string} */ text) => {
    other.replaceChildren(el('p', { class: 'small' }, 'This line was changed meanwhile, in another tab or by somebody else. Yours is still in the field. It says now:'),
      el('p', { class: 'said' }, text || 'nothing'),
      el('p', { class: 'acts' }, act('Keep theirs', () => { desk.drafts.drop(thread); know(text); leave(); }), act('Save mine instead', () => f.requestSubmit())));
  };

  /** The line as the server has it. @param {string} text @param {any} [event] */
  const know = (text, event) => {
    const events = [...review.timeline.events, event ?? { kind: 'correction', of: row.seq, text, at: review.timeline.length }];
    review.set({ timeline: { ...review.timeline, events } });
  };

  const f = form({
    label: `The words at ${clock(row.from)}`, word: 'Save', text: was, rows: 3,
    hint: 'Ctrl+Enter saves · Esc keeps the draft', drafts: desk.drafts, thread, leave, extra: [other],
    async send(text) {
      if (text === was) return leave();
      try {
        const event = await api.correct(review.practice.id, { of: /** @type {number} */ (row.seq), text, was });
        desk.drafts.drop(thread);
        leave();
        know(text, event?.kind === 'correction' ? event : undefined);
      } catch (e) {
        const refused = /** @type {api.ApiError} */ (e);
        if (refused.code !== 'changed_meanwhile' || refused.text === undefined) throw e;
        was = refused.text;
        shown(was);
        throw new Error('Not saved yet.');
      }
    },
  });
  f.classList.add('correct');
  return f;
}
