// Where people agree with an automatic mark, and where they do not. Both stay:
// the mark, and what people say to it.
import { el } from '../dom.js';
import { form, act, around } from './form.js';

/** @typedef {import('../api.js').Annotation} Annotation @typedef {import('./state.js').Review} Review */
/** @typedef {{evidence: string, from: number, code?: string, verdict?: string}} About an automatic mark */

/** The stands on one mark; the server gives each the mark's present name. @param {Annotation[]} all @param {About} m */
export const standsOn = (all, m) => all.filter((a) => (a.stand === 'agree' || a.stand === 'disagree') && !a.removed && a.evidence === m.evidence);

/** "2 agree, 1 differs". @param {Annotation[]} stands */
export function counts(stands) {
  const agree = stands.filter((a) => a.stand === 'agree').length, differ = stands.length - agree;
  return [agree && `${agree} ${agree === 1 ? 'agrees' : 'agree'}`, differ && `${differ} ${differ === 1 ? 'differs' : 'differ'}`].filter(Boolean).join(', ');
}

/**
 * Agree and disagree on one mark, and what everybody said to it.
 * @param {import('./desk.js').Desk} desk @param {About} m @param {string} what it is, for a screen reader
 * @returns {{node: HTMLElement, draw: (all: Annotation[]) => void}} draw takes every note that is a stand
 */
export function stands(desk, m, what) {
  const node = el('div', { class: 'stands small' });
  /** @type {HTMLFormElement|null} */ let asking = null;
  /** @type {Annotation[]} */ let all = [];
  let drawn = '';

  /** @param {'agree'|'disagree'} stand @param {string} [reason] */
  const take = (stand, reason) => desk.post({ at: m.from, evidence: m.evidence, stand, ...(reason && { reason }) });

  const ask = () => {
    asking = form({
      label: 'What you hear instead', placeholder: 'What do you hear instead?', word: 'Disagree', most: 2000,
      drafts: desk.drafts, thread: `differ ${m.code ?? m.evidence} ${m.verdict ?? ''} ${m.from}`,
      send: async (reason) => { await take('disagree', reason); done(); }, leave: () => done(),
    });
    show();
    asking.querySelector('textarea')?.focus();
  };
  const done = () => { asking = null; show(); };

  const show = () => {
    const mine = all.find((a) => a.mine);
    const others = all.filter((a) => !a.mine);
    const differs = all.some((a) => a.stand === 'disagree');
    const button = (/** @type {'agree'|'disagree'} */ stand, /** @type {string} */ word, /** @type {() => any} */ go) => act(word, async () => {
      try {
        await (mine?.stand === stand ? desk.remove(mine.id) : go());
      } catch (e) {
        failed.textContent = /** @type {Error} */ (e).message;
      }
    }, { 'aria-pressed': String(mine?.stand === stand), 'aria-label': `${word}: ${what}` });
    const failed = el('p', { role: 'alert', class: 'failed' });
    const kids = [
      (desk.may || others.length > 0) && el('p', { class: 'choose' }, desk.may && button('agree', 'Agree', () => take('agree')), desk.may && button('disagree', 'Disagree', ask),
        others.length > 1 && el('span', { class: 'soft' }, counts(others))),
      ...all.filter((a) => !a.mine || a.reason).map((a) => el('p', {}, el('b', {}, a.mine ? 'You' : a.by), ` ${a.stand}${a.mine ? '' : 's'}${a.reason ? ': ' : '.'}`, a.reason && el('span', { class: 'said' }, a.reason))),
      differs && el('p', { class: 'soft' }, `${mine?.stand === 'disagree' ? 'You' : 'People'} and the machine differ here. Both stay.`),
      asking, failed,
    ];
    around(() => node.replaceChildren(...kids.filter((k) => k instanceof Node)));
  };

  return {
    node,
    draw(every) {
      all = standsOn(every, m);
      const sign = JSON.stringify(all);
      if (sign === drawn) return;
      drawn = sign;
      show();
    },
  };
}
