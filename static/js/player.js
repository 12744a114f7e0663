// The recording as it is heard: play, seek, and where the ear is now.

export class Player {
  /** @param {string} src @param {() => void} change called often while it plays @param {(known: boolean) => void} failed known: it was read, but cannot be heard */
  constructor(src, change, failed) {
    this.audio = new Audio();
    this.audio.preload = 'metadata';
    this.audio.preservesPitch = true;
    this.audio.src = src;
    this.change = change;
    for (const e of ['play', 'pause', 'ended', 'loadedmetadata', 'durationchange']) this.audio.addEventListener(e, change);
    this.audio.addEventListener('play', () => this.#run());
    this.audio.addEventListener('error', () => failed(Number.isFinite(this.audio.duration)));
  }

  get playing() {
    return !this.audio.paused && !this.audio.ended;
  }

  /** ms */
  get now() {
    return this.audio.currentTime * 1000;
  }

  /** ms that can be heard; null while nobody knows */
  get length() {
    return Number.isFinite(this.audio.duration) ? this.audio.duration * 1000 : null;
  }

  /** @param {number} rate 1 is as it was */
  set speed(rate) {
    this.audio.playbackRate = this.audio.defaultPlaybackRate = rate;
  }

  play() {
    if (this.audio.error) {
      const at = this.audio.currentTime;
      this.audio.load();
      this.audio.currentTime = at;
    }
    this.audio.play().catch(() => {});
  }

  pause() {
    this.audio.pause();
  }

  /** @param {number} ms */
  seek(ms) {
    this.audio.currentTime = Math.max(0, ms / 1000);
  }

  stop() {
    this.audio.pause();
    this.audio.removeAttribute('src');
    this.audio.load();
  }

  #run() {
    if (!this.playing) return;
    this.change();
    requestAnimationFrame(() => this.#run());
  }
}
