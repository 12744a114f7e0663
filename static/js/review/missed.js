// Marks that the machine missed and a person heard.
import { el } from '../dom.js';
import { clock } from '../clock.js';
import { NAMES } from './marks.js';
import { form, act } from './form.js';
import { fields } from './span.js';
import { at } from './prose.js';

/** @typedef {import('./state.js').Review} Review @typedef {import('../api.js').Annotation} Annotation @typedef {import('./desk.js').Desk} Desk */

/** A button, and behind it a form at the place where the ear is. @param {Review} review @param {Desk} desk @returns {HTMLElement} */
export function missed(review, desk) {
  const root = el('div', { class: 'addmark' });
  const button = act('Add a mark the machine missed', () => {
    review.pause();
    const code = el('select', { 'aria-label': 'Which mark' }, ...Object.entries(NAMES).map(([c, n]) => el('option', { value: c }, `${c} ${n}`)));
    const where = fields(review, 'Heard');
    const f = form({
      label: 'What was said or done', placeholder: 'What was said or done?', word: 'Add the mark', drafts: desk.drafts, thread: 'missed', extra: [el('p', { class: 'row' }, code, where.node)],
      typing: () => where.hold(), leave: () => { f.replaceWith(button); button.focus(); },
      send: async (text) => {
        await desk.post({ ...where.read(), text, stand: 'missed', code: code.value });
        f.replaceWith(button);
        button.focus();
      },
    });
    button.replaceWith(f);
    code.focus();
  });
  root.append(button);
  return root;
}

/** What people added to one marker or mistake. @param {Review} review @param {Desk} desk @param {Annotation[]} all @param {string} code @returns {HTMLElement[]} */
export function added(review, desk, all, code) {
  return all.filter((a) => a.stand === 'missed' && a.code === code && !a.removed).map((a) => el('div', { class: 'place' }, at(review, a.at, `note@${a.id}`),
    el('div', {}, el('p', {}, el('span', { class: 'said' }, a.text || a.reason || ''), el('span', { class: 'soft' }, ` Missed by the machine, heard by ${a.mine ? 'you' : a.by}${a.to ? `, to ${clock(a.to)}` : ''}.`)),
      a.mine && desk.may && act('Take it back', () => desk.remove(a.id).catch(() => desk.read()), { 'aria-label': `Take back ${code} at ${clock(a.at)}` }))));
}
