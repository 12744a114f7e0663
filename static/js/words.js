// Everything the program itself says, in one place. Plain words: what
// happened, what it means, what can be done. No exclamation marks, no praise.

/**
 * The client's pronouns, from the gender that the voice's id carries as its
 * second letter (af_bella, bm_george); the name where that is unknown.
 * @param {{name?: string, voice?: string}} s
 */
export function pronouns(s) {
  const name = first(s.name);
  switch (/^[a-z]([fm])_/.exec(s.voice ?? '')?.[1]) {
    case 'f': return { they: 'she', them: 'her', self: 'herself' };
    case 'm': return { they: 'he', them: 'him', self: 'himself' };
    default: return { they: name, them: name, self: 'the echo' };
  }
}

/** What a client is called in a sentence. @param {string|undefined} name */
export const first = (name) => name?.split(' ')[0] || 'the client';

/** @param {string} s */
export const upper = (s) => s.charAt(0).toUpperCase() + s.slice(1);

/** @type {Record<string, string>} */
export const difficulty = {
  gentle: 'Gentle: opens easily',
  middle: 'Middle: opens when met',
  guarded: 'Guarded: takes time and trust',
};

export const consent = 'This practice is recorded on this server: both voices, the words, and the times. Nobody else hears it unless you share it. You can delete it for good at any time.';

/** What an exercise asks for, by the drill's code. @type {Record<string, string>} */
export const exercise = {
  feelings: 'Exercise: what it seems to feel like, in five words; only then a question.',
  space: 'Exercise: four breaths before you speak. No advice, one question at a time.',
  words: 'Exercise: one word of theirs in each thing you say.',
  checkin: 'Exercise: ask before each new direction, and twice how they are.',
  warmth: 'Exercise: speak as to a friend at a kitchen table.',
};

/** What the page shows for each state of the floor. @param {string} name @param {string} them */
export const states = (name, them) => ({
  asking: 'The browser is asking for your microphone.',
  connecting: `Connecting to ${name}.`,
  opening: '',
  listening: `${name} is listening.`,
  thinking: `${name} is thinking.`,
  speaking: '',
  open: 'Quiet.',
  aside: 'Set aside. Nothing here counts until you go on.',
  reconnecting: `The line dropped. Holding ${them} for a moment.`,
  ending: `${name} says goodbye.`,
  ended: 'The practice is over.',
});

/** @param {string} them @param {number} s seconds left */
export const dropped = (them, s) => `The line dropped. Holding ${them} for ${s}\u00a0s.`;

/** @type {Record<string, string>} */
export const microphone = {
  refused: 'The browser did not give us the microphone. Click the lock beside the address, allow the microphone, then try again.',
  insecure: 'Browsers only share a microphone with secure addresses. Open this page as localhost, or ask whoever runs the server for its https address.',
  none: 'No microphone was found. Plug one in, then try again.',
  busy: 'The microphone could not be opened. Another program may be using it. Close it there, then try again.',
  unsupported: 'This browser cannot hold a spoken conversation. A current Chrome, Edge, Firefox or Safari can.',
  silent: 'We hear nothing from your microphone. Is it muted, or is another one chosen?',
  lost: 'The microphone went away. Choose another one, or type what you want to say.',
};

export const unrecorded = 'This practice is not recorded.';

export const unkept = 'It was not recorded. Its words and times stay until the server stops.';

/** @param {{they: string, self: string}} p */
export const echo = (p) => `The speaker seems to come back through your microphone. Headphones help: without them ${p.they} may hear ${p.self} and stop.`;

/** @param {{they: string, self: string}} p */
export const headphones = (p) => `Headphones help: without them ${p.they} may hear ${p.self} and stop.`;

export const light = 'This computer is too slow for her own voice, so a simpler one is speaking.';

/** Headings and sentences of the errors that end a talk. @type {Record<string, {head: string, text?: string}>} */
export const fatal = {
  server_full: { head: 'All places are taken' },
  unknown_scenario: { head: 'That client is not here', text: 'The server does not know this client. Choose another one.' },
  offer_refused: { head: 'The call was not accepted' },
  taken_over: { head: 'It goes on in another tab', text: 'This practice was taken up in another tab or window. You can close this one.' },
  gone: { head: 'The line was lost' },
  unreachable: { head: 'The server does not answer', text: 'It may have been stopped, or the network is away. Nothing was begun, so nothing is lost.' },
  no_media: { head: 'No sound path', text: 'The page reached the server, but sound could not pass between them. A firewall or VPN may block it. Try again, or ask whoever runs the server.' },
  stopping: { head: 'The server is closing' },
  practice_live: { head: 'A practice of yours is running' },
};

/** Why a practice was over. @type {Record<string, string>} */
export const causes = {
  coach: 'You ended it.',
  time: 'The time for this practice was up.',
  silence: 'It ended by itself after a long quiet.',
  line: 'It ended when the line was lost.',
  fault: 'It ended because the server could not go on.',
  shutdown: 'It ended when the server was stopped.',
};

/** Engines in plain words. @type {Record<string, string>} */
export const engines = {
  vad: 'hearing when you speak',
  stt: 'understanding your words',
  llm: 'choosing the answer',
  tts: 'speaking',
  store: 'saving',
};

/** The parts of a talk that engines do. @type {Record<string, {head: string, none: string}>} */
export const kinds = {
  stt: { head: 'Understanding what you say', none: 'Nothing understands speech: lines are typed.' },
  llm: { head: 'Finding what the client says', none: 'No language model is asked.' },
  tts: { head: 'Speaking it', none: 'Nothing speaks: her words are read.' },
};

/** How an engine is doing. @type {Record<string, string>} */
export const breaker = {
  ok: 'In order.',
  resting: 'Resting for a while, after faults.',
  refused: 'Not asked any more: the service refuses its key, its address or its model.',
};

/** What goes to another machine. @param {string} host @param {string[]} what */
export function leaves(host, what) {
  const said = /** @type {Record<string, string>} */ ({ sound: 'your voice', text: 'what both of you say, as text', 'her words': 'the words the client is to speak' });
  const all = what.filter((w) => w !== 'her words' || !what.includes('text')).map((w) => said[w] ?? w);
  return `To ${host}: ${all.join(', and ')}.`;
}

/** @param {string} host */
export const traces = (host) => `To ${host}, a collector of traces: how long each step of a turn took, and none of its words.`;

/** What engines do in a practice, by kind. @type {Record<string, {calls: [string, string], sound: string}>} */
export const used = {
  stt: { calls: ['stretch understood', 'stretches understood'], sound: 'of your speech' },
  llm: { calls: ['reply', 'replies'], sound: 'of sound' },
  tts: { calls: ['piece spoken', 'pieces spoken'], sound: 'of speech' },
};

/** @param {number} s seconds */
export function soon(s) {
  if (!s) return 'Try again in a few minutes.';
  if (s < 90) return `Try again in about ${Math.max(5, Math.round(s / 5) * 5)} seconds.`;
  return `The next one is free in about ${Math.round(s / 60)} minutes.`;
}
