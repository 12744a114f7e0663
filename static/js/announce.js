// What a screen reader hears. Nothing is announced while the client speaks: a
// voice over a voice is a barge-in for the ear. It waits, and the newest wins.

export class Announcer {
  #waiting = ''; #held = false;

  /** @param {HTMLElement} polite a live region @param {HTMLElement} urgent an assertive one */
  constructor(polite, urgent) {
    this.polite = polite;
    this.urgent = urgent;
  }

  /** @param {boolean} on the client speaks */
  hold(on) {
    this.#held = on;
    if (!on && this.#waiting) this.say(this.#waiting);
  }

  /** @param {string} text */
  say(text) {
    this.#waiting = this.#held ? text : '';
    if (!this.#held) this.polite.textContent = text;
  }

  /** What ends the talk is said at once. @param {string} text */
  now(text) {
    this.#waiting = '';
    this.urgent.textContent = text;
  }
}
