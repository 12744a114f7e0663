// Who may listen: links that can be taken back. And for whoever came by one,
// how long it lasts and what it allows.
import { $, el } from '../dom.js';
import * as api from '../api.js';
import { act } from './form.js';

const DAYS = 30; // unless another number is chosen

/** @param {string} iso */
export const date = (iso) => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', ...(new Date(iso).getFullYear() !== new Date().getFullYear() && { year: 'numeric' }) }).format(new Date(iso));

/** @param {'read'|'annotate'} rights */
const allows = (rights) => (rights === 'annotate' ? 'listen and write notes' : 'listen and read');

/** @param {string} iso @param {'read'|'annotate'} rights */
export const promise = (iso, rights) => `Anyone with this link can ${allows(rights)} until ${date(iso)}. You can take it back at any time.`;

/** @param {api.Link} l */
export const state = (l) => (l.revoked ? 'taken back' : new Date(l.expires) < new Date() ? `ran out on ${date(l.expires)}` : `until ${date(l.expires)}`);

/** @param {import('./state.js').Review} review @param {HTMLElement} root the row of actions in the head */
export function mount(review, root) {
  if (review.viewer.role !== 'owner') {
    const { expires, annotate } = review.viewer;
    root.append(el('span', { class: 'soft small' }, [expires && `With you until ${date(expires)}`, allows(annotate ? 'annotate' : 'read')].filter(Boolean).join(' · ')));
    return;
  }
  const dialog = $('sharing');
  const list = el('ul', { class: 'links' });
  const made = el('div', { role: 'status' });
  const failed = el('p', { class: 'failed small', role: 'alert' });
  const rights = el('select', { id: 'linkrights' }, el('option', { value: 'annotate' }, 'Listen and write notes'), el('option', { value: 'read' }, 'Listen and read'));
  const days = el('input', { class: 'field', id: 'linkdays', type: 'number', min: 1, max: 365, value: DAYS, required: true });
  const id = review.practice.id;

  /** @param {() => Promise<any>} what */
  const attempt = async (what) => {
    failed.textContent = '';
    try {
      await what();
    } catch (e) {
      failed.textContent = /** @type {Error} */ (e).message;
    }
  };

  const read = () => attempt(async () => {
    const all = await api.links(id);
    list.replaceChildren(...all.map((l) => el('li', {}, el('span', {}, `Made ${date(l.created)} · ${allows(l.rights)} · ${state(l)}`, el('span', { class: 'soft' }, l.last_used ? ` · used ${date(l.last_used)}` : ' · not used yet')),
      !l.revoked && new Date(l.expires) >= new Date() && act('Take back', () => attempt(async () => { await api.revoke(id, l.id); made.replaceChildren(); await read(); }), { 'aria-label': `Take back the link made ${date(l.created)}` }))));
  });

  const make = () => attempt(async () => {
    const l = await api.share(id, { rights: rights.value, days: Number(days.value) });
    const url = new URL(l.url ?? '', location.origin).href;
    const field = el('input', { class: 'field time', type: 'text', readOnly: true, value: url, 'aria-label': 'The link', onfocus: () => field.select() });
    const copy = el('button', { type: 'button', class: 'btn', onclick: async () => {
      try {
        await navigator.clipboard.writeText(url);
        copy.textContent = 'Copied';
      } catch { // no clipboard on an insecure address
        field.select();
        copy.textContent = 'Selected: press Ctrl+C';
      }
    } }, 'Copy');
    made.replaceChildren(el('p', { class: 'made' }, field, copy), el('p', {}, promise(l.expires, l.rights)), el('p', { class: 'soft small' }, 'It is shown this once. If it is lost, make another one.'));
    copy.focus();
    await read();
  });

  dialog.removeAttribute('aria-label');
  dialog.setAttribute('aria-labelledby', 'sharingh');
  dialog.replaceChildren(el('h2', { id: 'sharingh' }, 'Share this practice'),
    el('p', {}, 'Whoever has the link needs no account. They hear the recording, and see the words, the report and the notes.'),
    el('form', { class: 'linkform', onsubmit: (/** @type {Event} */ e) => { e.preventDefault(); make(); } },
      el('p', {}, el('label', { class: 'small', for: 'linkrights' }, 'They may'), rights),
      el('p', {}, el('label', { class: 'small', for: 'linkdays' }, 'Days'), days),
      el('button', { type: 'submit', class: 'btn main' }, 'Make a link')),
    made, failed, list, el('p', { class: 'acts' }, el('button', { type: 'button', class: 'btn', onclick: () => dialog.close() }, 'Close')));
  root.append(el('button', { type: 'button', class: 'plain small', id: 'sharebutton', onclick: () => { made.replaceChildren(); dialog.showModal(); read(); } }, 'Share'));
}
