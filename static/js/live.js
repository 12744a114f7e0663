// The live line: one socket, one peer connection, and what happens when
// either of them breaks. It knows nothing of the page.
import { GRACE } from './held.js';
import { Playout } from './playout.js';

const ANSWER = 6_000;      // an offer unanswered so long: the socket is dead
const FIRST = 15_000;      // until sound flows the first time
const SETTLE = 1_200;      // a connection may wobble so long before it counts as down
const HEARD = 250;
const PATIENCE = 5_000;    // how long a new socket may take until sound flows
const BACKOFF = [0, 1_500, 1_500, 2_000, 3_000];

/**
 * @typedef {object} Wanted
 * @property {(m: {state: string, at?: number}) => void} state
 * @property {(m: {side: string, turn: number, text: string, final: boolean}) => void} caption
 * @property {(m: {code: string, message: string}) => void} notice
 * @property {(m: {text: string, support: string}) => void} safety
 * @property {(m: {practice: string, token: string}) => void} answer
 * @property {(track: MediaStreamTrack, stream: MediaStream) => void} remote
 * @property {() => void} up the line is up, for the first time or again
 * @property {(left: number) => void} down ms left to take it up, several times a second
 * @property {(m: {code: string, message?: string, retry_after?: number, cause?: string, practice?: string}) => void} over
 */

export class Live {
  #on; #begin; #track;
  /** @type {WebSocket|undefined} */ #ws;
  /** @type {RTCPeerConnection|undefined} */ #pc;
  /** @type {RTCRtpSender|undefined} */ #sender;
  /** @type {Playout|undefined} */ #playout;
  /** @type {{practice: string, token: string}|undefined} */ #line;
  /** @type {'new'|'up'|'down'|'over'} */ #phase = 'new';
  #since = Date.now(); #tries = 0; #dialled = 0; #ticked = Date.now();
  /** @type {Record<string, number>} */ #timers = {};
  #leave = new AbortController();

  /**
   * @param {{scenario?: string, focus?: string, consent?: boolean, consent_sha256?: string}} begin
   * @param {MediaStreamTrack} track the microphone
   * @param {Wanted} on
   * @param {{practice: string, token: string, seen: number}|null} [held] a line to take up instead of beginning one
   */
  constructor(begin, track, on, held) {
    this.#begin = begin;
    this.#track = track;
    this.#on = on;
    if (held) {
      this.#line = { practice: held.practice, token: held.token };
      this.#phase = 'down';
      this.#since = held.seen;
    }
  }

