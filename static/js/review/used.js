// What the practice used of each engine: for whoever pays for one, folded, and
// not there at all while nothing left the machine.
import { el } from '../dom.js';
import { used } from '../words.js';

/** @typedef {{kind: string, engine: string, host?: string, calls: number, faults: number, tokens_in: number, tokens_out: number, estimated: boolean, sound: number, characters: number}} Usage */

const NB = '\u00a0';
/** @param {number} n */
const figure = (n) => n.toLocaleString('en');
/** @param {number} n @param {[string, string]} of */
const count = (n, of) => `${figure(n)}${NB}${of[n === 1 ? 0 : 1]}`;
/** @param {number} ms */
const long = (ms) => (ms < 60_000 ? `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)}${NB}s` : `${Math.floor(ms / 60_000)}${NB}min ${Math.round(ms % 60_000 / 1000)}${NB}s`);

/** What one engine did, in words. Pure. @param {Usage} u */
export function sentence(u) {
  const words = used[u.kind] ?? { calls: /** @type {[string, string]} */ (['call', 'calls']), sound: 'of sound' };
  return [
    count(u.calls, words.calls),
    u.tokens_in + u.tokens_out > 0 && `${u.estimated ? 'about ' : ''}${figure(u.tokens_in)} + ${figure(u.tokens_out)}${NB}tokens`,
    u.sound > 0 && `${long(u.sound)} ${words.sound}`,
    u.characters > 0 && count(u.characters, ['character', 'characters']),
    u.faults > 0 && `${count(u.faults, ['call', 'calls'])} without an answer`,
  ].filter(Boolean).join(', ');
}

/** @param {import('./state.js').Review} review @param {HTMLElement} root a details element */
export function mount(review, root) {
  /** @type {Usage[]} */ const all = review.practice.usage ?? [];
  root.hidden = !all.some((u) => u.host);
  if (root.hidden) return;
  root.append(el('ul', {}, ...all.map((u) => el('li', {},
    el('b', {}, u.engine), ' ', el('span', { class: 'soft' }, u.host ? `at ${u.host}` : 'on this machine'), ` · ${sentence(u)}`))),
  el('p', { class: 'small soft' }, 'Tokens in + tokens out. What it costs is on the bill of whoever runs the service.'));
}
