// The review page: reads what there is of a practice, in the order a person
// can use it, and gives it to the parts. The words and the times come first;
// the report, the waveform and the notes join them when they are there.
import { $, el } from './dom.js';
import { clock, day } from './clock.js';
import { voices } from './waveform.js';
import * as api from './api.js';
import * as words from './words.js';
import { Review } from './review/state.js';
import { desk } from './review/desk.js';
import * as summary from './review/summary.js';
import * as player from './review/player.js';
import * as lanes from './review/lanes.js';
import * as minimap from './review/minimap.js';
import * as legend from './review/legend.js';
import * as twin from './review/twin.js';
import * as keys from './review/keys.js';
import * as heard from './review/heard.js';
import * as transcript from './review/transcript.js';
import * as report from './review/report.js';
import * as notes from './review/notes.js';
import * as share from './review/share.js';
import * as files from './review/files.js';
import * as used from './review/used.js';

const AGAIN = 3000; // ms, while something is being made and no event has come
const id = decodeURIComponent(location.pathname.split('/').filter(Boolean).at(-1) ?? '');
const review = new Review(id);

/** @param {string} text @param {(Node|false|null|undefined)[]} [acts] @param {boolean} [bad] */
function banner(text, acts = [], bad = false) {
  $('banner').append(el('div', { class: bad ? 'banner bad' : 'banner', role: bad ? 'alert' : undefined }, el('p', {}, text), acts.length > 0 && el('p', { class: 'acts' }, ...acts)));
}

const start = () => el('a', { class: 'btn', href: '/' }, 'Back to the start');
const again = () => el('button', { type: 'button', class: 'btn', onclick: read }, 'Try again');

async function read() {
  $('banner').replaceChildren();
  try {
    const asked = api.timeline(id).catch((/** @type {any} */ e) => e); // a running practice may have none yet
    const practice = await api.practice(id);
    head(practice);
    if (practice.state === 'live') return live();
    const timeline = await asked;
    if (timeline instanceof Error) throw timeline;
    show(practice, timeline);
  } catch (e) {
    refused(/** @type {api.ApiError} */ (e));
  }
}

/** @param {api.ApiError} e */
function refused(e) {
  $('when').textContent = '';
  if (e.code === 'link_expired' || e.code === 'link_revoked') {
    $('title').textContent = e.code === 'link_expired' ? 'This link has run out' : 'This link was taken back';
    $('nav').hidden = true;
    return banner(`${e.message.replace(/[.]?$/, '.')} Ask whoever sent it to you for another one. What you wrote is kept with the practice.`);
  }
  if (e.status === 404) {
    $('title').textContent = 'This practice is not here';
    return banner('It may have been deleted, it may not have been recorded, or the address is incomplete.', [start()]);
  }
  banner(e.code === 'offline' ? `${e.message} What you have written is kept in this browser.` : e.message, [again(), start()], true);
}

/** @param {any} p */
function head(p) {
  const name = words.first(p.name), link = p.viewer?.role === 'link';
  $('title').textContent = `Practice with ${name}`;
  document.title = `Practice with ${name} · Stillpoint`;
  $('when').textContent = [p.title, day(p.started), p.state === 'live' ? 'running' : clock(p.length ?? 0), link && 'shared with you'].filter(Boolean).join(' · ');
  const exercise = words.exercise[p.focus];
  $('exercise').hidden = !exercise;
  $('exercise').textContent = exercise ?? '';
  $('nav').hidden = link;
}

function live() {
  banner('This practice is still running. It opens here when it is over.');
  const wait = setInterval(() => api.practice(id).then((p) => { if (p.state !== 'live') { clearInterval(wait); read(); } }, () => {}), AGAIN);
}

// ---- the parts

let mounted = false;

/** @param {any} practice @param {any} timeline */
function show(practice, timeline) {
  $('stage').hidden = false;
  review.set({ practice, timeline, viewer: practice.viewer ?? review.viewer });
  const complete = practice.complete ?? timeline.complete ?? true;
  if (!complete) banner(`The recording ends at ${clock(timeline.length)}, when the server stopped. Everything up to there is here.`);
  if (practice.recorded === false) banner(`There is no recording of this practice. ${READ}`);
  if (!mounted) mount();
  if (practice.recorded !== false) sound();
  readReport();
  readNotes();
  readListened();
}

const READ = 'The words, the times and every mark are here; they can be read, not heard.';

function mount() {
  mounted = true;
  summary.mount(review, $('summary'));
  player.mount(review, $('player'));
  lanes.mount(review, $('lanes'));
  minimap.mount(review, $('mini'));
  legend.mount(review, $('legend'));
  twin.mount(review, $('twin'));
  keys.mount(review, $('keys'));
  heard.mount(review);
  if (document.hidden) write();
  else requestAnimationFrame(() => setTimeout(write)); // the lanes are seen before an hour of words is laid out
}

function write() {
  transcript.mount(review, $('transcript'));
  report.mount(review, $('report'));
  notes.mount(review, $('notes'));
  share.mount(review, $('acts'));
  files.mount(review, $('acts'));
  used.mount(review, $('used'));
  api.events(news, missed, id);
}

function sound() {
  review.listen(api.audioURL(id), (known) => {
    if (known) return banner('The browser could not play the sound. Is a speaker connected? Try again, or download the recording.');
    review.deafen();
    banner(`The sound of this practice cannot be played: it was deleted, or the file is damaged. ${READ}`);
  });
  review.addEventListener('time', short);
  api.peaks(id).then((p) => review.set({ peaks: voices(p) }), () => {}); // the lanes then show when each spoke, not how loud
}

/** A recording that ends before the practice did. */
function short() {
  const to = review.heardTo;
  if (to === null) return;
  review.removeEventListener('time', short);
  if (to < review.length - 2000 && review.practice.complete !== false) banner(`The sound ends at ${clock(to)}, earlier than the practice. The words and times after it are here.`);
}

/** @type {number|undefined} */ let waiting;

async function readReport() {
  clearTimeout(waiting);
  try {
    const r = await api.report(id);
    if (r) review.set({ report: r });
    else waiting = setTimeout(readReport, AGAIN);
  } catch (e) {
    if (!review.report) banner(`There is no report: ${/** @type {Error} */ (e).message}`);
  }
}

const readNotes = () => desk(review).read();
const readListened = () => api.listened(id).then((listened) => review.set({ listened }), () => {});

/** @param {{type: string, [k: string]: any}} e */
function news(e) {
  if (e.type === 'annotation' && e.practice === id) readNotes();
  if (e.type !== 'practice' || e.id !== id) return;
  if (e.state === 'scoring') review.set({ report: null });
  if (e.state === 'ready') { readReport(); api.timeline(id).then((timeline) => review.set({ timeline }), () => {}); }
  if (e.state === 'deleted') gone();
}

/** The line came back: what was told meanwhile must be read. */
function missed() {
  readReport();
  readNotes();
}

function gone() {
  review.deafen();
  for (const part of ['stage', 'transcript', 'report', 'notes', 'acts', 'used']) $(part).hidden = true;
  $('banner').replaceChildren();
  banner('This practice was deleted, for good.', [review.viewer.role === 'owner' && start()]);
}

addEventListener('pageshow', (e) => { if (e.persisted) location.reload(); });
read();