  start() {
    const o = { signal: this.#leave.signal };
    addEventListener('online', () => this.#again(), o);
    /** @type {any} */ (navigator).connection?.addEventListener('change', () => this.#restart(), o);
    this.#timers.tick = setInterval(() => this.#tick(), 250);
    this.#timers.heard = setInterval(() => this.#heard(), HEARD);
    this.#dial();
  }

  /** @param {object} m */
  send(m) {
    if (this.#ws?.readyState === WebSocket.OPEN) this.#ws.send(JSON.stringify(m));
  }

  /** Another microphone. @param {MediaStreamTrack} track */
  async use(track) {
    this.#track = track;
    await this.#sender?.replaceTrack(track);
  }

  get connected() {
    return this.#phase === 'up';
  }

  /** Hangs up without a word. */
  close() {
    this.#over(null);
  }

  #dial() {
    this.#drop();
    this.#dialled = Date.now();
    const ws = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/live`);
    this.#ws = ws;
    ws.onopen = () => this.#offer(true);
    ws.onmessage = (m) => { if (ws === this.#ws) this.#receive(m.data); };
    ws.onclose = () => { if (ws === this.#ws) this.#closed(); };
  }

  /** Forgets the socket; what it still says is nobody's business. */
  #drop() {
    const ws = this.#ws;
    this.#ws = undefined;
    ws?.close();
    clearTimeout(this.#timers.answer);
  }

  #peer() {
    this.#pc?.close();
    const pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    this.#pc = pc;
    const t = pc.addTransceiver(this.#track, { direction: 'sendrecv' });
    this.#sender = t.sender;
    this.#playout = new Playout(t.receiver);
    pc.ontrack = (e) => this.#on.remote(e.track, e.streams[0] ?? new MediaStream([e.track]));
    pc.onconnectionstatechange = () => {
      if (pc !== this.#pc) return;
      clearTimeout(this.#timers.settle);
      if (pc.connectionState === 'connected') this.#up();
      if (pc.connectionState === 'disconnected') this.#timers.settle = setTimeout(() => this.#down(), SETTLE);
      if (pc.connectionState === 'failed') this.#down();
    };
  }

  /** @param {boolean} fresh a new peer connection; else new paths for the one there is */
  async #offer(fresh) {
    try {
      if (fresh) this.#peer();
      const pc = /** @type {RTCPeerConnection} */ (this.#pc);
      if (!fresh && pc.signalingState !== 'stable') return;
      await pc.setLocalDescription(await pc.createOffer({ iceRestart: !fresh }));
      if (pc !== this.#pc) return;
      const who = !fresh ? {} : this.#line ? { ...this.#begin, ...this.#line } : this.#begin;
      this.send({ type: 'offer', sdp: pc.localDescription?.sdp, ...who });
      this.#timers.answer = setTimeout(() => this.#closed(), ANSWER);
    } catch (e) {
      this.#over({ code: 'offer_refused', message: String(/** @type {Error} */ (e).message) });
    }
  }

  /** @param {string} data */
  #receive(data) {
    let m;
    try {
      m = JSON.parse(data);
    } catch {
      return;
    }
    switch (m.type) {
      case 'answer': return this.#answer(m);
      case 'state': return this.#on.state(m);
      case 'caption': return this.#on.caption(m);
      case 'notice': return this.#on.notice(m);
      case 'safety': return this.#on.safety(m);
      case 'error': return this.#over(m);
      case 'ended': return this.#over({ ...m, code: 'ended' });
    }
  }

  /** @param {{sdp: string, practice: string, token: string}} m */
  async #answer(m) {
    clearTimeout(this.#timers.answer);
    this.#line = { practice: m.practice ?? this.#line?.practice, token: m.token ?? this.#line?.token };
    this.#on.answer(this.#line);
    try {
      await this.#pc?.setRemoteDescription({ type: 'answer', sdp: m.sdp });
    } catch (e) {
      if (this.#pc?.signalingState !== 'closed') this.#over({ code: 'offer_refused', message: String(/** @type {Error} */ (e).message) });
    }
  }

  #closed() {
    this.#drop();
    if (this.#phase === 'over') return;
    if (this.#phase === 'new') return this.#over({ code: 'unreachable' });
    this.#down();
  }

  #up() {
    if (this.#phase === 'over') return;
    this.#phase = 'up';
    this.#tries = 0;
    clearTimeout(this.#timers.retry);
    this.#on.up();
  }

  #down() {
    if (this.#phase === 'over' || this.#phase === 'new') return;
    if (this.#phase === 'up') {
      this.#phase = 'down';
      this.#since = Date.now();
      this.#tries = 0;
    }
    this.#again();
  }

  /** Tries to take the line up: new paths at once, then everything new, ever more slowly. */
  #again() {
    if (this.#phase !== 'down') return;
    clearTimeout(this.#timers.retry);
    const wait = BACKOFF[Math.min(this.#tries, BACKOFF.length - 1)];
    this.#timers.retry = setTimeout(() => {
      const open = this.#ws?.readyState === WebSocket.OPEN;
      const hopeful = this.#ws && Date.now() - this.#dialled < PATIENCE;
      if (open && this.#tries === 0) this.#offer(false);
      else if (!hopeful) this.#dial();
      this.#tries++;
      this.#again();
    }, wait);
  }

  /** The network under us changed: ask for new paths before the old ones fail. */
  #restart() {
    if (this.#phase !== 'up') return;
    if (this.#ws?.readyState === WebSocket.OPEN) this.#offer(false);
    else this.#down();
  }

  #tick() {
    const now = Date.now();
    const slept = now - this.#ticked > 5_000;
    this.#ticked = now;
    if (slept && this.#phase === 'up') this.#restart();
    if (slept && this.#phase === 'down') this.#since = now; // the server knows whether it is too late
    if (this.#phase === 'new' && now - this.#since > FIRST) this.#over({ code: this.#line ? 'no_media' : 'unreachable' });
    if (this.#phase !== 'down') return;
    const left = this.#since + GRACE - now;
    if (left <= 0) this.#over({ code: 'gone', practice: this.#line?.practice });
    else this.#on.down(left);
  }

  async #heard() {
    if (this.#phase !== 'up' || this.#ws?.readyState !== WebSocket.OPEN) return;
    const r = await this.#playout?.report().catch(() => undefined);
    if (r && this.#phase === 'up') this.send({ type: 'heard', ...r });
  }

  /** @param {Parameters<Wanted['over']>[0]|null} m */
  #over(m) {
    if (this.#phase === 'over') return;
    const was = this.#phase;
    this.#phase = 'over';
    this.#leave.abort();
    clearInterval(this.#timers.tick);
    clearInterval(this.#timers.heard);
    for (const t of ['answer', 'settle', 'retry']) clearTimeout(this.#timers[t]);
    this.#drop();
    this.#pc?.close();
    if (!m) return;
    // a line the server no longer holds: the practice is over and saved
    const late = was === 'down' && !['ended', 'taken_over', 'server_full', 'gone'].includes(m.code);
    this.#on.over({ practice: this.#line?.practice, ...m, code: late ? 'gone' : m.code });
  }
}
