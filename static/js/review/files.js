// Taking the practice along, and deleting it for good.

/** @param {import('./state.js').Review} review @param {HTMLElement} root the row of actions in the head; the dialogs are #files and #sure */
export function mount(review, root) {
  root.hidden = review.timeline === undefined;
}
