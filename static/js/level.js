// How loud a stream is. For the eye only: nothing that is measured here is sent.

/** @type {AudioContext|undefined} */
let shared;

/** The page's one audio context; it sleeps until somebody has clicked. */
export function context() {
  shared ??= new AudioContext({ latencyHint: 'interactive' });
  if (shared.state === 'suspended') shared.resume().catch(() => {});
  return shared;
}

export class Meter {
  /** @param {MediaStreamTrack} track it is cloned: the meter never touches the sound itself */
  constructor(track) {
    const ctx = context();
    this.track = track.clone();
    this.node = ctx.createMediaStreamSource(new MediaStream([this.track]));
    this.analyser = ctx.createAnalyser();
    this.analyser.fftSize = 1024;
    this.node.connect(this.analyser);
    this.buf = new Float32Array(this.analyser.fftSize);
  }

  /** dB relative to full scale over the last 21 ms; -Infinity when every sample is zero. */
  db() {
    this.analyser.getFloatTimeDomainData(this.buf);
    let sum = 0;
    for (const x of this.buf) sum += x * x;
    return 10 * Math.log10(sum / this.buf.length);
  }

  /** Whether what db says can be believed: a context that sleeps measures nothing. */
  get awake() {
    return context().state === 'running';
  }

  close() {
    this.node.disconnect();
    this.track.stop();
  }
}

/** A place between silence and loud speech, 0..1. @param {number} db */
export const share = (db) => Math.min(1, Math.max(0, (db + 60) / 48));
