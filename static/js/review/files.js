// Taking the practice along, on paper or as a file, and deleting it for good.
import { $, el, icon } from '../dom.js';
import * as api from '../api.js';

/** @param {import('./state.js').Review} review @param {HTMLElement} root the row of actions in the head */
export function mount(review, root) {
  if (review.viewer.role !== 'owner') return;
  const id = review.practice.id;
  $('ogg').hidden = review.practice.recorded === false;
  $('ogg').querySelector('a').href = api.audioURL(id, true);
  for (const a of $('files').querySelectorAll('a[data-format]')) a.href = api.exportURL(id, a.dataset.format);
  $('closefiles').onclick = () => $('files').close();
  $('closefiles').before(el('button', { type: 'button', class: 'btn', id: 'print', onclick: () => { $('files').close(); print(); } }, 'Print the report'));

  $('no').onclick = () => $('sure').close();
  $('yes').onclick = async () => {
    $('yes').disabled = true;
    try {
      review.deafen();
      await api.remove(id);
      location.replace('/');
    } catch (e) {
      $('failed').textContent = /** @type {Error} */ (e).message;
      $('yes').disabled = false;
    }
  };
  root.append(
    el('button', { type: 'button', class: 'plain small', id: 'download', onclick: () => $('files').showModal() }, icon('download'), 'Download'),
    el('button', { type: 'button', class: 'plain small', id: 'delete', onclick: () => { $('failed').textContent = ''; $('sure').showModal(); } }, icon('bin'), 'Delete'));
}
