// One practice afterwards: the recording, the words beside it, and the bare
// facts of what stood between them.
import { $, el, setIcon } from './dom.js';
import { clock, day, seconds } from './clock.js';
import * as api from './api.js';
import * as words from './words.js';
import { rows } from './transcript.js';
import { section } from './report.js';
import { Player } from './player.js';
import { Waveform, voices } from './waveform.js';

const id = decodeURIComponent(location.pathname.split('/').filter(Boolean).at(-1) ?? '');
/** @type {Player|undefined} */ let player;
/** @type {Waveform|undefined} */ let wave;
/** @type {{row: import('./transcript.js').Row, node: HTMLElement}[]} */ let lines = [];
let name = 'the client', whole = 0;

/** @param {string} text @param {(Node|false|null|undefined)[]} [acts] @param {boolean} [bad] */
function banner(text, acts = [], bad = false) {
  $('banner').replaceChildren(el('div', { class: bad ? 'banner bad' : 'banner', role: bad ? 'alert' : undefined }, el('p', {}, text), acts.length > 0 && el('p', { class: 'acts' }, ...acts)));
}

const start = () => el('a', { class: 'btn', href: '/' }, 'Back to the start');

async function read() {
  try {
    const p = await api.practice(id);
    await head(p);
    if (p.state === 'live') return live(p);
    const [tl, pk] = await Promise.all([api.timeline(id), p.recorded === false ? null : api.peaks(id).catch(() => null)]);
    body(p, tl, pk);
  } catch (e) {
    const f = /** @type {api.ApiError} */ (e);
    $('when').textContent = '';
    if (f.status === 404) {
      $('title').textContent = 'This practice is not here';
      return banner('It may have been deleted, it may not have been recorded, or the address is incomplete.', [start()]);
    }
    banner(f.message, [el('button', { type: 'button', class: 'btn', onclick: () => location.reload() }, 'Try again'), start()], true);
  }
}

/** @param {any} p */
async function head(p) {
  let c = p;
  if (!p.name) c = (await api.scenarios().catch(() => [])).find((s) => s.id === p.scenario) ?? { name: p.scenario };
  name = words.first(c.name);
  $('title').textContent = `Practice with ${name}`;
  $('lane').textContent = name;
  document.title = `Practice with ${name} · Stillpoint`;
  $('when').textContent = [p.title ?? c.title, day(p.started), p.state === 'live' ? 'running' : clock(p.length ?? 0)].filter(Boolean).join(' · ');
  $('acts').hidden = p.state === 'live';
  $('ogg').hidden = p.recorded === false;
  $('ogg').querySelector('a').href = `${api.audioURL(id)}?download=1`;
  for (const a of $('files').querySelectorAll('a[data-format]')) a.href = api.exportURL(id, a.dataset.format);
}

/** @param {any} p */
function live(p) {
  banner('This practice is still running.', [el('a', { class: 'btn', href: `/talk?scenario=${encodeURIComponent(p.scenario)}` }, 'Go back to it')]);
  setTimeout(() => api.practice(id).then((q) => (q.state === 'live' ? live(q) : location.reload()), () => live(p)), 3000);
}

/** @param {any} p @param {any} tl @param {any} pk */
function body(p, tl, pk) {
  whole = tl.length ?? p.length ?? 0;
  const all = rows(tl);
  const complete = p.complete ?? tl.complete ?? true;
  if (!complete) banner(`The recording ends at ${clock(whole)}, when the server stopped. Everything up to there is here.`);
  else if (p.recorded === false) banner('There is no recording of this practice. Its words and times are here.');
  if (p.recorded !== false) sound(all, pk);
  lines = all.map((row) => ({ row, node: line(row) }));
  $('lines').replaceChildren(...lines.map((l) => l.node));
  $('lines').classList.toggle('heard', !!player);
  if (!lines.length) $('lines').replaceChildren(el('li', { class: 'soft' }, 'Nothing was said in this practice.'));
  $('words').hidden = false;
  mark();
  report();
}

const AGAIN = 1500; // ms, while the server makes the report

