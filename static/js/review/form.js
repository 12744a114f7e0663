// A field for words that keeps what is typed: Ctrl+Enter sends, Esc leaves and
// keeps the draft, and nothing is lost when sending fails.
import { el } from '../dom.js';

const MOST = 8000; // characters of one text, unless told

/**
 * @param {object} o
 * @param {string} o.label @param {string} o.word on the button that sends
 * @param {import('./draft.js').Drafts} o.drafts @param {string} o.thread where the draft is kept
 * @param {(text: string) => Promise<any>} o.send resolves when the text is safe; what it rejects with is shown
 * @param {() => void} [o.leave] without it there is nothing to leave
 * @param {string} [o.text] to begin with @param {boolean} [o.empty] may be sent empty
 * @param {string} [o.hint] @param {string} [o.placeholder] @param {number} [o.rows] @param {number} [o.most] characters
 * @param {() => Record<string, any>} [o.more] what is kept with the draft
 * @param {() => void} [o.typing] called when something is typed
 * @param {(Node|false|undefined)[]} [o.extra] between the field and the buttons
 * @returns {HTMLFormElement}
 */
export function form(o) {
  const area = el('textarea', { rows: o.rows ?? 2, value: o.drafts.read(o.thread)?.text ?? o.text ?? '', placeholder: o.placeholder, 'aria-label': o.label });
  const failed = el('p', { class: 'failed small', role: 'alert' });
  const keep = () => o.drafts.keep(o.thread, { ...o.more?.(), text: area.value });
  let busy = false;
  const submit = async () => {
    const text = area.value.trim();
    if (busy || !(text || o.empty)) return;
    const most = o.most ?? MOST;
    if (text.length > most) {
      failed.textContent = `${most.toLocaleString('en')} characters fit into one text; this one has ${text.length.toLocaleString('en')}.`;
      return;
    }
    busy = true;
    failed.textContent = '';
    try {
      await o.send(text);
      o.drafts.drop(o.thread);
      area.value = '';
    } catch (e) {
      failed.textContent = /** @type {Error} */ (e).message;
    }
    busy = false;
  };
  const f = el('form', {
    class: 'write',
    onsubmit: (/** @type {Event} */ e) => { e.preventDefault(); submit(); },
    oninput: () => { keep(); o.typing?.(); },
    onkeydown: (/** @type {KeyboardEvent} */ e) => {
      if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
        e.preventDefault();
        submit();
      } else if (e.key === 'Escape') {
        e.stopPropagation();
        keep();
        if (o.leave) o.leave();
        else area.blur();
      }
    },
  }, area, ...(o.extra ?? []), failed,
  el('p', { class: 'acts' }, el('button', { type: 'submit', class: 'btn slim' }, o.word),
    o.leave && el('button', { type: 'button', class: 'plain small', onclick: () => { o.drafts.drop(o.thread); o.leave?.(); } }, 'Never mind'),
    o.hint && el('span', { class: 'soft small hint' }, o.hint)));
  return f;
}

/** Changes the page around whoever is typing: the focus and the place in the text stay. @param {() => void} change */
export function around(change) {
  const had = /** @type {any} */ (document.activeElement);
  const place = had instanceof HTMLTextAreaElement ? [had.selectionStart, had.selectionEnd] : null;
  change();
  if (had === document.activeElement || !had?.isConnected || had === document.body) return;
  had.focus({ preventScroll: true });
  if (place) had.setSelectionRange(place[0], place[1]);
}

/** A word that can be clicked. @param {string} text @param {() => void} go @param {Record<string, any>} [more] */
export const act = (text, go, more) => el('button', { type: 'button', class: 'plain small', onclick: go, ...more }, text);
