// Keys: what each does, which a person may change, and the dialog that shows
// them. Single keys never fire inside a text field and can be switched off.
import { $, el } from '../dom.js';
import { get, set } from '../settings.js';

/** @typedef {import('./state.js').Review} Review @typedef {{id: string, text: string, key: string, act: (r: Review) => void}} Action */

/** @param {string} id */
const go = (id) => { $(id).scrollIntoView(); $(id).focus({ preventScroll: true }); };

/** @type {Review['only'][]} */
const GROUPS = ['silence', 'cut', 'marker', 'mistake', 'note', 'all'];

/** @type {Action[]} */
export const ACTIONS = [
  { id: 'play', text: 'play, pause', key: ' ', act: (r) => r.toggle() },
  { id: 'back', text: '5 s back', key: 'ArrowLeft', act: (r) => r.seek(r.now - 5000) },
  { id: 'on', text: '5 s on', key: 'ArrowRight', act: (r) => r.seek(r.now + 5000) },
  { id: 'farback', text: '15 s back', key: 'Shift+ArrowLeft', act: (r) => r.seek(r.now - 15_000) },
  { id: 'faron', text: '15 s on', key: 'Shift+ArrowRight', act: (r) => r.seek(r.now + 15_000) },
  { id: 'wordback', text: 'previous word', key: 'Alt+ArrowLeft', act: (r) => r.word(-1) },
  { id: 'word', text: 'next word', key: 'Alt+ArrowRight', act: (r) => r.word(1) },
  { id: 'next', text: 'next mark', key: 'n', act: (r) => r.step(1) },
  { id: 'previous', text: 'previous mark', key: 'p', act: (r) => r.step(-1) },
  ...GROUPS.map((group, i) => ({ id: `only${i + 1}`, text: group === 'all' ? 'all marks' : `only ${{ silence: 'silences', cut: 'cuts', marker: 'markers', mistake: 'mistakes', note: 'notes' }[/** @type {string} */ (group)]}`, key: String(i + 1), act: (/** @type {Review} */ r) => r.filter(group) })),
  { id: 'slower', text: 'slower', key: '[', act: (r) => r.faster(-1) },
  { id: 'faster', text: 'faster', key: ']', act: (r) => r.faster(1) },
  { id: 'from', text: 'loop from here', key: 'i', act: (r) => r.around({ from: r.now }) },
  { id: 'to', text: 'loop to here', key: 'o', act: (r) => r.around({ to: r.now }) },
  { id: 'loop', text: 'loop on, off', key: 'l', act: (r) => r.loopAgain() },
  { id: 'in', text: 'zoom in', key: '+', act: (r) => r.scale(r.zoom + 1) },
  { id: 'out', text: 'zoom out', key: '-', act: (r) => r.scale(r.zoom - 1) },
  { id: 'all', text: 'all of it', key: '0', act: (r) => r.scale(0) },
  { id: 'note', text: 'a note here', key: 'c', act: (r) => r.wantNote() },
  { id: 'transcript', text: 'to the transcript', key: 't', act: () => go('transcript') },
  { id: 'report', text: 'to the report', key: 'r', act: () => go('report') },
  { id: 'keys', text: 'these keys', key: '?', act: () => $('keys').showModal() },
];

/** A key as it is kept: "n", "Shift+ArrowLeft". Pure. @param {{key: string, shiftKey: boolean, altKey: boolean}} e */
export function pressed(e) {
  const letter = e.key.length === 1;
  return `${e.altKey ? 'Alt+' : ''}${e.shiftKey && !letter ? 'Shift+' : ''}${letter ? e.key.toLowerCase() : e.key}`;
}

/** Which action each key fires; a person's own keys first, one key one action. Pure. @param {Record<string, string>} own by action @returns {Map<string, Action>} */
export function bound(own) {
  /** @type {Map<string, Action>} */ const out = new Map();
  for (const a of ACTIONS) if (own[a.id] !== undefined) out.set(own[a.id], a);
  for (const a of ACTIONS) if (own[a.id] === undefined && !out.has(a.key)) out.set(a.key, a);
  return out;
}

/** @param {string} key */
const shown = (key) => key.replace('ArrowLeft', '←').replace('ArrowRight', '→').replace('ArrowUp', '↑').replace('ArrowDown', '↓').replace(/^-$/, '−')
  .replace(/ $/, 'Space').replace(/\+(?=.)/, ' ').replace(/^([a-z])$/, (c) => c.toUpperCase());

