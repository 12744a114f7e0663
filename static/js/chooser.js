// The two device lists and the volume, the same on the start page and in the talk.
import { $, el } from './dom.js';
import { set } from './settings.js';
import * as mic from './mic.js';
import * as speaker from './speaker.js';

/**
 * Fills #microphone, #speaker and #volume and keeps them true.
 * @param {{microphone: (id: string) => void, sound: () => void, current?: () => string}} on
 * current is the id of the microphone in use
 */
export function chooser(on) {
  const fill = async () => {
    fillOne($('microphone'), await mic.devices('audioinput'), on.current?.() ?? '', 'The browser’s own choice');
    const out = speaker.selectable ? await mic.devices('audiooutput') : [];
    fillOne($('speaker'), out, speaker.chosen(), 'The browser’s own choice');
    for (const id of ['speaker', 'speakerl']) $(id).hidden = !speaker.selectable || out.length === 0;
  };
  $('volume').value = speaker.volume();
  $('volume').addEventListener('input', () => { set('volume', Number($('volume').value)); on.sound(); });
  $('microphone').addEventListener('change', () => {
    set('microphone', $('microphone').value || undefined);
    on.microphone($('microphone').value);
  });
  $('speaker').addEventListener('change', () => { set('speaker', $('speaker').value || undefined); on.sound(); });
  mic.watch(fill);
  fill();
  return fill;
}

/** @param {HTMLSelectElement} select @param {{id: string, name: string}[]} list @param {string} chosen @param {string} otherwise */
function fillOne(select, list, chosen, otherwise) {
  const first = list.some((d) => d.id === 'default') ? [] : [el('option', { value: '' }, otherwise)];
  select.replaceChildren(...first, ...list.map((d) => el('option', { value: d.id }, d.name)));
  select.value = list.some((d) => d.id === chosen) ? chosen : list.some((d) => d.id === 'default') ? 'default' : '';
  select.disabled = list.length === 0;
}
