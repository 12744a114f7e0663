// The talk page: puts the line, the circle, the captions and the keys together.
import { $, el, setIcon } from './dom.js';
import { get, set } from './settings.js';
import { clock } from './clock.js';
import { scenarios, status } from './api.js';
import * as words from './words.js';
import * as mic from './mic.js';
import * as speaker from './speaker.js';
import * as held from './held.js';
import { Meter, share } from './level.js';
import { SilenceWatch } from './silence.js';
import { Live } from './live.js';
import { Circle } from './circle.js';
import { Captions } from './captions.js';
import { Announcer } from './announce.js';
import { Notices } from './notices.js';
import { chooser } from './chooser.js';
import { keys } from './keys.js';

const query = new URLSearchParams(location.search);
const voice = /** @type {HTMLAudioElement} */ ($('voice'));
const announcer = new Announcer($('polite'), $('urgent'));
const notices = new Notices($('notices'), (t) => announcer.say(t));

/** @type {import('./api.js').Scenario} */
let client = /** @type {any} */ ({ id: query.get('scenario') ?? '', name: '', role: '' });
/** The server has no ears, or this page no microphone. */
let typed = false;
let who = words.pronouns(client);
/** @type {Live|undefined} */ let live;
/** @type {MediaStream|undefined} */ let stream;
/** @type {MediaStreamTrack|undefined} */ let track;
/** @type {Meter|undefined} */ let ear;
/** @type {Meter|undefined} */ let hers;
let state = 'connecting', muted = false, gone = false, capsOn = false, ending = false;
/** Recorded unless the coach said no, or the server says otherwise. */
let recorded = get('recorded', true);
let practice = '';
/** @type {Omit<held.Held, 'seen'>|undefined} */ let line;
let base = { at: 0, when: 0, stands: false };
const silent = new SilenceWatch();
const circle = new Circle($('circle'), () => (hers ? share(hers.db()) : 0), () => state === 'speaking');
const captions = new Captions($('captions'), (side) => (side === 'coach' ? 'You' : words.first(client.name)));

// ---- what is shown

/** @param {string} s @param {string} [text] */
function show(s, text) {
  state = s;
  document.body.dataset.state = s;
  if (s === 'speaking') circle.wake();
  const sentence = text ?? words.states(words.first(client.name), who.them)[/** @type {'open'} */ (s)] ?? '';
  $('state').textContent = (muted && s !== 'ended' && s !== 'aside' ? 'You are muted. ' : '') + sentence;
  announcer.hold(s === 'speaking');
  announcer.say($('state').textContent);
  const aside = s === 'aside';
  $('aside').setAttribute('aria-pressed', String(aside));
  $('aside').querySelector('span').textContent = aside ? 'Go on' : 'Set aside';
  setIcon($('aside'), aside ? 'go' : 'aside');
}

/**
 * The talk cannot begin, or is over: what happened and what can be done.
 * @param {string} head @param {string} text @param {(HTMLElement|null|false|undefined)[]} acts @param {string} [as]
 */
function stop(head, text, acts, as = 'stopped') {
  show(as, '');
  document.body.dataset.over = '';
  notices.clearAll();
  $('panel').hidden = true;
  $('tune').hidden = true;
  $('stoph').textContent = head;
  $('stopt').textContent = text;
  $('stopa').replaceChildren(.../** @type {HTMLElement[]} */ (acts.filter(Boolean)));
  $('stop').hidden = false;
  announcer.now(`${head}. ${text}`);
}

function unstop() {
  delete document.body.dataset.over;
  $('stop').hidden = true;
  $('tune').hidden = false;
}

const link = (/** @type {string} */ text, /** @type {string} */ href, main = false) => el('a', { class: main ? 'btn main' : 'btn', href }, text);
const button = (/** @type {string} */ text, /** @type {() => void} */ f, main = false) => el('button', { type: 'button', class: main ? 'btn main' : 'btn', onclick: f }, text);
const back = () => link('Back to the start', '/');
const again = (main = true) => button('Try again', () => location.reload(), main);
const typing = () => button('Go on by typing', () => { unstop(); gone = true; begin(mic.silence()); });

