// Single keys for the talk. They never fire inside a field, and can be switched off.

/** Whether somebody is typing or choosing. @param {EventTarget|null} t */
const field = (t) => t instanceof HTMLElement && (t.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(t.tagName));

/**
 * @param {Record<string, () => void>} act by lower-case key
 * @param {() => boolean} on whether single letters count
 * @param {(second: boolean) => void} escape once, then again within a second and a half
 */
export function keys(act, on, escape) {
  let first = 0;
  addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.repeat || document.querySelector('dialog[open]')) return;
    if (e.key === 'Escape') {
      const second = Date.now() - first < 1500;
      first = second ? 0 : Date.now();
      return escape(second);
    }
    const f = act[e.key.toLowerCase()];
    if (!f || !on() || field(e.target)) return;
    e.preventDefault();
    f();
  });
}
