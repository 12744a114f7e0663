// Where the client is heard, and how loud.
import { get, set } from './settings.js';
import { context } from './level.js';

/** Whether this browser lets a page choose the speaker. */
export const selectable = typeof HTMLMediaElement !== 'undefined' && 'setSinkId' in HTMLMediaElement.prototype;

export const volume = () => get('volume', 0.9);
export const chosen = () => get('speaker', '');

/** Applies what was chosen to an element. A speaker that went away falls back to the browser's own. @param {any} audio */
export async function apply(audio) {
  audio.volume = volume();
  if (!selectable) return;
  try {
    await audio.setSinkId(chosen());
  } catch {
    set('speaker', undefined);
    await audio.setSinkId('').catch(() => {});
  }
}

/**
 * Plays what the builder connects to the given node, on the chosen speaker.
 * @param {(ctx: AudioContext, out: AudioNode) => number} build returns the length in seconds
 */
export async function play(build) {
  const ctx = context();
  const out = ctx.createMediaStreamDestination();
  const audio = new Audio();
  audio.srcObject = out.stream;
  await apply(audio);
  await audio.play();
  const s = build(ctx, out);
  await new Promise((done) => setTimeout(done, s * 1000 + 200));
  audio.pause();
  audio.srcObject = null;
}

/** Two soft tones, about as loud as a voice. */
export const tone = () => play((ctx, out) => {
  [392, 523.25].forEach((hz, i) => {
    const at = ctx.currentTime + 0.05 + i * 0.45;
    const o = new OscillatorNode(ctx, { frequency: hz });
    const g = new GainNode(ctx, { gain: 0 });
    g.gain.setValueAtTime(0, at);
    g.gain.linearRampToValueAtTime(0.22, at + 0.03);
    g.gain.exponentialRampToValueAtTime(0.001, at + 0.9);
    o.connect(g).connect(out);
    o.start(at);
    o.stop(at + 1);
  });
  return 1.5;
});

/** @param {AudioBuffer} b */
export const clip = (b) => play((ctx, out) => {
  const n = new AudioBufferSourceNode(ctx, { buffer: b });
  n.connect(out);
  n.start();
  return b.duration;
});
