// The pure parts of the review page.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { marks, away } from '../js/review/marks.js';
import { Scale, EDGE, ZOOM, boxes, staying, tick } from '../js/review/scale.js';
import { Row, clusters } from '../js/review/crowd.js';
import { speech, lineAt } from '../js/review/speech.js';
import { heardToo } from '../js/review/heard.js';
import { bound, pressed, ACTIONS } from '../js/review/keys.js';
import { sentence } from '../js/review/summary.js';
import { columns, voices } from '../js/waveform.js';

const example = () => JSON.parse(readFileSync(new URL('./timeline.json', import.meta.url), 'utf8'));

const report = () => ({
  length: 60_000, assessable: { timing: true }, lag: { limited: false }, talk: { speech: { coach: 15_000, client: 30_000 }, silence: 9000, excluded: 6000 },
  silences: [
    { kind: 'edge', from: 0, to: 800 },
    { kind: 'wait2', from: 19_000, to: 24_200, turn: 1, ended_by: 'client', held: true, credit: .5, why: 'cue of intensity 1' },
    { kind: 'thinking', from: 30_000, to: 30_400, turn: 2, held: false, credit: 0, why: 'under 1.5 s' },
    { kind: 'wait1', from: 40_000, to: 41_800, turn: 3, ended_by: 'refill', held: false, credit: 0, why: 'refill' },
    { kind: 'wait1', from: 50_000, to: 50_900, turn: 4, ended_by: 'client', held: false, credit: 0, why: '' },
    { kind: 'dead_air', from: 50_900, to: 53_000, turn: 4, held: false, credit: 0, why: 'the machine was late' },
  ],
  overlaps: [
    { kind: 'interruption', from: 35_000, to: 35_650, turn: 2, seq: 9, coach: 'But', words_lost: 8, weight: 1, unsaid: 'stop looking.', why: 'x' },
    { kind: 'noise', from: 36_000, to: 36_100, weight: 0, why: '' },
    { kind: 'backchannel', from: 37_000, to: 37_300, weight: 0, coach: 'Mm.', why: '0.3 s of listening aloud' },
  ],
  evidence: [{ id: 'e1', code: 'M5', verdict: 'missed', from: 42_000, to: 44_000, client: { seq: 3, quote: 'it was nothing' }, why: 'the topic changed' }],
  markers: [{ code: 'M5', name: 'Feelings welcomed' }], mistakes: [],
});

const at = (list, id) => list.find((m) => m.id === id);

test('every mark of a report is in the list, once, in order', () => {
  const list = marks({ ...example(), length: 60_000 }, report(), [], 'Marit');
  const t = list.map((m) => m.from);
  assert.deepEqual(t, [...t].sort((a, b) => a - b));
  assert.equal(new Set(list.map((m) => m.id)).size, list.length);
  assert.deepEqual(list.filter((m) => m.group === 'silence').map((m) => m.shape), ['held', 'thinking', 'thin', 'dead'], 'breaths and edges are no marks');
  assert.match(at(list, 'silence@19000').why, /^Marit went on alone\. Counts in part: cue of intensity 1\.$/);
  assert.equal(at(list, 'overlap@35000').lost, 8);
  assert.equal(at(list, 'overlap@36000'), undefined, 'noise is no mark');
  assert.equal(at(list, 'e1').kind, 'M5 Feelings welcomed, missed');
  assert.equal(at(list, 'e1').words, '“it was nothing”');
});

test('without a report the silences and cuts are there, unweighed', () => {
  const list = marks(example(), null, [], 'Marit');
  assert.ok(list.some((m) => m.group === 'silence' && m.to - m.from === 6200));
  assert.equal(list.find((m) => m.group === 'cut').lost, 8);
  assert.ok(list.every((m) => m.credit === undefined));
});

test('muted time is nobody’s, and ends with the practice', () => {
  assert.deepEqual(away(example()).map((m) => [m.from, m.to, m.shape]), [[36_798, 43_198, 'muted']]);
  const ev = [{ at: 5, kind: 'role', state: 'paused' }, { at: 10, kind: 'line', state: 'down' }, { at: 30, kind: 'end' }];
  assert.deepEqual(away({ events: ev, length: 40 }).map((m) => [m.shape, m.from, m.to]), [['aside', 5, 30], ['down', 10, 30]]);
});

test('doors stand where a layer opened or closed, steps where trust moved', () => {
  const ev = [[1, 25, 0], [2, 40, 1], [3, 45, 1], [4, 45, 1], [5, 30, 0]].map(([seq, trust, open]) => ({ seq, at: seq * 1000, kind: 'trust', trust, open, why: seq === 2 ? 'you waited' : '' }));
  const list = marks({ events: ev, length: 9000 }, null, [], 'Marit');
  assert.deepEqual(list.map((m) => [m.from, m.kind, m.words]), [[2000, 'Opening', 'a real concern'], [3000, 'Trust rose', '40 to 45'], [5000, 'Closing', 'back to the surface']]);
  assert.equal(list[0].why, 'You waited.');
});