async function report() {
  $('report').hidden = false;
  try {
    const r = await api.report(id);
    if (r) return $('shown').replaceChildren(...section(r, name, player ? (ms) => player?.seek(ms, true) : null));
    $('shown').replaceChildren(el('p', { class: 'soft' }, 'The report is being made.'));
    setTimeout(report, AGAIN);
  } catch (e) {
    $('shown').replaceChildren(el('p', { class: 'soft' }, `There is no report: ${/** @type {Error} */ (e).message}`));
  }
}

// ---- the recording

/** @param {import('./transcript.js').Row[]} all @param {any} pk */
function sound(all, pk) {
  player = new Player(api.audioURL(id), mark, (known) => {
    if (known) return banner('The browser could not play the sound. Is a speaker connected? Try again, or download the recording.');
    $('recording').hidden = true;
    player = undefined;
    if (!$('banner').childElementCount) banner('The recording cannot be played. Its words and times are here.');
  });
  wave = new Waveform($('wave'), pk && voices(pk), whole, all);
  $('length').textContent = clock(whole);
  $('wave').setAttribute('aria-valuemax', String(Math.round(whole / 1000)));
  $('recording').hidden = false;
  $('play').onclick = () => player?.toggle();
  $('wave').onpointerdown = (/** @type {PointerEvent} */ e) => {
    const go = (/** @type {PointerEvent} */ m) => player?.seek(/** @type {Waveform} */ (wave).time(m));
    go(e);
    $('wave').setPointerCapture(e.pointerId);
    $('wave').onpointermove = go;
    $('wave').onpointerup = $('wave').onpointercancel = () => { $('wave').onpointermove = null; };
  };
}

function mark() {
  if (!player) return;
  const now = player.now;
  $('now').textContent = clock(now);
  $('wave').setAttribute('aria-valuenow', String(Math.round(now / 1000)));
  $('wave').setAttribute('aria-valuetext', clock(now));
  setIcon($('play'), player.playing ? 'pause' : 'play');
  $('play').setAttribute('aria-label', player.playing ? 'Pause' : 'Play');
  wave?.at(now);
  let here = '';
  for (const { row, node } of lines) {
    const on = now > 0 && (row.kind === 'coach' || row.kind === 'client') && now >= row.from && now < row.to;
    if (on !== node.classList.contains('cur')) {
      node.classList.toggle('cur', on);
      if (on && player.playing) follow(node);
    }
    if (now >= row.from && now < row.to) here = row.kind === 'silence' ? `Quiet, ${seconds(row.to - row.from)}` : row.kind === 'coach' ? 'You' : row.kind === 'client' ? name : here;
  }
  $('readout').textContent = here;
}

/** Keeps the line that is heard in view, unless somebody reads elsewhere. @param {HTMLElement} node */
function follow(node) {
  const r = node.getBoundingClientRect();
  if (r.top > -innerHeight && r.bottom < innerHeight * 2 && (r.bottom > innerHeight || r.top < 200)) {
    node.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  }
}

// ---- the words

/** @param {import('./transcript.js').Row} r @returns {HTMLElement} */
function line(r) {
  const go = () => player?.seek(r.from, true);
  const time = !player ? el('time', { class: 'tb' }, clock(r.from)) : el('button', { type: 'button', class: 'tb time', onclick: (/** @type {Event} */ e) => { e.stopPropagation(); go(); } }, clock(r.from));
  switch (r.kind) {
    case 'coach':
    case 'client':
      return el('li', { class: `ln ${r.kind}`, onclick: () => { if (!getSelection()?.toString()) go(); } }, time,
        el('div', {}, el('p', { class: 'nm' }, r.kind === 'coach' ? 'You' : name, ...(r.tags ?? []).map((t) => el('span', { class: 'tag' }, t))),
          el('p', { class: 'said' }, ...said(r))),
        cutMark(r));
    case 'silence':
      return stone(r, 'silence', seconds(r.to - r.from), silenceWords(r), go);
    case 'nobody':
      return stone(r, 'nobody2', seconds(r.to - r.from), nobodyWords(r), go);
    case 'fault':
      return el('li', { class: 'ev' }, time, el('p', {}, `${words.upper(words.engines[r.engine ?? ''] ?? 'something')} did not work here. ${r.fatal ? 'The practice could not go on.' : /\s/.test(r.why ?? '') ? `${words.upper(r.why ?? '').replace(/\.$/, '')}.` : 'The practice went on.'}`));
    default:
      return el('li', { class: 'ev' }, time, el('p', {}, words.causes[r.why ?? ''] ?? 'It ended.'));
  }
}

