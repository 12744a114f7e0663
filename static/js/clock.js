// Times for people. Media time is whole milliseconds everywhere else.

/** mm:ss, minutes without an upper end. @param {number} ms */
export function clock(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  return `${String(Math.floor(s / 60)).padStart(2, '0')}:${String(s % 60).padStart(2, '0')}`;
}

/** A silence, with its tenth. @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)}\u00a0s`;

/** "12 minutes", "less than a minute". @param {number} ms */
export function length(ms) {
  const m = Math.round(ms / 60000);
  if (m < 1) return 'less than a minute';
  return m === 1 ? '1 minute' : `${m} minutes`;
}

/** The day and the hour in the reader's own habit. @param {string} iso */
export function day(iso) {
  const d = new Date(iso);
  if (isNaN(d.getTime())) return '';
  const year = d.getFullYear() === new Date().getFullYear() ? undefined : 'numeric';
  return new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year, hour: '2-digit', minute: '2-digit' }).format(d);
}