function dress() {
  who = words.pronouns(client);
  $('name').textContent = words.upper(words.first(client.name));
  $('role').textContent = client.role ?? '';
  document.title = `Talking with ${words.first(client.name)} · Stillpoint`;
}

/** Whether this practice is kept, small. */
function label() {
  $('kept').textContent = practice ? (recorded ? 'recorded' : 'not recorded') : '';
}

const exercise = words.exercise[query.get('focus') ?? ''];
$('focus').hidden = !exercise;
$('focus').textContent = exercise ?? '';

// ---- the way in

async function enter() {
  try {
    const all = await scenarios();
    client = all.find((s) => s.id === client.id) ?? (client.id ? client : all[0] ?? client);
    typed = !!(await status()).typed;
  } catch {
    // the line itself will say what is wrong
  }
  dress();
  const theirs = held.elsewhere();
  if (!held.own() && theirs) {
    return stop(`${words.first(theirs.name)} is still on the line`, 'A practice runs in another tab of this browser, or was left a moment ago.', [
      button('Take it up here', () => { held.keep(theirs); unstop(); microphone(); }, true), back()]);
  }
  microphone();
}

async function microphone() {
  const why = mic.obstacle();
  if (why) return stop(why === 'insecure' ? 'This address is not secure' : 'This browser does not fit', words.microphone[why], [why === 'insecure' && typing(), back()]);
  if ((await mic.permission()) === 'prompt') show('asking');
  else show('connecting');
  try {
    stream = await mic.open();
  } catch (e) {
    const w = /** @type {{why: string}} */ (e).why;
    const head = w === 'refused' ? 'No microphone' : w === 'none' ? 'No microphone found' : 'The microphone did not open';
    return stop(head, words.microphone[w], [again(), typing(), back()]);
  }
  begin(stream.getAudioTracks()[0]);
}

/** @param {MediaStreamTrack} t */
function begin(t) {
  adopt(t);
  const mine = held.own();
  if (mine) ({ recorded, practice } = line = mine);
  const yes = get('recorded', undefined);
  show(mine ? 'reconnecting' : 'connecting');
  live = new Live({ scenario: client.id || undefined, focus: query.get('focus') ?? undefined, consent: yes, consent_sha256: yes ? get('agreed', '') : undefined }, t, {
    answer(m) {
      practice = m.practice;
      line = { ...m, scenario: client.id, name: client.name, recorded };
      held.keep(line);
      label();
    },
    remote: hear,
    up() {
      notices.clear('line');
      if (muted || gone) live?.send({ type: 'mic', state: gone ? 'lost' : 'muted' });
      if (capsOn) live?.send({ type: 'captions', on: true });
      if (gone || typed) typeLine(true);
      if (state === 'reconnecting' || state === 'connecting') show('listening', '');
    },
    state(m) {
      if (m.at !== undefined) base = { at: m.at, when: Date.now(), stands: false };
      tick();
      if (m.state === 'reconnecting') return; // the line itself knows how long
      if (m.state !== 'ended') show(ending && m.state !== 'speaking' ? 'ending' : m.state);
    },
    down(left) {
      if (!base.stands) base = { at: now(), when: base.when, stands: true };
      if (state !== 'reconnecting') show('reconnecting', words.dropped(who.them, Math.ceil(left / 1000)));
      else $('state').textContent = words.dropped(who.them, Math.ceil(left / 1000));
    },
    caption: (m) => captions.add(m),
    notice,
    safety,
    over,
  }, mine);
  live.start();
}

// ---- sound

/** The microphone of this talk from now on. @param {MediaStreamTrack} t */
function adopt(t) {
  track = t;
  t.enabled = !muted;
  ear?.close();
  ear = gone ? undefined : new Meter(t);
  silent.reset();
  t.onended = lost;
}

function lost() {
  if (ending || !live || gone) return;
  gone = true;
  live.send({ type: 'mic', state: 'lost' });
  notices.show('mic', words.microphone.lost, [['Choose microphone', () => panel(true)], ['Type', () => typeLine(true)]]);
  refill();
}

