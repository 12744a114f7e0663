// What the report says: evidence before verdict, one strength first, one drill
// last; and beside each automatic mark what people say to it.
import { el, svg } from '../dom.js';
import { clock, seconds } from '../clock.js';
import { upper } from '../words.js';
import { desk as deskOf } from './desk.js';
import { missed, added } from './missed.js';
import { at, prose, quote } from './prose.js';
import { stands } from './stands.js';

/** @typedef {import('./state.js').Review} Review */

const ENDING = 14; // words that remind of what was said

/** A marker's level in words. */
export const LEVELS = ['only the contrary was seen', 'mostly missed', 'now and then', 'often', 'nearly every time', 'nearly every time, and it was heard'];

/** @param {number} n */
export const often = (n) => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`);

/** What the machine advises, without the rest of its sentence. @param {string} text */
export const advice = (text) => /Next time you might .*$/.exec(text)?.[0] ?? '';

/** The best place and the one that was missed, in that order. @param {any[]} all a marker's evidence */
export function telling(all) {
  const best = all.filter((e) => e.verdict === 'observed').sort((a, b) => b.confidence - a.confidence || a.from - b.from)[0];
  const miss = all.filter((e) => e.verdict === 'missed').sort((a, b) => b.confidence - a.confidence || a.from - b.from)[0];
  return [best, miss].filter(Boolean);
}

/** @param {Review} review @param {HTMLElement} root #report */
export function mount(review, root) {
  const desk = deskOf(review);
  const body = el('div');
  const again = el('p', { class: 'again small', role: 'status' });
  root.removeAttribute('aria-label');
  root.setAttribute('aria-labelledby', 'reporth');
  root.replaceChildren(el('h2', { id: 'reporth', class: 'vh' }, 'Report'), again, body);
  /** @type {any} */ let drawn = null;
  /** @type {((all: import('../api.js').Annotation[]) => void)[]} */ let draws = [];

  const draw = () => {
    if (!review.timeline) return;
    root.hidden = false;
    const { report, name, viewer } = review;
    again.textContent = report ? '' : drawn ? 'Being scored again with the words as they are now. Until then this is the earlier report.' : 'The report is not there yet. The words and the sound are.';
    if (report && (drawn?.report !== report || drawn.name !== name || drawn.viewer !== viewer)) {
      drawn = { report, name, viewer };
      const s = new Section(review, desk);
      body.replaceChildren(...s.all().filter((k) => k instanceof Node));
      draws = s.draws;
    }
    const said = review.annotations.filter((a) => a.stand);
    for (const d of draws) d(said);
  };
  review.addEventListener('data', draw);
  draw();
}

class Section {
  /** @type {((all: import('../api.js').Annotation[]) => void)[]} */ draws = [];

  /** @param {Review} review @param {import('./desk.js').Desk} desk */
  constructor(review, desk) {
    this.review = review;
    this.desk = desk;
    this.r = review.report;
    this.name = review.name;
    /** @type {Map<string, any>} */ this.evidence = new Map(this.r.evidence.map((/** @type {any} */ e) => [e.id, e]));
  }

  all() {
    const { r } = this;
    return [
      this.desk.owner ? null : el('p', { class: 'soft small rs' }, 'The report speaks to the coach: “you” is the coach.'),
      r.help && part('First of all', el('p', {}, r.help)),
      r.strength && this.strength(),
      this.silences(),
      this.cuts(),
      r.markers.length > 0 && this.markers(),
      this.mistakes(),
      r.drill && this.drill(),
      r.questions.length > 0 && part('Questions to practise with', el('ul', { class: 'qs' }, ...r.questions.map((/** @type {any} */ q) => el('li', {}, q.text)))),
      this.reference(),
      r.assessable.because.length > 0 && part('What could not be told', el('ul', { class: 'soft' }, ...r.assessable.because.map((/** @type {string} */ b) => el('li', {}, `${upper(b)}.`)))),
      el('p', { class: 'soft small rs' }, r.about),
    ];
  }

  strength() {
    const s = this.r.strength;
    return part('One strength', el('p', { class: 'lead' }, `${s.title}.`), el('p', {}, ...prose(this.review, s.text)), s.evidence.length > 1 && this.places(s.evidence));
  }

  silences() {
    const { r, review, name } = this;
    const held = r.silences.filter((/** @type {any} */ s) => s.held);
    const longest = [...held].sort((a, b) => b.to - b.from - (a.to - a.from)).slice(0, 3).sort((a, b) => a.from - b.from);
    const one = (/** @type {any} */ s) => {
      const ended = { client: s.kind === 'wait1' ? `${name} answered.` : `${name} went on.`, coach: `Then ${review.coach} spoke.`, refill: `Then ${review.coach} added something.` }[/** @type {string} */ (s.ended_by)] ?? '';
      if (s.kind === 'thinking') return this.place(`silence@${s.from}`, s.from, [`${name} thought for ${seconds(s.to - s.from)}, and ${review.coach} waited.`], { evidence: `silence@${s.from}`, from: s.from });
      const before = this.r.turns.findLast((/** @type {any} */ t) => t.to <= s.from + 100);
      const after = before ? [` after ${before.side === 'client' ? name : review.coach} said `, quote(ending(before.text)), stop(ending(before.text))] : ['. '];
      return this.place(`silence@${s.from}`, s.from, [`${upper(review.coach)} let ${seconds(s.to - s.from)} stand`, ...after, ended], { evidence: `silence@${s.from}`, from: s.from });
    };
    return part('Silences', held.length ? el('ol', { class: 'places' }, ...longest.map(one)) : el('p', { class: 'soft' }, 'None of 3 seconds or more was held.'),
      held.length > longest.length && more(`All ${held.length} of them`, () => held.map(one)),
      r.lag.dead_air >= 1000 && el('p', { class: 'soft small' }, `${seconds(r.lag.dead_air)} here were the computer’s, not ${this.desk.owner ? 'yours' : 'the coach’s'}. They count for nothing.`),
      r.lag.limited && el('p', { class: 'soft small' }, 'The computer was late in many turns, so the timing says less than usual.'));
  }

  cuts() {
    const { r, review, name } = this;
    const all = r.overlaps.filter((/** @type {any} */ o) => o.weight > 0);
    const one = (/** @type {any} */ o) => {
      const her = this.r.turns.find((/** @type {any} */ t) => t.side === 'client' && t.turn === o.turn)?.text;
      const came = `${upper(review.coach)} came in ${o.weight < 1 ? `over ${name} for a moment` : o.kind === 'pause_interruption' ? `while ${name} was pausing` : `over ${name}`}`;
      const where = her ? [', at ', quote(ending(her)), stop(ending(her))] : ['. '];
      const lost = o.unsaid ? [`${o.words_lost === 1 ? '1 word was' : `${o.words_lost} words were`} not said: `, el('q', { class: 'said unsaid' }, o.unsaid)] : [];
      return this.place(`overlap@${o.from}`, o.from, [came, ...where, ...lost], { evidence: `overlap@${o.from}`, from: o.from });
    };
    return part('Interruptions', all.length ? el('ol', { class: 'places' }, ...all.slice(0, 3).map(one)) : el('p', { class: 'soft' }, `None that cost ${name} anything.`),
      all.length > 3 && more(`All ${all.length} of them`, () => all.map(one)));
  }

  markers() {
    const list = el('ol', {}, ...this.r.markers.map((/** @type {any} */ m) => this.marker(m)));
    return part(`Markers, by what ${this.name} offered`, list, this.desk.may && missed(this.review, this.desk));
  }

  /** @param {any} m */
  marker(m) {
    const all = this.found(m.evidence);
    const best = telling(all);
    const own = el('div', { class: 'added' });
    this.draws.push((every) => own.replaceChildren(...added(this.review, this.desk, every, m.code)));
    return el('li', { class: 'mkr' }, head(m.code, m.name, m.level === null
      ? el('span', { class: 'soft' }, 'not assessable')
      : el('span', { class: 'cnt', title: `level ${m.level} of 5` }, pennants(m.taken, m.offered), el('span', {}, el('b', {}, String(m.taken)), ` of ${m.offered} taken`))),
    el('p', { class: 'soft small' }, m.level === null ? sentence(m.because) : `Level ${m.level} of 5: ${LEVELS[m.level]}.`),
    best.length > 0 && el('ol', { class: 'places' }, ...best.map((e) => this.proof(e))),
    all.length > best.length && this.places(m.evidence), own);
  }

  mistakes() {
    const shown = this.r.mistakes.filter((/** @type {any} */ m) => m.count > 0);
    const list = this.r.mistakes.map((/** @type {any} */ m) => {
      const all = this.found(m.evidence);
      const first = telling(all)[0] ?? all[0];
      const own = el('div', { class: 'added' });
      const item = el('li', { class: 'mkr', hidden: m.count === 0 }, head(m.code, m.name, el('span', { class: 'cnt' }, m.count ? often(m.count) : '')),
        first && m.count > 0 && el('ol', { class: 'places' }, this.proof(first)), all.length > 1 && this.places(m.evidence), own);
      this.draws.push((every) => {
        const theirs = added(this.review, this.desk, every, m.code);
        own.replaceChildren(...theirs);
        item.hidden = m.count === 0 && theirs.length === 0;
      });
      return item;
    });
    return part('What got in the way', el('ol', {}, ...list), shown.length === 0 && el('p', { class: 'soft' }, 'Nothing the machine could name.'));
  }

  drill() {
    const d = this.r.drill;
    return part('One drill', el('p', { class: 'lead' }, `${d.title}.`), el('p', {}, ...prose(this.review, d.text)), el('p', { class: 'exercise' }, d.exercise),
      this.desk.owner && el('p', { class: 'acts' }, el('a', { class: 'btn', href: `/talk?${new URLSearchParams(d.start)}` }, 'Start this exercise')),
      d.evidence.length > 0 && more(`Where it would have helped (${d.evidence.length})`, () => this.found(d.evidence).map((e) => this.proof(e))));
  }

  reference() {
    const { talk, scenario } = this.r;
    const share = (/** @type {number} */ n) => `${Math.round(n * 100)}\u00a0%`;
    if (talk.reference === undefined && !this.desk.owner) return null;
    return part('Beside other practices',
      talk.reference !== undefined && el('p', {}, `Of all that was spoken, ${share(talk.coach)} was ${this.desk.owner ? 'yours' : 'the coach’s'}. In a good practice with ${this.name} it is about ${share(talk.reference)}.`),
      this.desk.owner && el('p', { class: 'acts' }, el('a', { class: 'plain link', href: `/progress?scenario=${encodeURIComponent(scenario)}` }, `Your own earlier practices with ${this.name}`)));
  }

  /** @param {string[]} ids */
  found(ids) {
    return ids.map((id) => this.evidence.get(id)).filter(Boolean).sort((a, b) => a.from - b.from);
  }

  /** Everything there is, on demand. @param {string[]} ids */
  places(ids) {
    const all = this.found(ids);
    return more(all.length === 1 ? 'The place' : `All ${all.length} places`, () => all.map((e) => this.proof(e)));
  }

  /** One piece of evidence: when, what was said, what it shows. @param {any} e */
  proof(e) {
    const { review } = this;
    const why = sentence(e.why);
    const words = e.verdict === 'missed' || !e.coach
      ? [e.client && quote(e.client.quote), el('span', { class: 'soft' }, e.verdict === 'missed' ? ' Missed. ' : ' '), ...(e.coach ? [`${upper(review.coach)} said `, quote(e.coach.quote), stop(e.coach.quote)] : [])]
      : [quote(e.coach.quote), ...(e.client ? [el('span', { class: 'soft' }, ', after '), quote(e.client.quote), stop(e.client.quote)] : [' '])];
    return this.place(e.id, e.from, [...words, el('span', { class: 'soft' }, `${e.verdict === 'note' ? 'A note: ' : ''}${why}${e.verdict === 'missed' || e.code[0] === 'X' ? ` ${advice(e.text)}` : ''}`)],
      { evidence: e.id, from: e.from, code: e.code, verdict: e.verdict });
  }

  /** @param {string} evidence @param {number} from @param {(Node|string|false|undefined)[]} words @param {import('./stands.js').About} about */
  place(evidence, from, words, about) {
    const s = stands(this.desk, about, `${about.code ?? evidence.split('@')[0]} at ${clock(from)}`);
    this.draws.push(s.draw);
    s.draw(this.review.annotations.filter((a) => a.stand));
    return el('li', { class: 'place' }, at(this.review, from, evidence), el('div', {}, el('p', {}, ...words.filter((w) => w)), s.node));
  }
}

/** @param {string} title @param {...(Node|false|null|undefined)} kids */
const part = (title, ...kids) => el('section', { class: 'rs' }, el('h3', { class: 'eyebrow' }, title), ...kids);

/** @param {string} code @param {string} name @param {Node} count */
const head = (code, name, count) => el('h4', { class: 'mh' }, el('span', {}, el('span', { class: code[0] === 'X' ? 'sign x' : 'sign' }, code), ' ', name), count);

/** The last sentence somebody said, or the end of it. @param {string} text */
export function ending(text) {
  const last = text.trim().match(/[^.?!…]+[.?!…]*$/)?.[0].trim() ?? text.trim();
  const words = last.split(/\s+/);
  return words.length > ENDING ? `…${words.slice(-ENDING).join(' ')}` : last;
}

/** The full stop after a quote that has none of its own. @param {string} s */
const stop = (s) => (/[.?!…]\s*$/.test(s) ? ' ' : '. ');

/** @param {string|undefined} s */
const sentence = (s) => (s ? `${upper(s.trim().replace(/\.$/, ''))}.` : '');

/** What is made only when somebody asks for it. @param {string} word @param {() => Node[]} make */
function more(word, make) {
  const d = el('details', {
    class: 'more small',
    ontoggle: () => {
      if (d.open && d.childElementCount === 1) d.append(el('ol', { class: 'places' }, ...make()));
    },
  }, el('summary', {}, word));
  return d;
}

/** One pennant an opportunity, outlined where it was missed. @param {number} taken @param {number} offered */
function pennants(taken, offered) {
  if (offered > 8) return '';
  return el('span', { class: 'pennants', 'aria-hidden': 'true' }, ...Array.from({ length: offered }, (_, i) => svg('svg', { width: 13, height: 14, viewBox: '0 0 13 14' },
    svg('path', { class: i < taken ? 'pen' : 'pen miss', d: 'M1.5 1.5h10l-2.5 3.5l2.5 3.5h-10z' }), svg('path', { class: 'pole', d: 'M1.5 1v12' }))));
}
