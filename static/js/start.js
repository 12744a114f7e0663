// The start page: whom to practise with, whether the sound works, and Begin.
import { $, el, bar } from './dom.js';
import { get, set } from './settings.js';
import { day, length } from './clock.js';
import * as api from './api.js';
import * as words from './words.js';
import * as mic from './mic.js';
import * as speaker from './speaker.js';
import * as check from './check.js';
import * as held from './held.js';
import { context } from './level.js';
import { chooser } from './chooser.js';

/** @type {api.Scenario[]} */ let clients = [];
/** @type {api.Status} */ let status = {};
let chosen = '', waiting = false, known = false; // known: what one agrees to when one begins
/** @type {Map<string, {name: string, done: number, total: number}>} */ const fetching = new Map();
const PAGE = 6;

const client = () => clients.find((c) => c.id === chosen);

// ---- the clients

function drawClients() {
  const root = $('clients');
  root.removeAttribute('aria-busy');
  if (!clients.length) return root.replaceChildren(el('p', { class: 'soft wait' }, 'There is no client on this server yet.'));
  const had = document.activeElement?.id;
  root.replaceChildren(...clients.map((c) => el('label', { class: 'client' },
    el('input', { type: 'radio', name: 'client', id: `client-${c.id}`, value: c.id, checked: c.id === chosen, onchange: () => choose(c.id) }),
    el('div', {},
      el('p', { class: 'who' }, el('b', {}, c.name), el('span', { class: 'soft' }, c.role)),
      c.words && el('p', { class: 'said' }, `“${c.words}”`),
      el('p', { class: 'meta' },
        c.asked_for && el('span', { class: 'asked' }, `Asked for: ${c.asked_for}.`),
        el('span', {}, words.difficulty[c.difficulty] ?? c.difficulty),
        el('span', {}, `About ${c.minutes} minutes`)),
      !c.ready && spokenBar(c)))));
  if (had?.startsWith('client-')) $(had)?.focus();
}

/** @param {api.Scenario} c */
const spokenBar = (c) => bar(`${words.first(c.name)} is getting ready`, c.spoken?.total ? c.spoken.done / c.spoken.total : null,
  c.spoken?.total ? `${c.spoken.done} of ${c.spoken.total} lines` : '');

/** @param {string} id */
function choose(id) {
  chosen = id;
  set('client', id);
  api.chosen(id).catch(() => {}); // she is only spoken a little later then
  $('headphones').textContent = words.headphones(words.pronouns(client() ?? {}));
  drawGo();
}

async function readClients() {
  try {
    clients = await api.scenarios();
    const before = get('client', '');
    chosen = clients.some((c) => c.id === chosen) ? chosen : clients.some((c) => c.id === before) ? before : clients[0]?.id ?? '';
    drawClients();
    if (chosen) choose(chosen);
    if (waiting && client()?.ready) go();
  } catch (e) {
    $('clients').replaceChildren(el('p', { class: 'wait' }, /** @type {Error} */ (e).message, ' ',
      el('button', { type: 'button', class: 'plain', onclick: read }, 'Try again')));
  }
}

// ---- Begin

function drawGo() {
  if (!known) return $('go').replaceChildren(el('p', { class: 'small soft' }, 'One moment…'));
  const c = client();
  const record = agreed() ? get('recorded', status.consent ? true : undefined) : undefined;
  const no = !c || mic.obstacle() === 'unsupported';
  const begin = (/** @type {string} */ text, /** @type {boolean|undefined} */ yes, main = true) =>
    el('button', { type: 'button', class: main ? 'btn main' : 'btn', disabled: no, onclick: () => { if (yes !== undefined) set('recorded', yes); if (yes) set('agreed', status.consent_sha256); press(); } }, text);
  if (waiting && c) {
    return $('go').replaceChildren(spokenBar(c), el('p', { class: 'acts' },
      el('span', { class: 'small soft' }, 'It begins by itself.'),
      el('button', { type: 'button', class: 'plain small', onclick: () => { waiting = false; drawGo(); } }, 'Cancel')));
  }
  if (record === undefined) {
    return $('go').replaceChildren(el('p', { class: 'consent' }, status.consent_text ?? words.consent),
      el('p', { class: 'acts' }, begin('Begin and record', true), begin('Not now', false, false)),
      el('p', { class: 'small soft after' }, `Not now: you practise, and nothing is recorded.${status.leaves ? ' What goes to others goes there all the same.' : ''}`));
  }
  $('go').replaceChildren(status.leaves ? el('p', { class: 'consent leaves' }, status.leaves) : '', el('p', { class: 'acts' }, begin('Begin', undefined),
    el('span', { class: 'how small soft' }, record ? 'Recorded on this server.' : 'Not recorded.', el('button', { type: 'button', class: 'plain small', onclick: () => { set('recorded', record ? false : undefined); drawGo(); } },
      record ? 'Practise unrecorded' : 'Record it'))));
}

/** Who said yes to another text than the present one is asked anew. */
const agreed = () => get('recorded', undefined) !== true || status.consent !== false || get('agreed', undefined) === status.consent_sha256;

function press() {
  const c = client();
  if (!c) return;
  say('');
  if (c.ready || c.spoken === undefined && status.typed) return go();
  waiting = true;
  drawGo();
}

