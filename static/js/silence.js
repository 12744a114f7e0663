// Whether the microphone gives anything at all, until its first sound. A coach
// who listens is quiet, so only the time in which nobody else speaks counts;
// exact zeros mean a switch, and count always. Afterwards the server watches:
// a headset's gate may give zeros between two words.

const LOUD = -50;      // dB; room tone behind noise suppression stays below
const WAIT = 9_000;    // ms of the coach's own time without a sound
const ZEROS = 5_000;   // ms without a single sample that is not zero

export class SilenceWatch {
  #heard = false; #quiet = 0; #zeros = 0;

  /**
   * @param {number} db the level now @param {number} ms since the last call @param {boolean} floor the coach may speak
   * @returns {boolean} true once, when the coach should be told
   */
  add(db, ms, floor) {
    if (db > LOUD) this.#heard = true;
    if (this.#heard) return false;
    this.#zeros = db === -Infinity ? this.#zeros + ms : 0;
    if (floor) this.#quiet += ms;
    if (this.#zeros < ZEROS && this.#quiet < WAIT) return false;
    this.#quiet = -Infinity;
    this.#zeros = -Infinity;
    return true;
  }

  get heard() {
    return this.#heard;
  }

  /** Another microphone: everything from the beginning. */
  reset() {
    this.#heard = false;
    this.#quiet = this.#zeros = 0;
  }
}
