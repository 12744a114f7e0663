// The microphone check: a live level, and two seconds played back.
import { $ } from './dom.js';
import * as words from './words.js';
import * as mic from './mic.js';
import * as speaker from './speaker.js';
import { Meter, context, share } from './level.js';

/** @type {MediaStream|undefined} */ let stream;
/** @type {Meter|undefined} */ let meter;
let loudest = -Infinity;

/** @param {string} text */
const say = (text) => { $('heard').textContent = text; };

/** Opens the microphone and shows its level until stop. @param {() => void} named called when devices have names */
export async function open(named) {
  const why = mic.obstacle();
  if (why) return say(words.microphone[why]);
  stop();
  try {
    stream = await mic.open();
  } catch (e) {
    return say(words.microphone[/** @type {{why: string}} */ (e).why]);
  }
  named();
  stream.getAudioTracks()[0].onended = () => { stop(); say(words.microphone.none); };
  meter = new Meter(stream.getAudioTracks()[0]);
  $('meter').hidden = false;
  $('check').querySelector('span').textContent = 'Hear it';
  loudest = -Infinity;
  say('Say something, then listen to two seconds of it.');
  draw();
}

export const running = () => stream !== undefined;
export const device = () => stream?.getAudioTracks()[0]?.getSettings().deviceId ?? '';

function draw() {
  if (!meter) return;
  const db = meter.db();
  loudest = Math.max(loudest, db);
  $('needle').style.transform = `scaleX(${share(db).toFixed(3)})`;
  requestAnimationFrame(draw);
}

/** Two seconds from now, then back to the ear. */
export async function playback() {
  if (!stream) return;
  $('check').disabled = true;
  loudest = -Infinity;
  say('Recording two seconds.');
  try {
    const rec = new MediaRecorder(stream);
    /** @type {Blob[]} */ const parts = [];
    rec.ondataavailable = (e) => parts.push(e.data);
    const done = new Promise((r) => { rec.onstop = r; });
    rec.start();
    setTimeout(() => rec.state === 'recording' && rec.stop(), 2000);
    await done;
    say('This is how you sound.');
    await speaker.clip(await context().decodeAudioData(await new Blob(parts).arrayBuffer()));
    say(loudest < -55 && meter?.awake ? words.microphone.silent : 'If that was you, all is well.');
  } catch {
    say('The two seconds could not be played. The level above shows whether we hear you.');
  }
  $('check').disabled = false;
}

export function stop() {
  meter?.close();
  mic.stop(stream);
  meter = stream = undefined;
  $('meter').hidden = true;
  $('check').querySelector('span').textContent = 'Check';
  say('');
}
