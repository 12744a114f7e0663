// The server's peaks as numbers, and as columns of a drawing. Pure.
//
// They are drawn by the review page itself and not by a waveform library: all
// lanes share one scale, so that a silence and the voices around it meet
// within a pixel; nothing decodes 90 minutes of sound in the page, because the
// peaks are here already; and the page stays under 500 kB.

/**
 * The loudest value of each column.
 * @param {ArrayLike<number>} values 0..1 @param {number} columns @param {number} span values the full width stands for @param {number} [start] the first of them
 */
export function columns(values, columns, span, start = 0) {
  const out = new Float32Array(columns);
  for (let i = 0; i < columns; i++) {
    const from = Math.max(0, Math.floor(start + (i * span) / columns)), to = Math.max(from + 1, Math.floor(start + ((i + 1) * span) / columns));
    for (let k = from; k < to && k < values.length; k++) if (values[k] > out[i]) out[i] = values[k];
  }
  return out;
}

/** A peaks answer as numbers 0..1. @param {{per_second: number, coach: string, client: string}} p */
export function voices(p) {
  const read = (/** @type {string} */ v) => Float32Array.from(atob(v), (c) => c.charCodeAt(0) / 255);
  return { rate: p.per_second, coach: read(p.coach), client: read(p.client) };
}
