// Building elements without markup strings: nothing a server or a person
// wrote is ever parsed as HTML.

/** @param {string} id @returns {any} */
export const $ = (id) => document.getElementById(id);

/**
 * An element. Properties named on… are listeners, data- and aria- and role are
 * attributes, the rest are properties; null children are left out.
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...(Node|string|null|undefined|false)} kids
 * @returns {any}
 */
export function el(tag, props = {}, ...kids) {
  const e = /** @type {any} */ (document.createElement(tag));
  for (const [k, v] of Object.entries(props)) {
    if (v === undefined || v === null) continue;
    if (k.startsWith('on')) e.addEventListener(k.slice(2), v);
    else if (/^(data-|aria-|role$|for$|list$)/.test(k)) e.setAttribute(k, v);
    else if (k === 'class') e.className = v;
    else e[k] = v;
  }
  e.append(...kids.filter((x) => x !== null && x !== undefined && x !== false));
  return e;
}

const SVG = 'http://www.w3.org/2000/svg';

/** @param {string} tag @param {Record<string, any>} [attrs] @param {...Node} kids @returns {any} */
export function svg(tag, attrs = {}, ...kids) {
  const e = document.createElementNS(SVG, tag);
  for (const [k, v] of Object.entries(attrs)) e.setAttribute(k, v);
  e.append(...kids);
  return e;
}

/** An icon of the sprite; always beside a text or inside something named. @param {string} name */
export const icon = (name) =>
  svg('svg', { class: 'icon', 'aria-hidden': 'true' }, svg('use', { href: `/static/icons.svg#${name}` }));

/** Changes the icon inside a button. @param {Element} button @param {string} name */
export const setIcon = (button, name) =>
  button.querySelector('use')?.setAttribute('href', `/static/icons.svg#${name}`);

/**
 * A bar of progress with its words; share is 0..1, or null when unknown.
 * @param {string} label @param {number|null} share @param {string} [note]
 */
export function bar(label, share, note = '') {
  const p = el('progress', { max: 1, 'aria-label': label });
  if (share !== null) p.value = Math.min(1, Math.max(0, share));
  return el('p', { class: 'bar' }, el('span', {}, label), el('span', { class: 'time' }, note), p);
}
