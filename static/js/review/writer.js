// The field for a new note, at the place where the ear is.
import { el } from '../dom.js';
import { form, act } from './form.js';
import { fields } from './span.js';

export const TAGS = ['marker', 'mistake', 'praise', 'question'];

/** @param {import('./state.js').Review} review @param {import('./desk.js').Desk} desk */
export function writer(review, desk) {
  const where = fields(review, 'Note');
  /** @type {Set<string>} */ let tags = new Set();
  let paused = false; // by typing, so that sending may go on
  const toggles = TAGS.map((t) => el('button', { type: 'button', class: 'chip', 'aria-pressed': 'false', onclick: () => { if (!tags.delete(t)) tags.add(t); press(); } }, t));
  const press = () => toggles.forEach((b, i) => b.setAttribute('aria-pressed', String(tags.has(TAGS[i]))));
  const name = el('span', { class: 'soft small' });
  const named = () => name.replaceChildren(...(desk.owner || !desk.name ? [] : [`Writing as ${desk.name}. `, act('Another name', () => desk.ask())]));

  const go = () => {
    where.free();
    tags.clear();
    press();
    if (paused && review.audio && !review.playing) review.toggle();
    paused = false;
  };

  const f = form({
    label: 'A new note', placeholder: 'What do you hear here?', word: 'Post', drafts: desk.drafts, thread: 'new',
    hint: 'C here · Ctrl+Enter posts · Esc keeps the draft',
    extra: [el('p', { class: 'row' }, where.node), el('p', { class: 'row chips', role: 'group', 'aria-label': 'Tags' }, ...toggles), name],
    more: () => ({ ...span(), tags: [...tags] }),
    typing() {
      if (review.playing) { paused = true; review.pause(); }
      if (area.value) where.hold();
      else where.free();
    },
    async send(text) {
      await desk.post({ ...where.read(), text, ...(tags.size && { tags: [...tags] }) });
      go();
    },
  });
  const area = /** @type {HTMLTextAreaElement} */ (f.querySelector('textarea'));
  const span = () => {
    try {
      return where.read();
    } catch {
      return {};
    }
  };

  /** @param {{text: string, at?: number, to?: number, tags?: string[]}} d */
  const fill = (d) => {
    area.value = d.text;
    tags = new Set(d.tags);
    press();
    if (d.at !== undefined) where.hold({ at: d.at, to: d.to });
  };
  const draft = desk.drafts.read('new');
  if (draft) fill(/** @type {any} */ (draft));
  review.addEventListener('data', named);
  named();

  return {
    node: f,
    /** Somebody wants to write here. */
    open() {
      if (!area.value) where.free();
      if (review.playing) { paused = true; review.pause(); }
      area.focus();
    },
    /** What could not be sent. @param {any} body */
    back(body) {
      fill(body);
      desk.drafts.keep('new', { text: body.text, at: body.at, to: body.to, tags: body.tags });
      area.focus();
    },
  };
}