test('a thread is one mark, a mere agreement none', () => {
  const notes = [{ id: 1, by: 'Olav Berg', at: 100, text: 'Here.', tags: [] }, { id: 2, by: 'Coach', at: 100, text: 'Yes.', parent: 1, tags: [] },
    { id: 3, by: 'Olav Berg', at: 500, text: '', stand: 'agree', evidence: 'e1', tags: [] }, { id: 4, by: 'Olav Berg', at: 700, to: 900, text: 'Range', resolved: true, tags: [] }];
  const list = marks({ events: [], length: 1000 }, null, notes, 'Marit');
  assert.deepEqual(list.map((m) => [m.id, m.shape, m.why]), [['note@1', 'pin', '1 answer.'], ['note@4', 'range', 'Resolved.']]);
});

test('px and ms go there and back, at each zoom', () => {
  for (const zoom of ZOOM.keys()) {
    const s = new Scale(3_600_000, 1160, zoom);
    for (const ms of [0, 1234, 1_800_000, 3_600_000]) assert.ok(Math.abs(s.ms(s.x(ms)) - ms) < 1e-6);
    assert.equal(s.x(0), EDGE);
    assert.ok(s.width >= s.x(3_600_000));
    const w = s.window(s.left(1_800_000, .5));
    assert.ok(w.from <= 1_800_000 && w.to >= 1_800_000);
  }
  assert.equal(new Scale(20_000, 1160, 1).width, 1160, 'what fits is never smaller than its window');
  assert.equal(tick(6, 84), 15);
});

test('what stays is at most 40 % of the window', () => {
  for (const [w, h] of [[1280, 800], [1280, 720], [1920, 1080], [390, 844], [360, 640], [1280, 500]]) {
    const b = boxes(w, h);
    const stays = staying(b.boxes, 104, h);
    assert.ok(stays === 0 || 104 + stays <= h * .4, `${w}x${h}: ${stays}`);
  }
  assert.ok(staying(boxes(1280, 800).boxes, 104, 800) > 0);
});

test('no two stretches of a row overlap, whatever comes in', () => {
  const row = new Row();
  /** @type {[number, number][]} */ const had = [];
  let seed = 7;
  const rnd = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  for (let i = 0; i < 2000; i++) {
    const from = rnd() * 5000, to = from + 1 + rnd() * 40;
    const free = had.every(([a, b]) => to <= a || from >= b);
    assert.equal(row.takes(from, to), free);
    if (free) had.push([from, to]);
  }
});

test('points closer than 6 px are one with their number, and ten thousand are quick', () => {
  assert.deepEqual(clusters([{ x: 0 }, { x: 5 }, { x: 12 }, { x: 13 }]).map((c) => [c.x, c.all.length]), [[0, 2], [12, 2]]);
  const many = clusters(Array.from({ length: 10_000 }, (_, i) => ({ x: i * .1 })));
  assert.equal(many.reduce((n, c) => n + c.all.length, 0), 10_000);
  assert.ok(many.every((c) => c.all.at(-1).x - c.x < 20));
});

test('who made sound when: pauses apart, ghosts as long as the words', () => {
  const s = speech(example());
  assert.deepEqual(s.pauses.map((p) => p.to - p.from), [500, 2100]);
  const [g] = s.ghosts;
  assert.equal(g.from, 31_818);
  assert.equal(Math.round(g.to - g.from), Math.round((31_818 - 29_266) / 8 * 8));
  assert.equal(lineAt(s.lines, 12_000).text, 'Hi Marit. What would you like from today?');
  assert.equal(lineAt(s.lines, 100), undefined);
  assert.deepEqual(speech({ length: 9000, events: [{ seq: 1, at: 5000, kind: 'client_start', turn: 0, text: 'I wanted' }] }).client, [{ from: 5000, to: 9000 }], 'a record that ends inside a line');
});

test('what was heard joins where it touches', () => {
  assert.deepEqual(heardToo([{ from: 0, to: 10 }, { from: 50, to: 60 }], 10, 50), [{ from: 0, to: 60 }]);
  assert.deepEqual(heardToo([{ from: 40, to: 60 }], 10, 20), [{ from: 10, to: 20 }, { from: 40, to: 60 }]);
});

test('one key one action, a person’s own first', () => {
  assert.equal(bound({}).size, ACTIONS.length, 'no two share a key');
  const keys = bound({ next: 'j' });
  assert.equal(keys.get('j').id, 'next');
  assert.equal(keys.get('n'), undefined);
  assert.equal(bound({ next: 'p' }).get('p').id, 'next');
  assert.equal(pressed({ key: 'N', shiftKey: true, altKey: false }), 'n');
  assert.equal(pressed({ key: 'ArrowLeft', shiftKey: true, altKey: false }), 'Shift+ArrowLeft');
});

test('the summary counts what the marks show', () => {
  const r = report(), list = marks({ events: [], length: 60_000 }, r, [], 'Marit');
  assert.equal(sentence(r, list, 'Marit', 'you'), 'You spoke for 25\u00a0% of the time, Marit for 50\u00a0%. One silence of 5.2\u00a0s was held. Once Marit did not get to finish a sentence.');
});

test('columns keep the loudest, from any start', () => {
  assert.deepEqual([...columns([0, 1, 0, 0, .5, 0], 3, 6)], [1, 0, .5]);
  assert.deepEqual([...columns([0, 1, 0, 0, .5, 0], 2, 4, 2)], [0, .5]);
  assert.deepEqual([...voices({ per_second: 50, coach: 'AP8=', client: '' }).coach], [0, 1]);
});
