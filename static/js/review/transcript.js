// The words of both, as long as their silences lasted.

/** @param {import('./state.js').Review} review @param {HTMLElement} root #transcript */
export function mount(review, root) {
  root.hidden = review.timeline === undefined;
}
