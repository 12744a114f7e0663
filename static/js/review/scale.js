// One scale for everything that is drawn: media time to pixels and back, how
// tall the lanes are, and how much of them stays while the words scroll. Pure.

/** Pixels a second at each zoom; 0 is what makes all of it fit. */
export const ZOOM = [0, 6, 14, 40];
/** px at both ends, so that what stands at the very edge is whole */
export const EDGE = 10;

export class Scale {
  /** @param {number} length ms @param {number} width px there are to see it in @param {number} zoom index of ZOOM */
  constructor(length, width, zoom) {
    const fit = Math.max(0, width - 2 * EDGE) / Math.max(1, length);
    this.length = length;
    this.view = width;
    /** px a ms */ this.px = Math.max(fit, ZOOM[zoom] / 1000);
    /** px of the whole drawing */ this.width = Math.max(width, length * this.px + 2 * EDGE);
  }

  /** px a second */
  get second() {
    return this.px * 1000;
  }

  /** @param {number} ms */
  x(ms) {
    return EDGE + ms * this.px;
  }

  /** Media time at x, within the practice. @param {number} x px */
  ms(x) {
    return Math.max(0, Math.min(this.length, (x - EDGE) / this.px));
  }

  /** What is seen from x on. @param {number} x px @returns {{from: number, to: number}} ms */
  window(x) {
    return { from: this.ms(x), to: this.ms(x + this.view) };
  }

  /** Where the drawing has to begin for ms to stand at share of the window. @param {number} ms @param {number} share 0..1 */
  left(ms, share) {
    return Math.max(0, Math.min(this.width - this.view, this.x(ms) - this.view * share));
  }
}

/** Seconds between two times of the axis, at least room px apart. @param {number} second px @param {number} room px */
export const tick = (second, room) => [1, 2, 5, 10, 15, 30, 60, 120, 300, 600].find((s) => s * second >= room) ?? 1200;

/** @typedef {'axis'|'coach'|'silence'|'client'|'overlaps'|'markers'|'pace'|'trust'|'notes'} LaneName @typedef {{y: number, h: number}} Box */

const WIDE = { axis: 22, coach: 44, silence: 80, client: 54, overlaps: 30, markers: 62, pace: 72, trust: 84, notes: 30 };
const LOW = { ...WIDE, axis: 20, coach: 36, silence: 66, client: 44, overlaps: 28 };
const NARROW = { axis: 20, coach: 30, silence: 60, client: 40, overlaps: 26, markers: 54, pace: 54, trust: 62, notes: 26 };

/**
 * Where each lane stands.
 * @param {number} width of the window, px @param {number} height of the window, px
 * @returns {{boxes: Record<LaneName, Box>, height: number, narrow: boolean}}
 */
export function boxes(width, height) {
  const narrow = width < 640, gap = narrow ? 4 : 8;
  const h = narrow ? NARROW : height < 880 ? LOW : WIDE;
  const out = /** @type {Record<LaneName, Box>} */ ({});
  let y = 0;
  for (const [name, tall] of Object.entries(h)) {
    out[/** @type {LaneName} */ (name)] = { y, h: tall };
    y += tall + (name === 'axis' || name === 'coach' || name === 'silence' ? 0 : gap);
  }
  return { boxes: out, height: y, narrow };
}

/**
 * px of the lanes that stay while the words scroll: down to the overlaps, or
 * to the client's, or none, so that all that stays is at most 40 % of the window.
 * @param {Record<LaneName, Box>} b @param {number} above px of what stays above the lanes @param {number} height of the window, px
 */
export function staying(b, above, height) {
  for (const last of [b.overlaps, b.client]) if (above + last.y + last.h <= height * .4) return last.y + last.h;
  return 0;
}