/** @param {string} id */
async function change(id) {
  try {
    const s = await mic.open(id);
    const old = stream;
    stream = s;
    gone = false;
    adopt(s.getAudioTracks()[0]);
    await live?.use(/** @type {MediaStreamTrack} */ (track));
    mic.stop(old);
    live?.send({ type: 'mic', state: muted ? 'muted' : 'live' });
    notices.clear('mic');
    notices.clear('silent');
  } catch (e) {
    notices.show('mic', words.microphone[/** @type {{why: string}} */ (e).why] ?? words.microphone.busy, [['Type', () => typeLine(true)]]);
  }
  refill();
}

/** The client's voice: the element is what is heard, the meter is for the eye. @param {MediaStreamTrack} t @param {MediaStream} s */
async function hear(t, s) {
  voice.srcObject = s;
  hers?.close();
  hers = new Meter(t);
  await speaker.apply(voice);
  voice.play().catch(() => notices.show('sound', 'The browser holds the sound back until you click.', [['Turn the sound on', () => voice.play()]]));
}

const refill = chooser({
  microphone: change,
  sound: () => speaker.apply(voice),
  current: () => stream?.getAudioTracks()[0]?.getSettings().deviceId ?? '',
});

// ---- what the server says

/** @param {{code: string, message: string}} m */
function notice(m) {
  if (m.code === 'not_recorded') {
    recorded = false;
    if (line) line.recorded = false;
    label();
    return notices.show(m.code, words.unrecorded, [], 6000);
  }
  if (/voice/.test(m.code) && !capsOn) caps(); // she is read where she cannot be heard
  if (/silent/.test(m.code)) return unheard();
  if (m.code === 'engine_replaced') return notices.show(m.code, m.message, [], 8000);
  if (/echo/.test(m.code)) return notices.show('echo', words.echo(who), [['Choose microphone', () => panel(true)]]);
  notices.show(m.code, m.message);
}

function unheard() {
  notices.show('silent', words.microphone.silent, [['Choose microphone', () => panel(true)], ['Type', () => typeLine(true)]]);
}

/** Words were heard that may be about the coach. @param {{text: string, support: string}} m */
function safety(m) {
  show('aside', '');
  $('safetyt').textContent = m.text;
  $('safetys').textContent = m.support;
  $('safetys').hidden = true;
  $('support').hidden = false;
  $('safety').showModal();
}
$('practice').onclick = () => { live?.send({ type: 'safety', choice: 'practice' }); $('safety').close(); };
$('support').onclick = () => { live?.send({ type: 'safety', choice: 'support' }); $('safetys').hidden = false; $('support').hidden = true; };

/** @param {{code: string, message?: string, retry_after?: number, cause?: string, practice?: string}} m */
function over(m) {
  practice = m.practice ?? practice;
  const at = now();
  held.forget(m.code === 'taken_over');
  mic.stop(stream);
  ear?.close();
  hers?.close();
  ear = hers = undefined;
  voice.srcObject = null;
  live = undefined;
  const look = practice && line ? link(recorded ? 'Look at it' : 'Look at the words', `/practices/${encodeURIComponent(practice)}`, true) : null;
  const kept = recorded ? 'It is saved.' : words.unkept;
  if (m.code === 'ended') {
    stop(at ? `Over, after ${clock(at)}` : 'The practice is over', `${words.causes[m.cause ?? ''] ?? ''} ${kept}`.trim(), [look, back()], 'ended');
    if (look && recorded) setTimeout(() => location.replace(look.href), 3000);
    return;
  }
  if (m.code === 'practice_live' && m.practice) {
    const theirs = { practice: m.practice, token: '', scenario: client.id, name: client.name, recorded };
    return stop('A practice of yours is running', m.message ?? '', [button('Take it over here', () => { held.keep(theirs); location.reload(); }, true), back()]);
  }
  const w = words.fatal[m.code] ?? { head: 'It could not go on' };
  const text = m.code === 'server_full' ? `${m.message ?? 'Every place on this server is taken.'} ${m.message && /free/.test(m.message) ? '' : words.soon(m.retry_after ?? 0)}`
    : m.code === 'gone' ? `The practice ended ${at ? `at ${clock(at)} ` : ''}when the line was lost. ${kept}`
    : w.text ?? m.message ?? '';
  const retry = ['server_full', 'fetching', 'unreachable', 'no_media', 'stopping', 'practice_live'].includes(m.code);
  stop(w.head, text.trim(), [retry && again(), look, m.code !== 'taken_over' && back()]);
}

