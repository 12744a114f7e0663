// What the progress page draws and says, without a page.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { figures, middle, ceiling, summary } from '../js/progress/series.js';
import { places, height } from '../js/progress/chart.js';
import { beyond } from '../js/progress/agreement.js';

const practice = (id, taken, offered, held, more = {}) => ({
  id, scenario: 'marit-trays', name: 'Marit', started: `2026-11-0${id}T09:00:00Z`, length: 600000, mistakes: [{ code: 'X4', name: 'Space crowded', count: 2 }],
  markers: [{ code: 'M5', name: 'Feelings welcomed', level: taken === null ? null : 3, offered, taken: taken ?? 0 }],
  timing: { held, held_longest: 6200, interruptions: 0, words_lost: 0, talk_coach: 0.41, median_words: 14, relative_pace: null },
  reference: { talk_coach: 0.35, opportunities: { M5: 6 } }, ...more,
});
const find = (all, key) => all.find((f) => f.key === key);

test('each practice is a point, oldest first, with its words', () => {
  const all = figures([practice(1, 2, 5, 0), practice(2, null, 1, 3), practice(3, 4, 5, 1)]);
  assert.deepEqual(all.map((f) => f.group), [...Array(7).fill('timing'), 'marker', 'mistake']);
  const m5 = find(all, 'M5');
  assert.deepEqual(m5.points.map((p) => [p.value, p.of, p.words]), [[2, 5, '2 of 5 taken, level 3 of 5'], [null, undefined, 'not assessable'], [4, 5, '4 of 5 taken, level 3 of 5']]);
  assert.equal(m5.top, 6, 'the reference has its place on the scale');
  assert.deepEqual(find(all, 'held').points.map((p) => p.words), ['none', '3 silences, 3 in 10\u00a0min', '1 silence, 1 in 10\u00a0min']);
  assert.equal(find(all, 'talk_coach').points[0].reference, 0.35);
  assert.ok(find(all, 'relative_pace').points.every((p) => p.value === null && p.words === 'not assessable'));
});

test('counts are drawn as if each practice lasted as long', () => {
  const all = figures([practice(1, 2, 5, 6, { length: 1200000 }), practice(2, 2, 5, 1, { length: 180000 }), practice(3, 2, 5, 1, { length: 20000 })]);
  assert.deepEqual(find(all, 'held').points.map((p) => [p.value, p.words]), [[3, '6 silences, 3 in 10\u00a0min'], [10 / 3, '1 silence, 3.3 in 10\u00a0min'], [null, 'too short']]);
  assert.equal(find(all, 'X4').points[0].value, 1);
  assert.equal(find(all, 'held_longest').points[2].value, 6200, 'what is no count is drawn as it is');
});

test('a practice without timing has a gap there, and one without a marker too', () => {
  const all = figures([practice(1, 2, 5, 4), practice(2, 2, 5, 0, { timing: null, markers: [] })]);
  assert.equal(find(all, 'held').points[1].value, null);
  assert.equal(find(all, 'M5').points[1].words, 'not assessable');
});

test('the own range is the middle half, and needs four values', () => {
  assert.equal(middle([1, 2, 3]), null);
  assert.deepEqual(middle([5, 1, 2, 4, 3]), [2, 4]);
  assert.deepEqual(middle([1, 2, 3, 4]), [1.75, 3.25]);
  const all = figures([1, 2, 3, 4, 5].map((i) => practice(i, i === 3 ? null : i, 5, 0)));
  assert.deepEqual(find(all, 'M5').band, middle([1, 2, 4, 5]));
});

test('every point is on the scale, and the newest right', () => {
  for (const x of [0, 0.35, 0.41, 1, 1.6, 5, 7, 11, 22, 6200, 15001]) assert.ok(ceiling(x) >= x && ceiling(x) <= Math.max(1, 2 * x), `${x}: ${ceiling(x)}`);
  for (const n of [1, 2, 7, 24]) {
    const { x, step } = places(n);
    assert.ok(x(0) - step / 2 >= -1e-9, `${n}: the oldest begins at ${x(0) - step / 2}`);
    for (let i = 1; i < n; i++) assert.ok(x(i) > x(i - 1));
    assert.equal(x(n - 1), places(1).x(0));
  }
  assert.ok(height(6, 6) < height(3, 6) && height(3, 6) < height(0, 6));
});

test('agreement says no more than it can', () => {
  const a = { code: 'M5', name: 'Feelings welcomed', n: 24, agree: 20, kappa: 0.62, low: 0.305, high: 0.935, few: false, over: [] };
  assert.equal(beyond(a), '0.62, 0.30 to 0.94');
  assert.equal(beyond({ ...a, few: true, n: 7 }), 'too few: 7 of 20');
  assert.match(beyond({ ...a, kappa: undefined }), /all got one answer/);
  assert.match(beyond({ ...a, code: 'X4', kappa: undefined }), /places without it/);
  assert.equal(beyond({ ...a, kappa: -0.1, low: undefined, high: undefined }), '−0.10');
});

test('the summary counts, and compares with nobody', () => {
  const day = (iso) => iso.slice(0, 10);
  const all = [practice(1, 2, 5, 0), practice(2, 2, 5, 0)];
  assert.match(summary(all, 'Marit', day), /^2 practices with Marit, from 2026-11-01 to 2026-11-02\./);
  assert.match(summary(all.slice(1), '', day), /^One practice, on 2026-11-02\./);
  assert.match(summary([], 'Marit', day), /^No practice with Marit/);
});
