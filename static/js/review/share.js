// Who may listen: links that can be taken back.

/** @param {import('./state.js').Review} review @param {HTMLElement} root the row of actions in the head; the dialog is #sharing */
export function mount(review, root) {
  root.hidden = review.timeline === undefined;
}
