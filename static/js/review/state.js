// The one thing all parts of the review page look at and speak through: what
// is known of the practice, where the ear is, and what is in focus.
//
// Events: 'data' (detail: the names of what changed), 'time' (detail.jump: it
// did not get there by playing), 'pick' (the mark in focus), 'view' (zoom,
// filter, loop, speed, skipping), 'window' (what the lanes show), 'look' (what
// they are to show), 'sound' (whether there is any), 'note' (somebody wants to write one here).
import { first } from '../words.js';
import { Player } from '../player.js';
import { marks } from './marks.js';
import { wordStarts } from './rows.js';

const BEFORE = 2000;   // ms of what led to a mark, when it is played
const NEAR = 50;       // ms; a mark this close is the one that is here
const LOOP = 20_000;   // ms, until its end is set
export const SPEEDS = [.5, .75, 1, 1.25, 1.5, 2];
export const ZOOMS = 4; // 0: all of it; then 6, 14 and 40 pixels a second

/** @typedef {import('./marks.js').Mark} Mark @typedef {{from: number, to: number}} Span */

export class Review extends EventTarget {
  /** @type {any} */ practice = null;
  /** @type {{role: 'owner'|'link', annotate: boolean, name?: string, expires?: string}} */ viewer = { role: 'owner', annotate: true };
  /** @type {any} */ timeline = null;
  /** @type {any} null while it is made */ report = null;
  /** @type {{rate: number, coach: Float32Array, client: Float32Array}|null} */ peaks = null;
  /** @type {import('../api.js').Annotation[]} */ annotations = [];
  /** @type {{by: string, mine: boolean, spans: Span[]}[]} */ listened = [];
  /** @type {Mark[]} */ marks = [];
  name = 'the client';
  now = 0;
  /** @type {string|null} */ selected = null;
  /** @type {import('./marks.js').Group|'all'} */ only = 'all';
  /** @type {Span|null} */ loop = null;
  speed = 1;
  zoom = 1;
  /** whether what nobody said is jumped over; off, because here it is the matter */ skip = false;
  /** @type {Span} what the lanes show, ms */ window = { from: 0, to: 0 };
  /** @type {Player|null} */ #player = null;
  /** @type {Span|null} */ #loop = null;
  /** @type {Span[]} */ #quiet = [];

  /** @param {string} id */
  constructor(id) {
    super();
    this.id = id;
  }

  get length() {
    return this.timeline?.length ?? this.practice?.length ?? 0;
  }

  /** There is something to hear. */
  get audio() {
    return this.#player !== null;
  }

  get playing() {
    return this.#player?.playing ?? false;
  }

  /** What the coach is called on this page. */
  get coach() {
    return this.viewer.role === 'owner' ? 'you' : 'the coach';
  }

  /** @param {string} name @param {any} [detail] */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** Replaces what is known. @param {Partial<Pick<Review, 'practice'|'viewer'|'timeline'|'report'|'peaks'|'annotations'|'listened'>>} news */
  set(news) {
    Object.assign(this, news);
    if (this.practice?.name) this.name = first(this.practice.name);
    if (this.timeline && ['timeline', 'report', 'annotations', 'viewer', 'practice'].some((k) => k in news)) {
      this.marks = marks(this.timeline, this.report, this.annotations, this.name, this.coach);
      this.#quiet = this.marks.filter((m) => m.group === 'line' || m.group === 'silence').map(({ from, to }) => ({ from, to }));
    }
    this.#tell('data', Object.keys(news));
  }

  // ---- time

  /** @param {string} src @param {(known: boolean) => void} failed */
  listen(src, failed) {
    this.#player = new Player(src, () => this.#heard(), failed);
    this.#tell('sound');
  }

  /** There is nothing to hear after all. */
  deafen() {
    this.#player?.stop();
    this.#player = null;
    this.#tell('sound');
    this.#tell('time', { jump: false });
  }

