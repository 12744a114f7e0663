// The circle of light: still when it listens, moving with the client's voice.
// CSS draws the states; this file draws only the voice.

const N = 120;

/**
 * A closed line around the disc. Pure: the same loudness and time give the same line.
 * @param {number} swell how far it may lift, in units of the drawing @param {number} t seconds
 * @param {number} a waves of the first kind @param {number} b of the second
 */
export function ring(swell, t, a, b) {
  let d = '';
  for (let i = 0; i < N; i++) {
    const f = (i / N) * Math.PI * 2;
    const r = 131 + swell * (1 + 0.42 * Math.sin(a * f + t) + 0.3 * Math.sin(b * f - t * 1.4));
    d += `${i ? 'L' : 'M'}${(200 + r * Math.cos(f)).toFixed(1)} ${(200 + r * Math.sin(f)).toFixed(1)}`;
  }
  return d + 'z';
}

export class Circle {
  #near; #far; #core; #level = 0; #running = false;
  #still = matchMedia('(prefers-reduced-motion: reduce)');

  /**
   * @param {Element} root holds .voice.near, .voice.far and .core
   * @param {() => number} loud the client's loudness now, 0..1
   * @param {() => boolean} speaking
   */
  constructor(root, loud, speaking) {
    this.#near = /** @type {SVGPathElement} */ (root.querySelector('.voice.near'));
    this.#far = /** @type {SVGPathElement} */ (root.querySelector('.voice.far'));
    this.#core = /** @type {SVGElement} */ (root.querySelector('.core'));
    this.loud = loud;
    this.speaking = speaking;
  }

  /** Draws until the voice has died away. */
  wake() {
    if (this.#running) return;
    this.#running = true;
    requestAnimationFrame((n) => this.#frame(n));
  }

  #frame(/** @type {number} */ now) {
    const to = this.speaking() ? this.loud() : 0;
    this.#level += (to - this.#level) * (to > this.#level ? 0.35 : 0.09); // quick to rise, slow to fall
    const l = this.#level;
    if (this.#still.matches) {
      this.#core.style.opacity = String(Math.round(l * 3) / 3); // brightness in steps, nothing moves
    } else {
      const t = now / 1000;
      this.#near.setAttribute('d', ring(1 + 10 * l, t * 1.2, 3, 5));
      this.#far.setAttribute('d', ring(3 + 21 * l, -t * 0.8, 3, 4));
      this.#core.style.opacity = l.toFixed(3);
    }
    if (this.speaking() || l > 0.004) requestAnimationFrame((n) => this.#frame(n));
    else this.#running = false;
  }
}