/** @param {import('./transcript.js').Row} r */
function said(r) {
  /** @type {(Node|string)[]} */ const out = [];
  for (const p of r.parts ?? []) {
    if ('pause' in p) out.push(' ', el('span', { class: p.pause >= 900 ? 'pz big' : 'pz', title: 'a pause' }, (p.pause / 1000).toFixed(1), el('span', { class: 'vh' }, ' seconds of pause')), ' ');
    else out.push(p.text);
  }
  if (r.unsaid) out.push(el('span', { class: 'dash' }, '—'), ' ', el('span', { class: 'vh' }, 'not said: '), el('span', { class: 'unsaid' }, r.unsaid));
  return out;
}

/** @param {import('./transcript.js').Row} r */
function cutMark(r) {
  if (r.died) return el('span', { class: 'mark stood' }, 'the record ends here');
  if (!r.cut) return null;
  if (r.cut.stood) return el('span', { class: 'mark stood' }, 'stopped, went on');
  const n = r.cut.words;
  return el('span', { class: 'mark' }, `▾ ${n ? `${n} ${n === 1 ? 'word' : 'words'} not said` : 'cut'}`);
}

/** A bar as tall as it lasted: seven pixels a second, within reason. */
function stone(/** @type {any} */ r, /** @type {string} */ kind, /** @type {string} */ s, /** @type {string} */ text, /** @type {() => void} */ go) {
  const bar = el('span', { class: 'stone', 'aria-hidden': 'true' });
  bar.style.height = `${Math.min(210, Math.max(20, ((r.to - r.from) / 1000) * 7))}px`;
  return el('li', { class: `gap ${kind}`, onclick: go }, bar, el('p', {}, el('b', {}, s), ' ', text));
}

/** @param {import('./transcript.js').Row} r */
function silenceWords(r) {
  const after = r.after === 'client' ? `after ${name} spoke` : r.after === 'coach' ? 'after you spoke' : '';
  return r.machine ? `${after}; ${seconds(r.machine)} of it were the computer’s` : after;
}

/** @param {import('./transcript.js').Row} r */
function nobodyWords(r) {
  if (r.why === 'muted') return 'your microphone was off';
  if (r.why === 'quiet') return 'no sound came from your microphone';
  if (r.why === 'down') return 'the line was down';
  return r.why === 'aside client' ? `set aside by ${name}` : 'set aside';
}

// ---- keys, files, deleting

addEventListener('keydown', (e) => {
  if (!player || e.ctrlKey || e.metaKey || e.altKey || document.querySelector('dialog[open]')) return;
  const t = /** @type {HTMLElement} */ (e.target);
  if (e.key === ' ' && !/^(BUTTON|A|INPUT)$/.test(t.tagName)) { e.preventDefault(); player.toggle(); }
  if (e.key === 'ArrowLeft' || e.key === 'ArrowRight') { e.preventDefault(); player.seek(player.now + (e.key === 'ArrowLeft' ? -1 : 1) * (e.shiftKey ? 15000 : 5000)); }
});

$('download').onclick = () => $('files').showModal();
$('closefiles').onclick = () => $('files').close();

$('delete').onclick = () => { $('failed').textContent = ''; $('sure').showModal(); };
$('no').onclick = () => $('sure').close();
$('yes').onclick = async () => {
  $('yes').disabled = true;
  try {
    player?.stop();
    await api.remove(id);
    location.replace('/');
  } catch (e) {
    $('failed').textContent = /** @type {Error} */ (e).message;
    $('yes').disabled = false;
  }
};

read();
