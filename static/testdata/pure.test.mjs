// The pure parts of the pages. `.ci/run` runs them with node --test, as modules.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { age, deviceDelay } from '../js/playout.js';
import { SilenceWatch } from '../js/silence.js';
import { columns } from '../js/waveform.js';
import { pronouns } from '../js/words.js';

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
