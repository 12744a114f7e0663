// The pure parts of what is words on the review page.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { rows, flags, words } from '../js/review/rows.js';
import { Drafts, Outbox, key } from '../js/review/draft.js';
import { parse, read } from '../js/review/span.js';
import { threads, fits, pageOf } from '../js/review/notes.js';
import { standsOn, counts } from '../js/review/stands.js';
import { telling, advice, often, ending, LEVELS } from '../js/review/report.js';
import { promise } from '../js/review/share.js';

const example = () => JSON.parse(readFileSync(new URL('./timeline.json', import.meta.url), 'utf8'));

test('a timeline becomes rows in the order of time', () => {
  const all = rows(example());
  assert.deepEqual(all.map((r) => r.from), all.map((r) => r.from).sort((a, b) => a - b));
  const held = all.filter((r) => r.kind === 'silence');
  assert.deepEqual(held.map((r) => [r.after, r.to - r.from]), [['client', 6200], ['coach', 3000], ['coach', 4306], ['client', 3900]]);
  assert.equal(held[2].late, 2406, 'the computer’s part: playout - end - think');
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

test('once there is a report, its silences count and the computer’s time stands apart', () => {
  const report = { silences: [
    { kind: 'wait2', from: 8202, to: 10102, held: false, ended_by: 'coach' },
    { kind: 'wait2', from: 18852, to: 25052, held: true, ended_by: 'coach' },
    { kind: 'dead_air', from: 48092, to: 50498, held: false, ended_by: 'client' },
    { kind: 'thinking', from: 53166, to: 57000, held: true, ended_by: 'client' },
  ] };
  const all = rows(example(), report).filter((r) => r.kind === 'silence' || r.kind === 'machine');
  assert.deepEqual(all.map((r) => [r.kind, r.from, r.to, r.ended]), [['silence', 18852, 25052, 'coach'], ['machine', 48092, 50498, undefined]]);
});

test('a corrected line keeps what was heard, and its marks find it', () => {
  const tl = { events: [{ seq: 4, kind: 'coach', turn: 1, from: 0, to: 1000, text: 'How is that four you?', words: [] }, { seq: 9, kind: 'correction', of: 4, text: 'How is that for you?' }, { seq: 11, kind: 'correction', of: 4, text: 'How is it for you?' }] };
  const [r] = rows(tl);
  assert.equal(r.parts[0].text, 'How is it for you?');
  assert.equal(r.heard, 'How is that four you?');
  const by = flags(tl.events, { evidence: [{ id: 'e1', code: 'M5', verdict: 'observed', coach: { seq: 11, quote: 'How is it' } }, { id: 'e2', code: 'M5', verdict: 'observed', coach: { seq: 4, quote: 'you' } }, { id: 'e3', code: 'M1', verdict: 'note', coach: { seq: 4, quote: 'you' } }] });
  assert.deepEqual(by.get(4), [{ code: 'M5', verdict: 'observed', evidence: 'e1' }]);
});

test('words have their times: told where known, shared out by letters elsewhere', () => {
  const told = words({ kind: 'coach', from: 100, to: 900, parts: [{ text: 'Hi Marit.' }], timed: [{ text: 'Hi', from: 120, to: 300 }, { text: 'Marit.', from: 400, to: 900 }] });
  assert.deepEqual(told.map((w) => w.from), [120, 400]);
  const shared = words({ kind: 'client', from: 0, to: 3000, parts: [{ text: 'aaaa bbbbb' }, { pause: 1000 }, { text: 'cccccccccc' }] });
  assert.deepEqual(shared.map((w) => [w.from, w.part, w.start, w.end]), [[0, 0, 0, 4], [500, 0, 5, 10], [2000, 2, 0, 10]]);
});

class Store extends Map {
  getItem(k) { return this.get(k) ?? null; }
  setItem(k, v) { this.set(k, v); }
  removeItem(k) { this.delete(k); }
  key(i) { return [...this.keys()][i] ?? null; }
  get length() { return this.size; }
}

test('a draft is kept until it is empty', () => {
  const store = new Store(), d = new Drafts('p_1', store);
  d.keep('new', { text: 'I wonder', at: 500 });
  assert.deepEqual(new Drafts('p_1', store).read('new'), { text: 'I wonder', at: 500 });
  assert.equal(new Drafts('p_2', store).read('new'), null);
  d.keep('new', { text: ' ' });
  assert.equal(store.size, 0);
});

test('what could not be sent waits, in order, and is there once', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const store = new Store(), server = new Map();
  let line = false, arrives = true;
  const post = async (body) => {
    if (!line) throw Object.assign(new Error('The server does not answer.'), { status: 0 });
    server.set(body.key, body.text);
    if (!arrives) { arrives = true; throw Object.assign(new Error('The server does not answer.'), { status: 0 }); } // it came through, the answer did not
  };
  const box = new Outbox('p_1', post, store);
  await box.add({ text: 'one', key: key() });
  await box.add({ text: 'two', key: key() });
  assert.deepEqual(box.waiting.map((u) => u.body.text), ['one', 'two']);
  const again = new Outbox('p_1', post, store); // the page was reloaded
  line = true;
  arrives = false;
  await again.send();
  assert.equal(again.waiting.length, 2);
  await again.send();
  assert.deepEqual([...server.values()], ['one', 'two']);
  assert.equal(again.waiting.length + store.size, 0);
});

test('what the server refuses stays, with its reason, and is not tried by itself', async () => {
  let tries = 0;
  const box = new Outbox('p_1', async () => { tries++; throw Object.assign(new Error('This link has run out.'), { status: 403 }); }, new Store());
  await box.add({ text: 'one', key: 'k' });
  await box.send();
  assert.equal(tries, 1);
  assert.equal(box.waiting[0].refused, 'This link has run out.');
  await box.send(true);
  assert.equal(tries, 2);
  box.drop('k');
  assert.equal(box.waiting.length, 0);
});

test('times that people write', () => {
  assert.deepEqual(['05:38', '5:38', '90:12', '1:30:12', ' 0:06.2 ', '5', '', '5:61', 'x:10'].map(parse), [338000, 338000, 5412000, 5412000, 6200, null, null, null, null]);
  assert.deepEqual(read('05:38', '', { at: 338420.6 }, 700000), { at: 338421 }, 'a field nobody touched means the exact time');
  assert.deepEqual(read('05:38', '05:46', { at: 338420 }, 700000), { at: 338420, to: 346000 });
  assert.throws(() => read('05:38', '05:30', { at: 338420 }, 700000), /after the beginning/);
  assert.throws(() => read('15:38', '', { at: 0 }, 700000), /ends at 11:40/);
});

const note = (id, at, more = {}) => ({ id, at, by: 'Olav B.', mine: false, owner: false, text: `n${id}`, tags: [], resolved: false, created: '', ...more });

test('notes are threads; a mere stand is none, an answer outlives its note', () => {
  const all = [note(3, 900), note(1, 100, { removed: true, text: '' }), note(2, 100, { parent: 1 }), note(4, 50, { stand: 'agree', evidence: 'e1', text: '' }), note(5, 60, { stand: 'missed', code: 'M5' }), note(6, 70, { parent: 99 })];
  assert.deepEqual(threads(all).map((t) => [t.head.id, t.answers.map((a) => a.id)]), [[5, []], [6, []], [1, [2]], [3, []]]);
  const [t] = threads([note(1, 0, { resolved: true, tags: ['praise'] })]);
  assert.deepEqual(['open', 'all', 'praise', 'question'].map((by) => fits(t, by)), [false, true, true, false]);
});

test('of ten thousand notes the page opens at the hundred where the ear is', () => {
  const all = threads(Array.from({ length: 10000 }, (_, i) => note(i + 1, i * 100)));
  assert.equal(pageOf(all, 500_050), 5000);
  assert.equal(pageOf(all, 5e6), 9900);
  assert.equal(pageOf([], 5), 0);
});

test('a stand belongs to its mark, and stays as a note when the mark is gone', () => {
  const all = [note(1, 400, { stand: 'disagree', evidence: 'e3', text: '' }), note(2, 400, { stand: 'agree', evidence: 'e4', text: '' }), note(3, 400, { stand: 'agree', code: 'M5', text: '' })];
  assert.deepEqual(standsOn(all, { evidence: 'e3', from: 400 }).map((a) => a.id), [1]);
  assert.deepEqual(threads(all).map((t) => t.head.id), [3]);
  assert.equal(counts(all), '2 agree, 1 differs');
});

test('a marker shows its best place and one that was missed', () => {
  const e = (id, verdict, confidence, from) => ({ id, verdict, confidence, from });
  assert.deepEqual(telling([e('a', 'observed', .6, 1), e('b', 'observed', .9, 9), e('c', 'missed', .7, 4), e('d', 'note', 1, 2), e('f', 'observed', .9, 5)]).map((x) => x.id), ['f', 'c']);
  assert.equal(advice('[00:10] You said “no”. This misses Care shown. Next time you might wait.'), 'Next time you might wait.');
  assert.equal(LEVELS.length, 6);
  assert.deepEqual([1, 2, 3].map(often), ['once', 'twice', '3 times']);
});

test('a silence reminds of the sentence before it', () => {
  assert.equal(ending('A ward ran short. I haven’t told anyone that, actually.'), 'I haven’t told anyone that, actually.');
  assert.equal(ending('I just can’t'), 'I just can’t');
  assert.equal(ending('one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen.'), '…two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen.');
});

test('what a link allows is told in one sentence', () => {
  const next = new Date(new Date().getFullYear(), 10, 30).toISOString();
  assert.equal(promise(next, 'annotate'), 'Anyone with this link can listen and write notes until 30 November. You can take it back at any time.');
});
