// The playout report: what of the client's voice has reached the ear.
// heardAt(X) = receivedAt - rtt/2 - age + dev + (X - rtp)/48, computed by the server.

/**
 * Milliseconds between the moment a packet's audio was delivered to the track
 * and now. Browsers disagree about the stamp's origin: the epoch or the page's
 * own zero. Whichever gives a plausible age is meant; undefined if neither does.
 * @param {number} now performance.now() @param {number} origin performance.timeOrigin @param {number} stamp
 * @returns {number|undefined}
 */
export function age(now, origin, stamp) {
  for (const a of [origin + now - stamp, now - stamp]) if (a > -50 && a < 60000) return Math.max(0, a);
  return undefined;
}

/**
 * The mean delay of the sound device over the samples played since last time, ms.
 * Both totals come from the media-playout statistics (seconds x samples, samples).
 * @param {{delay: number, samples: number}|undefined} was @param {{delay: number, samples: number}|undefined} is
 * @returns {number|undefined}
 */
export function deviceDelay(was, is) {
  if (!was || !is) return undefined;
  const n = is.samples - was.samples;
  const d = is.delay - was.delay;
  return n > 0 && d >= 0 ? (d / n) * 1000 : undefined;
}

/** One report at a time, from one receiver. */
export class Playout {
  /** @param {RTCRtpReceiver} receiver */
  constructor(receiver) {
    this.receiver = receiver;
    /** @type {{delay: number, samples: number}|undefined} */
    this.was = undefined;
  }

  /** @returns {Promise<{ssrc: number, rtp: number, age: number, dev?: number}|undefined>} undefined while nothing was played */
  async report() {
    const stats = await this.receiver.getStats();
    const source = this.receiver.getSynchronizationSources?.()[0];
    if (!source || source.rtpTimestamp === undefined) return undefined;
    const a = age(performance.now(), performance.timeOrigin, source.timestamp);
    if (a === undefined) return undefined;
    let is;
    stats.forEach((s) => {
      if (s.type === 'media-playout') is = { delay: s.totalPlayoutDelay, samples: s.totalSamplesCount };
    });
    const dev = deviceDelay(this.was, is);
    this.was = is;
    const r = { ssrc: source.source, rtp: source.rtpTimestamp, age: round(a) };
    return dev === undefined ? r : { ...r, dev: round(dev) };
  }
}

const round = (/** @type {number} */ x) => Math.round(x * 10) / 10;
