// The microphone and the other sound devices: asking, naming, losing.
import { get, set } from './settings.js';
import { context } from './level.js';

/** Why a microphone may be out of reach before anybody asks for it. @returns {''|'insecure'|'unsupported'} */
export function obstacle() {
  if (!globalThis.RTCPeerConnection || !globalThis.WebSocket || !globalThis.AudioContext) return 'unsupported';
  if (!navigator.mediaDevices?.getUserMedia) return globalThis.isSecureContext ? 'unsupported' : 'insecure';
  return '';
}

/**
 * Asks for the microphone. Automatic gain stays off: it pumps room tone into false speech.
 * @param {string} [device] its id; else the one chosen before, else the browser's own
 * @returns {Promise<MediaStream>} @throws {{why: 'refused'|'none'|'busy'}}
 */
export async function open(device = get('microphone', '')) {
  const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: false, channelCount: 1 };
  const ask = (/** @type {any} */ more) => navigator.mediaDevices.getUserMedia({ audio: { ...audio, ...more } });
  try {
    return await ask(device ? { deviceId: { exact: device } } : {});
  } catch (e) {
    const name = /** @type {DOMException} */ (e).name;
    if (device && (name === 'OverconstrainedError' || name === 'NotFoundError')) {
      set('microphone', undefined);
      return open('');
    }
    throw { why: name === 'NotAllowedError' || name === 'SecurityError' ? 'refused' : name === 'NotFoundError' ? 'none' : 'busy' };
  }
}

/** @returns {Promise<'granted'|'denied'|'prompt'>} prompt where the browser does not tell */
export async function permission() {
  try {
    return /** @type {any} */ ((await navigator.permissions.query({ name: /** @type {any} */ ('microphone') })).state);
  } catch {
    return 'prompt';
  }
}

/** Names are empty until the microphone was allowed once. @param {'audioinput'|'audiooutput'} kind @returns {Promise<{id: string, name: string}[]>} */
export async function devices(kind) {
  if (!navigator.mediaDevices?.enumerateDevices) return [];
  const all = (await navigator.mediaDevices.enumerateDevices()).filter((d) => d.kind === kind && d.deviceId);
  return all.map((d, i) => ({ id: d.deviceId, name: d.label || `${kind === 'audioinput' ? 'Microphone' : 'Speaker'} ${i + 1}` }));
}

/** @param {() => void} change @returns {() => void} stops watching */
export function watch(change) {
  navigator.mediaDevices?.addEventListener('devicechange', change);
  return () => navigator.mediaDevices?.removeEventListener('devicechange', change);
}

/** A track of silence, so that a talk can go on by typing. @returns {MediaStreamTrack} */
export function silence() {
  const ctx = context();
  const out = ctx.createMediaStreamDestination();
  const nothing = new ConstantSourceNode(ctx, { offset: 0 });
  nothing.connect(out);
  nothing.start();
  return out.stream.getAudioTracks()[0];
}

/** @param {MediaStream|undefined} s */
export const stop = (s) => s?.getTracks().forEach((t) => t.stop());