/** @param {EventTarget|null} t */
const writing = (t) => t instanceof HTMLElement && (t.isContentEditable || /^(TEXTAREA|SELECT)$/.test(t.tagName) || (t instanceof HTMLInputElement && !/^(checkbox|radio|button|range)$/.test(t.type)));

/** @param {Review} review @param {HTMLElement} root #keys */
export function mount(review, root) {
  const dialog = /** @type {HTMLDialogElement} */ (root);
  /** @type {Record<string, string>} */ let own = get('review.keys', {});
  let keys = bound(own);
  /** @type {Action|null} */ let changing = null;
  const said = el('p', { class: 'small soft', role: 'status' });

  addEventListener('keydown', (e) => {
    if (changing) return change(e);
    if (e.ctrlKey || e.metaKey || document.querySelector('dialog[open]') || writing(e.target)) return;
    const t = /** @type {HTMLElement} */ (e.target), key = pressed(e), a = keys.get(key);
    if (!a || (key.length === 1 && !get('review.singles', true))) return;
    if (key === ' ' && t.closest('button, summary, a, input')) return;
    if (t instanceof HTMLInputElement && key.includes('Arrow')) return;
    e.preventDefault();
    a.act(review);
  });

  /** @param {KeyboardEvent} e */
  function change(e) {
    if (/^(Shift|Alt|Control|Meta|Tab)$/.test(e.key) || !changing) return;
    e.preventDefault();
    e.stopPropagation();
    const a = changing, key = pressed(e);
    changing = null;
    if (e.key !== 'Escape' && !e.ctrlKey && !e.metaKey) {
      const other = keys.get(key);
      if (other && other !== a) own = { ...own, [other.id]: [...keys].find(([, v]) => v === a)?.[0] ?? a.key };
      own = { ...own, [a.id]: key };
      set('review.keys', own);
      keys = bound(own);
      said.textContent = `${shown(key)}: ${a.text}.${other && other !== a ? ` ${shown(own[other.id])}: ${other.text}.` : ''}`;
    }
    draw(a.id);
  }

  /** @param {string} [focus] the action whose button gets it */
  function draw(focus) {
    const key = (/** @type {Action} */ a) => [...keys].find(([, v]) => v === a)?.[0] ?? '';
    const choice = (/** @type {string} */ text, /** @type {boolean} */ on, /** @type {(on: boolean) => void} */ set) => el('label', {}, el('input', { type: 'checkbox', checked: on, onchange: (/** @type {any} */ e) => set(e.target.checked) }), text);
    dialog.replaceChildren(
      el('h2', { id: 'keysh' }, 'Keys'), el('p', { class: 'small soft' }, 'Choose one to change it, then press the new key.'),
      el('ul', { class: 'keylist' }, ...ACTIONS.map((a) => el('li', {}, el('button', { type: 'button', class: 'key', 'data-action': a.id, 'aria-label': `${a.text}: ${shown(key(a))}. Change it`, onclick: () => {
        changing = a;
        const b = dialog.querySelector(`[data-action="${a.id}"]`);
        if (b) b.textContent = '…';
        said.textContent = `Press the key for: ${a.text}. Escape keeps it.`;
      } }, shown(key(a))), el('span', {}, a.text)))),
      said,
      el('div', { class: 'choices' },
        choice('Single keys work on this page', get('review.singles', true), (on) => set('review.singles', on)),
        choice('Skip what nobody says while it plays', review.skip, (on) => review.skipping(on))),
      el('p', { class: 'acts' }, el('button', { type: 'button', class: 'btn', onclick: () => dialog.close() }, 'Close'),
        Object.keys(own).length > 0 && el('button', { type: 'button', class: 'plain small', onclick: () => { own = {}; set('review.keys', undefined); keys = bound(own); said.textContent = ''; draw(); } }, 'As they were')));
    if (focus) /** @type {HTMLElement|null} */ (dialog.querySelector(`[data-action="${focus}"]`))?.focus();
  }

  dialog.addEventListener('cancel', (e) => { if (changing) e.preventDefault(); });
  dialog.addEventListener('close', () => { changing = null; said.textContent = ''; draw(); });
  draw();
}
