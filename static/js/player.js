// The recording as it is heard: play, seek, and where the ear is now.

export class Player {
  /** @param {string} src @param {() => void} change called often while it plays @param {(known: boolean) => void} failed known: it was read, but cannot be heard */
  constructor(src, change, failed) {
    this.audio = new Audio();
    this.audio.preload = 'metadata';
    this.audio.src = src;
    this.change = change;
    for (const e of ['play', 'pause', 'seeked', 'ended', 'loadedmetadata', 'durationchange']) this.audio.addEventListener(e, change);
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

  toggle() {
    if (this.playing) return this.audio.pause();
    if (this.audio.error) {
      const at = this.audio.currentTime;
      this.audio.load();
      this.audio.currentTime = at;
    }
    this.audio.play().catch(() => {});
  }

  /** @param {number} ms @param {boolean} [play] */
  seek(ms, play = false) {
    this.audio.currentTime = Math.max(0, ms / 1000);
    if (play && !this.playing) this.audio.play().catch(() => {});
    this.change();
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