// ---- what the coach does

function mute() {
  if (!track || !live) return;
  muted = !muted;
  track.enabled = !muted;
  live.send({ type: 'mic', state: muted ? 'muted' : gone ? 'lost' : 'live' });
  $('mute').setAttribute('aria-pressed', String(muted));
  $('mute').querySelector('span').textContent = muted ? 'Unmute' : 'Mute';
  setIcon($('mute'), muted ? 'mic-off' : 'mic');
  silent.reset();
  show(state);
}

const aside = () => live?.connected && live.send({ type: 'aside', on: state !== 'aside' });

function caps() {
  capsOn = !capsOn;
  live?.send({ type: 'captions', on: capsOn });
  $('captions').hidden = !capsOn;
  $('caps').setAttribute('aria-pressed', String(capsOn));
}

/** She says goodbye if she can; who asks twice leaves at once. */
function end() {
  if (!live || ending) return leave();
  ending = true;
  live.send({ type: 'end' });
  show('ending');
  $('end').querySelector('span').textContent = 'Leave now';
  setTimeout(leave, 9000);
}

function leave() {
  if (!live) return;
  live.close();
  over({ code: 'ended', cause: 'coach' });
}

/** @param {boolean} on */
function typeLine(on) {
  $('line').hidden = !on;
  $('typed').setAttribute('aria-pressed', String(on));
  if (on) {
    panel(false);
    if (!capsOn) caps(); // who types wants to read as well
    setTimeout(() => $('text').focus()); // after the key that asked for it
  }
}

$('line').onsubmit = (/** @type {Event} */ e) => {
  e.preventDefault();
  const text = $('text').value.trim();
  if (!text || !live) return;
  live.send({ type: 'say', text });
  $('text').value = '';
};

/** @param {boolean} on */
function panel(on) {
  $('panel').hidden = !on;
  $('tune').setAttribute('aria-expanded', String(on));
  if (on) $('microphone').focus();
}

$('mute').onclick = mute;
$('aside').onclick = aside;
$('caps').onclick = caps;
$('end').onclick = end;
$('tune').onclick = () => panel($('panel').hidden);
$('typed').onclick = () => typeLine($('line').hidden);
$('single').checked = get('keys', true);
$('single').onchange = () => set('keys', $('single').checked);
addEventListener('pointerdown', (e) => {
  if (!$('panel').hidden && !$('panel').contains(/** @type {Node} */ (e.target)) && !$('tune').contains(/** @type {Node} */ (e.target))) panel(false);
});

keys({ m: mute, p: aside, c: caps, t: () => typeLine($('line').hidden) }, () => get('keys', true), (second) => {
  if (!$('panel').hidden) return panel(false);
  if (!live) return;
  if (second) return end();
  const was = state;
  $('state').textContent = 'Escape once more ends the practice.';
  setTimeout(() => { if (state === was && !ending) show(state); }, 1600);
});

// ---- time

const tick = () => { if (base.when) $('elapsed').textContent = clock(now()); };
const now = () => (base.when === 0 ? 0 : base.stands ? base.at : base.at + Date.now() - base.when);
let ticked = performance.now();
setInterval(() => {
  const t = performance.now();
  const floor = state === 'listening' || state === 'open';
  if (ear && live?.connected && !muted && !gone && ear.awake) {
    const before = silent.heard;
    if (silent.add(ear.db(), t - ticked, floor)) unheard();
    if (!before && silent.heard) notices.clear('silent');
  }
  ticked = t;
}, 100);
setInterval(() => {
  if (!live) return;
  tick();
  if (line && live.connected) held.keep(line);
}, 1000);

dress();
enter();