/** The microphone first, then the talk: a refusal is met here, where it can be mended. */
async function go() {
  waiting = false;
  drawGo();
  const c = client();
  if (!c) return;
  check.stop();
  if (!mic.obstacle()) {
    if ((await mic.permission()) === 'prompt') say('The browser is asking for your microphone.');
    try {
      mic.stop(await mic.open());
    } catch (e) {
      const why = /** @type {{why: string}} */ (e).why;
      say(words.microphone[why], true);
      if (!status.typed) return;
    }
  }
  say(`Connecting to ${words.first(c.name)}.`);
  location.assign(`/talk?scenario=${encodeURIComponent(c.id)}`);
}

/** @param {string} text @param {boolean} [bad] */
function say(text, bad = false) {
  $('said').textContent = text;
  $('said').className = bad ? 'small bad' : 'small';
}

// ---- what stands in the way, or will soon not

function drawBanners() {
  const why = mic.obstacle();
  const h = held.any();
  const files = [...fetching.values()];
  const b = (/** @type {(Node|string|false|null|undefined)[]} */ ...kids) => el('div', { class: 'banner' }, ...kids);
  $('banners').replaceChildren(...[
    why && b(el('p', {}, words.microphone[why])),
    h && b(el('p', {}, `${words.first(h.name)} is still on the line.`), el('p', { class: 'acts' }, el('a', { class: 'btn', href: `/talk?scenario=${encodeURIComponent(h.scenario)}` }, 'Take it up'))),
    status.full && b(el('p', {}, `Every place on this server is taken. ${words.soon(status.retry_after ?? 0)}`)),
    files.length && b(el('p', {}, 'The voices and ears of this server are being fetched. It happens once.'),
      ...files.map((f) => bar(f.name, f.total ? f.done / f.total : null, f.total ? `${mega(f.done)} of ${mega(f.total)} MB` : ''))),
    !files.length && status.missing?.length && b(el('p', {}, status.missing.join(' ')), el('p', { class: 'soft' }, 'You can still practise by typing, with captions.')),
    status.voice === 'light' && b(el('p', {}, words.light)),
  ].filter(Boolean));
}

const mega = (/** @type {number} */ n) => (n / 1e6).toFixed(n < 1e7 ? 1 : 0);

async function readStatus() {
  try {
    status = await api.status();
    fetching.clear();
    for (const f of status.fetching ?? []) fetching.set(f.name, f);
  } catch {
    status = {};
  }
  known = true;
  drawBanners();
  drawGo();
}

// ---- earlier practices

let last = '';
async function readPractices(more = false) {
  try {
    const list = await api.practices(PAGE, more ? last : undefined);
    const items = list.map((p) => {
      const c = clients.find((x) => x.id === p.scenario);
      return el('li', {}, el('a', { href: `/practices/${encodeURIComponent(p.id)}` },
        el('b', {}, words.first(p.name ?? c?.name ?? p.scenario)), el('span', { class: 'soft' }, day(p.started)),
        el('span', { class: 'soft' }, p.state === 'live' ? 'running' : length(p.length ?? 0)),
        el('span', { class: 'small soft' }, p.state === 'live' ? '' : p.complete === false ? 'ends early' : '')));
    });
    if (more) $('practices').append(...items); else $('practices').replaceChildren(...items);
    last = list.at(-1)?.id ?? last;
    $('earlier').hidden = $('practices').childElementCount === 0;
    $('more').hidden = list.length < PAGE;
  } catch {
    $('earlier').hidden = true; // the list above says that the server does not answer
  }
}
$('more').onclick = () => readPractices(true);

// ---- together

async function read() {
  await Promise.all([readStatus(), readClients()]);
  readPractices();
}

const named = chooser({
  microphone: () => { if (check.running()) check.open(named); },
  sound: () => {},
  current: () => check.device() || get('microphone', ''),
});
$('check').onclick = () => (check.running() ? check.playback() : check.open(named));
$('test').onclick = async () => {
  $('test').disabled = true;
  await hers().catch(() => speaker.tone()).catch(() => {});
  $('test').disabled = false;
};

/** The client's own voice, where the server has it. */
const hers = async () => speaker.clip(await context().decodeAudioData(await api.sample(chosen)));

let pending = 0;
/** Many events, one look. */
const soon = (/** @type {() => void} */ f) => { clearTimeout(pending); pending = setTimeout(f, 150); };

api.events((e) => {
  if (e.type === 'fetch') {
    if (e.ready) fetching.delete(e.name);
    else fetching.set(e.name, /** @type {any} */ (e));
    drawBanners();
    if (!fetching.size) soon(read);
  } else if (e.type === 'spoken') {
    const c = clients.find((x) => x.id === e.scenario);
    if (!c) return;
    c.spoken = { done: e.done, total: e.total };
    const was = c.ready;
    c.ready = e.ready ?? e.done >= e.total;
    drawClients();
    if (c.id === chosen && (waiting || was !== c.ready)) drawGo();
    if (waiting && client()?.ready) go();
  } else soon(read);
}, read);

addEventListener('pageshow', (e) => { if (e.persisted) location.reload(); });
read();
