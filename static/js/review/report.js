// What the report says, evidence before verdict, and what people say to it.

/** @param {import('./state.js').Review} review @param {HTMLElement} root #report */
export function mount(review, root) {
  root.hidden = review.timeline === undefined;
}
