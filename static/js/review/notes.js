// What people write beside the recording.

/** @param {import('./state.js').Review} review @param {HTMLElement} root #notes */
export function mount(review, root) {
  root.hidden = review.timeline === undefined;
}
