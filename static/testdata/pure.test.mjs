// The pure parts of the pages. `.ci/run` runs them with node --test, as modules.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { rows } from '../js/transcript.js';
import { age, deviceDelay } from '../js/playout.js';
import { SilenceWatch } from '../js/silence.js';
import { columns } from '../js/waveform.js';
import { silences, interruptions, counted, often } from '../js/report.js';
import { pronouns } from '../js/words.js';

const example = () => JSON.parse(readFileSync(new URL('./timeline.json', import.meta.url), 'utf8'));

test('a timeline becomes rows in the order of time', () => {
  const all = rows(example());
  assert.deepEqual(all.map((r) => r.from), all.map((r) => r.from).sort((a, b) => a - b));
  const held = all.filter((r) => r.kind === 'silence');
  assert.deepEqual(held.map((r) => [r.after, r.to - r.from]), [['client', 6200], ['coach', 3000], ['coach', 4306], ['client', 3900]]);
  assert.equal(held[2].machine, 2406, 'the computer’s part: playout - end - think');
  const cut = all.find((r) => r.cut);
  assert.equal(cut.unsaid, 'stop looking at everything he sends. Every line.');
  assert.equal(cut.cut.words, 8);
  assert.equal(all.at(-1).kind, 'end');
});

test('muted time is nobody’s, and never inside a silence', () => {
  const all = rows(example());
  const [nobody] = all.filter((r) => r.kind === 'nobody');
  assert.equal(nobody.to - nobody.from, 6400);
  for (const s of all.filter((r) => r.kind === 'silence')) assert.ok(s.to <= nobody.from || s.from >= nobody.to);
});

test('a record that ends inside a line says what was being said', () => {
  const all = rows({ length: 9000, events: [{ seq: 1, at: 5000, kind: 'client_start', turn: 0, text: 'I wanted to' }] });
  assert.deepEqual(all, [{ kind: 'client', from: 5000, to: 9000, parts: [], unsaid: 'I wanted to', died: true }]);
});

test('a stop that was no interruption lost no words', () => {
  const [r] = rows({ events: [{ seq: 1, at: 9, kind: 'client', why: 'reply', turn: 1, from: 0, to: 900, pieces: [{ text: 'So I', from: 0, to: 900 }], unheard: 'went home', cut: { onset: 500, stopped: 900, false: true } }] });
  assert.equal(r.unsaid, undefined);
  assert.equal(r.cut.stood, true);
});

test('the age of a playout stamp, whichever zero the browser uses', () => {
  assert.equal(age(5000, 1.7e12, 1.7e12 + 4880), 120);
  assert.equal(age(5000, 1.7e12, 4880), 120);
  assert.equal(age(5000, 1.7e12, 9e12), undefined);
});

test('the device delay is a mean over what was played since', () => {
  assert.equal(deviceDelay({ delay: 100, samples: 1000 }, { delay: 100 + 0.03 * 480, samples: 1480 }).toFixed(3), '30.000');
  assert.equal(deviceDelay(undefined, { delay: 1, samples: 1 }), undefined);
  assert.equal(deviceDelay({ delay: 1, samples: 5 }, { delay: 1, samples: 5 }), undefined);
});

test('a coach who listens is not told that nothing is heard', () => {
  const w = new SilenceWatch();
  for (let i = 0; i < 300; i++) assert.equal(w.add(-70, 100, false), false);
  assert.equal(w.add(-30, 100, true), false);
  for (let i = 0; i < 300; i++) assert.equal(w.add(-70, 100, true), false);
});

test('a dead microphone is told once', () => {
  const w = new SilenceWatch();
  let told = 0;
  for (let i = 0; i < 600; i++) told += w.add(-Infinity, 100, true);
  assert.equal(told, 1);
});

test('a headset that gates between words is not a dead microphone', () => {
  const w = new SilenceWatch();
  w.add(-20, 100, true);
  for (let i = 0; i < 600; i++) assert.equal(w.add(-Infinity, 100, true), false);
});

test('columns keep the loudest', () => {
  assert.deepEqual([...columns([0, 1, 0, 0, 0.5, 0], 3, 6)], [1, 0, 0.5]);
});

test('pronouns follow the voice, else the name', () => {
  assert.equal(pronouns({ name: 'Marit', voice: 'af_bella' }).them, 'her');
  assert.equal(pronouns({ name: 'Karim', voice: 'bm_george' }).them, 'him');
  assert.equal(pronouns({ name: 'Kim', voice: 'joe' }).them, 'Kim');
});

test('a report in words: what was held, what coming in cost', () => {
  const r = {
    silences: [{ from: 19000, to: 24200, held: true, ended_by: 'coach' }, { from: 7200, to: 9400, held: false }],
    overlaps: [{ kind: 'interruption', from: 30000, weight: 1, words_lost: 8, unsaid: 'stop looking.' }, { kind: 'backchannel', from: 1, weight: 0 }, { kind: 'butting_in', from: 2, weight: 0.5, words_lost: 0 }],
  };
  assert.deepEqual(silences(r, 'Marit'), [{ from: 19000, text: 'You let 5.2\u00a0s stand.', more: 'Then you spoke.' }]);
  assert.deepEqual(interruptions(r, 'Marit').map((o) => [o.text, o.more]), [['You came in over Marit.', '8 words were not said: “stop looking.”'], ['You came in over Marit for a moment.', '']]);
  assert.equal(counted({ level: null, because: 'fewer than two' }), 'not assessable: fewer than two');
  assert.equal(counted({ level: 0, taken: 0, offered: 3 }), 'level 0 of 5, 0 of 3 taken');
  assert.deepEqual([1, 2, 3].map(often), ['once', 'twice', '3 times']);
});