  #heard() {
    const p = this.#player;
    if (p?.playing) {
      this.now = Math.min(p.now, this.length);
      const q = this.skip && this.#quiet.find((s) => this.now >= s.from + 500 && this.now < s.to - 500);
      if (this.loop && this.now >= this.loop.to) return this.seek(this.loop.from);
      if (q) return this.seek(q.to - 400);
    }
    this.#tell('time', { jump: false });
  }

  /** @param {number} ms @param {{play?: boolean}} [how] */
  seek(ms, { play = false } = {}) {
    this.now = Math.max(0, Math.min(this.length, ms));
    this.#player?.seek(this.now);
    if (play) this.#player?.play();
    this.#tell('time', { jump: true });
  }

  toggle() {
    if (!this.#player) return;
    if (this.playing) return this.pause();
    if (this.now >= this.length - NEAR) this.now = 0;
    this.#player.seek(this.now);
    this.#player.play();
  }

  pause() {
    this.#player?.pause();
  }

  /** Where the sound ends, ms; null: nobody knows. */
  get heardTo() {
    return this.#player?.length ?? null;
  }

  // ---- what is in focus

  /** @param {string|null} id @returns {Mark|undefined} */
  mark(id) {
    return id === null ? undefined : this.marks.find((m) => m.id === id);
  }

  /** The mark that a piece of evidence is, or that has this id. @param {string} evidence @returns {Mark|undefined} */
  markOf(evidence) {
    return this.marks.find((m) => m.evidence === evidence || m.id === evidence);
  }

  /** Puts a mark in focus; played, it begins with what led to it. @param {string} id @param {{play?: boolean}} [how] */
  pick(id, { play = false } = {}) {
    const m = this.mark(id);
    if (!m) return;
    this.selected = id;
    this.#tell('pick');
    if (play && this.audio) this.seek(m.from - BEFORE, { play });
    else if (this.playing) this.seek(m.from - BEFORE);
    else this.seek(m.from);
  }

  /** Nothing is in focus. */
  unpick() {
    if (this.selected === null) return;
    this.selected = null;
    this.#tell('pick');
  }

  /** The next or previous mark of the filter. @param {1|-1} by */
  step(by) {
    const group = this.marks.filter((m) => this.only === 'all' || m.group === this.only), major = group.filter((m) => !m.minor);
    const all = major.length ? major : group;
    const here = all.findIndex((m) => m.id === this.selected);
    const at = here >= 0 && Math.abs(all[here].from - this.now) <= BEFORE + NEAR ? all[here + by]
      : by > 0 ? all.find((m) => m.from > this.now + NEAR) : all.findLast((m) => m.from < this.now - NEAR);
    if (at) this.pick(at.id);
  }

  /** The next or previous word. @param {1|-1} by */
  word(by) {
    const words = wordStarts(this.timeline);
    const at = by > 0 ? words.find((w) => w > this.now + 1) : words.findLast((w) => w < this.now - 1);
    if (at !== undefined) this.seek(at);
  }

  // ---- how it is looked at

  /** @param {number} zoom 0 to ZOOMS - 1 */
  scale(zoom) {
    this.zoom = Math.max(0, Math.min(ZOOMS - 1, zoom));
    this.#tell('view');
  }

  /** @param {Review['only']} group */
  filter(group) {
    this.only = group;
    this.#tell('view');
  }

  /** @param {number} by steps of SPEEDS */
  faster(by) {
    const at = SPEEDS.indexOf(this.speed) + by;
    this.speed = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, at))];
    if (this.#player) this.#player.speed = this.speed;
    this.#tell('view');
  }

  /** @param {boolean} on */
  skipping(on) {
    this.skip = on;
    this.#tell('view');
  }

  /** @param {Partial<Span>|null} span null: play on */
  around(span) {
    if (span) {
      const was = this.loop ?? this.#loop;
      const from = span.from ?? Math.min(was?.from ?? Infinity, /** @type {number} */ (span.to) - 500, this.now);
      const to = span.to ?? (was && was.to > from ? was.to : from + LOOP);
      this.#loop = { from: Math.max(0, from), to: Math.min(this.length, Math.max(to, from + 500)) };
    }
    this.loop = span ? this.#loop : null;
    this.#tell('view');
  }

  /** The loop off, or on again as it was. */
  loopAgain() {
    if (this.loop) return this.around(null);
    this.around(this.#loop ?? { from: this.now, to: this.now + LOOP });
  }

  /** The lanes show another part. @param {Span} span */
  looks(span) {
    this.window = span;
    this.#tell('window');
  }

  /** The lanes are to show ms in their middle. @param {number} ms */
  look(ms) {
    this.#tell('look', ms);
  }

  /** Somebody wants to write a note here. */
  wantNote() {
    this.#tell('note');
  }
}
