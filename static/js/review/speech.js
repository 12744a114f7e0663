// Who made sound when, as the timeline says it. Pure.

/**
 * @typedef {{from: number, to: number}} Span
 * @typedef {{side: 'coach'|'client', from: number, to: number, text: string, seq: number, turn: number}} Line
 * @typedef {object} Speech
 * @property {Span[]} coach voiced @property {Span[]} client voiced @property {Span[]} pauses planned, inside the client's turns
 * @property {(Span & {words: string})[]} ghosts what was cut away, as long as it would have been
 * @property {Line[]} lines
 */

const WORD = 400; // ms, where the client's own pace is not known

/** @param {any} timeline @returns {Speech} */
export function speech(timeline) {
  /** @type {Speech} */ const out = { coach: [], client: [], pauses: [], ghosts: [], lines: [] };
  const events = timeline.events ?? [];
  const better = new Map(events.filter((/** @type {any} */ e) => e.kind === 'correction').map((/** @type {any} */ e) => [e.of, e.text]));
  /** @type {any} */ let begun = null;
  for (const e of events) {
    if (e.kind === 'ipu') out.coach.push({ from: e.from, to: e.to });
    else if (e.kind === 'coach') {
      out.lines.push({ side: 'coach', from: e.from, to: e.to, text: better.get(e.seq) ?? e.text, seq: e.seq, turn: e.turn });
    } else if (e.kind === 'client_start') begun = e;
    else if (e.kind === 'client') {
      begun = null;
      client(e, out);
    }
  }
  if (begun) client({ ...begun, from: begun.at, to: timeline.length, pieces: [] }, out);
  out.lines.sort((a, b) => a.from - b.from);
  return out;
}

/** @param {any} e @param {Speech} out */
function client(e, out) {
  out.lines.push({ side: 'client', from: e.from, to: e.to, text: e.text, seq: e.seq, turn: e.turn });
  const pieces = e.pieces?.length ? e.pieces : [{ text: e.text, from: e.from, to: e.to }];
  let voiced = 0;
  for (const p of pieces) {
    const from = Math.max(p.from, e.from), to = Math.min(p.to, e.to);
    if (to <= from) continue;
    if (p.pause) out.pauses.push({ from, to });
    else {
      out.client.push({ from, to });
      voiced += to - from;
    }
  }
  if (!e.unheard || e.cut?.false) return;
  const said = count(e.text), lost = count(e.unheard);
  out.ghosts.push({ from: e.to, to: e.to + lost * (said > 3 ? voiced / said : WORD), words: e.unheard });
}

/** @param {string} s */
const count = (s) => s.split(/\s+/).filter(Boolean).length;

/** The line that is being said at ms, or was said last. @param {Line[]} lines @param {number} ms @returns {Line|undefined} */
export function lineAt(lines, ms) {
  let lo = 0, hi = lines.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (lines[mid].from <= ms) lo = mid + 1;
    else hi = mid;
  }
  return lines[lo - 1];
}
