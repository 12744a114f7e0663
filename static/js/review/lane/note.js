// What people wrote: pins at a moment, brackets over a range, initials beside.
import { Row, clusters, wide } from '../crowd.js';
import { cluster, f, label, node, of, path, pin, reach } from './glyph.js';

const PIN = 14; // px wide

/** @param {string} by */
export const initials = (by) => by.split(/\s+/).filter(Boolean).map((w) => w[0]).slice(0, 2).join('').toUpperCase() || '?';

/** @param {import('./glyph.js').Stage} s @returns {import('../strip.js').Item[]} */
export function plan(s) {
  const { y, h } = s.boxes.notes, c = y + h / 2, row = new Row();
  const all = of(s, 'note').map((m) => ({ m, x: s.scale.x(m.from) }));
  const groups = clusters(all, PIN);
  for (const { x } of groups) row.take(x - 7, x + 7);
  return groups.map(({ x, all }) => {
    if (all.length > 1) return { x, end: x + 30, draw: () => cluster(all.map((a) => a.m), pin('pin', x, c + 10), label('many in', x, c + 2, all.length > 99 ? '…' : String(all.length), 'middle'), reach(x - 8, c - 12, 16, 24)) };
    const m = all[0].m, done = m.note.resolved ? ' done' : '', end = s.scale.x(m.to);
    const at = m.shape === 'range' ? end + 6 : x + 10;
    const text = `${initials(m.note.by)}${m.replies ? ` · ${m.replies}` : ''}`;
    const said = m.shape !== 'range' || end - x < 4 * s.scale.view ? [text, initials(m.note.by)].find((t) => row.takes(at - 2, at + wide(t, 11))) : undefined;
    const tag = said ? [label('by', at, c + 4, said)] : [];
    return { x, end: Math.max(end, at) + 40, draw: () => (m.shape === 'range'
      ? node(m, false, path(`bracket${done}`, `M${f(x)} ${f(c + 8)}v-10H${f(Math.max(end, x + 2))}v10`), reach(x - 2, c - 10, Math.max(end - x, 12) + 4, 22), ...tag)
      : node(m, true, pin(`pin${done}`, x, c + 10), reach(x - 9, c - 12, 18, 26), ...tag)) };
  });
}
