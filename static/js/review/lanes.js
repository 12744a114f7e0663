/** @param {import('./state.js').Review} review @param {HTMLElement} root */
export function mount(review, root) {
  root.hidden = !review.timeline;
}
