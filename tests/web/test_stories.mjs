// test_stories.mjs -- whole stories told through the pages that exist, as a practice lives them: what
// happens, whom the pages then refuse and in which words, what lets it go on, and who never learns of
// it. In a group, and where one therapist is alone or asks a colleague from outside.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { agreed, cast, consented, day, furnishPeople, idIn, licensed, linkId, made, paper, placed, screened } from '../browser/furnish.mjs';
import { addPerson, check, difference, enrol, filled, mainForm, main, part, said, startPractice, textOf, told,
    Visitor } from '../browser/kit.mjs';

const REFUSED = [403, 404, 422];
const NOBODY = 'a'.repeat(26);
const OFFICE = { phase: 'P4', level: 'L5' }; // contact in the office, the therapist near
const OUTSIDE = ['the front desk', 'a therapist without a place', 'administration alone', 'the colleague from outside'];
const KINDS = [['contact', '09:00'], ['contact_remote', '11:00'], ['family', '13:00'], ['family_remote', '15:00']];
const EVERY_WAY = 'in person, by telephone, by video, by text message, by letter, through another person';
const UNLICENSED = 'No licence of its clinician on record holds that day';
const CALL = { agency: 'County hotline', person: 'Worker 17', method: 'telephone', reference: 'R-2026-9' };
const mainText = a => textOf(a.text.slice(a.text.indexOf('<main')));

// -- what every story is told with ----------------------------------------------------------------

let weeks = 0;

/** A family of which the lead is the first of these people, and both parents have consented. */
async function family(people, stand = OFFICE, consent = true) {
    const lead = people['the lead'], { c, kids, adults, document } = await furnishPeople(lead, stand);
    await placed(lead, c, people);
    if (consent)
        await consented(lead, c, Object.values(kids), adults, document);
    await made('a letter of today', lead.submit(`${c}/documents/new`, { kind: 'agency', dated_on: day(0) },
        { file: paper('letter.pdf') }));
    const letter = await linkId(lead, `${c}/documents`, '/documents', 'letter.pdf');
    return { people, lead, c, letter, from: 7 * weeks++, maya: kids['Maya Alder'], theo: kids['Theo Alder'], dana: adults['Dana Alder'],
        rob: adults['Rob Alder'], adults, document };
}

async function tokens(people) {
    for (const v of Object.values(people))
        v.token = /name="_csrf" value="([^"]*)"/.exec((await v.get('/account')).text)[1];
    return people;
}

const posted = (v, where, pairs) => v.post(where, [['_csrf', v.token], ...pairs.filter(([k]) => k !== '_csrf')]);

/** A form as the lead gets it, posted by somebody. */
async function posts(f, v, where, values, to = null) {
    const form = mainForm((await f.lead.get(where)).text, to);
    return posted(v, form.action, filled(form, values));
}

/** So many days from the first day of this family's week: the lead is in one room at a time. */
const booking = (f, kind, people, at = '10:00', days = 3, more = {}) =>
    ({ kind, people, at_min: at, minutes: '50', on: day(f.from + days), ...more });

const calendarIds = async (f, on) => [...(await f.lead.get(`/calendar?week=${on}`)).text
    .matchAll(new RegExp(`${f.c}/appointments/([a-z2-7]{26})`, 'g'))].map(m => m[1]);

/** Books as the lead, or as somebody else, and answers the id. */
async function booked(f, what, values, v = f.lead) {
    const before = await calendarIds(f, values.on);
    const a = await posts(f, v, `${f.c}/appointments/new`, values);
    check(`${what}: it is booked`, a.status === 303, said(a));
    return (await calendarIds(f, values.on)).find(id => !before.includes(id));
}

async function refused(f, what, values, words = null, v = f.lead) {
    const a = await posts(f, v, `${f.c}/appointments/new`, values);
    check(`${what}: it is refused`, a.status === 422 && (!words || words.test(textOf(a.text))), said(a));
    return a;
}

/** Nobody of all there are books it, and the calendar is as it was. Answers what each was told. */
async function noneBooks(f, what, values) {
    const form = mainForm((await f.lead.get(`${f.c}/appointments/new`)).text), answers = {};
    const before = await calendarIds(f, values.on);
    for (const [who, v] of Object.entries(f.people)) {
        answers[who] = await posted(v, form.action, filled(form, values));
        check(`${what}: not by ${who}`, REFUSED.includes(answers[who].status), said(answers[who]));
    }
    check(`${what}: nothing was booked`, before.join() === (await calendarIds(f, values.on)).join());
    return answers;
}

async function stands(f, what, id, word) {
    const a = await f.lead.get(`${f.c}/appointments/${id}`);
    check(`${what}: ${word}`, mainText(a).includes(`Alder family · ${word}`), said(a));
}

/** Marks an appointment as the lead would, and answers what was said. */
async function marked(f, id, values) {
    return f.lead.submit(`${f.c}/appointments/${id}`, values, { to: '/mark' });
}

async function says(v, what, where, ...words) {
    const a = await v.get(where), text = mainText(a);
    const missing = words.filter(w => !(w instanceof RegExp ? w.test(text) : text.includes(w)));
    check(what, a.status === 200 && !missing.length, `missing ${missing}: ${text.slice(0, 1500)}`);
    return a;
}

async function saysNot(v, what, where, ...words) {
    const a = await v.get(where), found = words.filter(w => a.text.toLowerCase().includes(w.toLowerCase()));
    check(what, a.status === 200 && !found.length, `${a.status} found ${found}`);
    return a;
}

/** Every page on which those outside could meet a word of a family. */
const OUTSIDE_PAGES = f => ['/today', '/cases', `/calendar?week=${day(f.from + 3)}`, '/credentials', f.c, `${f.c}/desk`,
    ...['/team', '/documents', '/reports', '/concerns', '/concerns/new', '/safety', '/review', '/coping', '/requests', '/contact',
        '/signs', '/court', '/consent', '/notes', '/holds/new', '/appointments/new', `/people/${f.maya}`, `/people/${f.dana}`,
        `/children/${f.maya}/checkpoints`].map(p => f.c + p)];

/** What those outside read on all of those pages. */
async function readBy(f) {
    const pages = [];
    for (const one of OUTSIDE.filter(x => f.people[x]))
        for (const where of OUTSIDE_PAGES(f))
            pages.push(`${one} ${where} ${told(await f.people[one].get(where))}`);
    return pages;
}

function noWord(what, pages, ...words) {
    for (const one of pages) {
        const found = words.filter(w => one.toLowerCase().includes(w.toLowerCase()));
        if (found.length)
            check(`${what}: no word of it`, false, `${one.slice(0, 120)}: ${found}`);
    }
    check(`${what}: ${pages.length} pages read, no word of it`, pages.length > 0);
}

/** An address of something that is there answers them like one of something that is not. */
async function nowhere(f, what, at, id) {
    for (const one of OUTSIDE.filter(x => f.people[x])) {
        const a = await f.people[one].get(at(id)), b = await f.people[one].get(at(NOBODY));
        check(`${what}: like nothing for ${one}`, a.status === 404 && told(a) === told(b), said(a));
    }
}

// -- 1: an order of the court ---------------------------------------------------------------------

async function protectiveOrder(f) {
    const what = 'protective order', pair = [f.maya, f.dana], held = [];
    for (const [kind, at] of KINDS)
        held.push(await booked(f, `before, ${kind}`, booking(f, kind, pair, at)));
    const alone = await booked(f, 'before, the child alone', booking(f, 'child', [f.maya], '09:00', 4));
    const order = idIn(await made('the order', f.lead.submit(`${f.c}/orders/new`, { court: 'Superior Court', docket: '26-FL-9',
        kind: 'protective', title: 'Order Mirabelle', effective_on: day(-2), report_rule: 'none' }, { file: paper() })), '/orders');
    for (const id of held)
        await stands(f, `${what}, what was booked`, id, 'on hold');
    await refused(f, `${what}, before its words are entered`, booking(f, 'contact', pair, '09:00', 5), /Order Mirabelle/);
    await refused(f, `${what}, before its words are entered, with anybody`, booking(f, 'family', [f.maya, f.rob], '09:00', 5), /Order Mirabelle/);
    await made('its words', f.lead.submit(`${f.c}/orders/${order}/restrictions/new`, { child: 'all', person: f.dana, says: 'forbidden' }));
    await stands(f, `${what}, the child's own session`, alone, 'planned');
    const again = await marked(f, held[0], { event: 'planned' });
    check(`${what}: what was stopped is not planned again`, again.status === 422 && mainText(again).includes('Order Mirabelle'), said(again));
    for (const [kind, at] of KINDS) {
        const a = await noneBooks(f, `${what}, ${kind}`, booking(f, kind, pair, at, 5));
        check(`${what}, ${kind}: the lead reads which order`, textOf(a['the lead'].text).includes('Order Mirabelle'), said(a['the lead']));
        check(`${what}, ${kind}: the front desk is sent to the clinician`, textOf(a['the front desk'].text)
            .includes('Please ask the clinician of this case.') && !/Mirabelle|forbid/i.test(a['the front desk'].text), said(a['the front desk']));
    }
    const page = await says(f.lead, `${what}: the contact page bars every way`, `${f.c}/contact`,
        new RegExp(`Maya Alder and Dana Alder, mother .*?${EVERY_WAY} Not permitted .*?Order Mirabelle`));
    check(`${what}: and leads to its source`, page.text.includes(`href="${f.c}/orders/${order}/contact"`));
    await says(f.lead, `${what}: the family page names it`, f.c, 'Order Mirabelle');
    noWord(what, await readBy(f), 'Mirabelle', 'protective order');
    await booked(f, `${what}, with the other parent`, booking(f, 'family', [f.maya, f.rob], '17:00', 5));
    await made('the order ends', f.lead.submit(`${f.c}/orders/${order}/edit`, { state: 'ended' }));
    await booked(f, `${what} ended`, booking(f, 'contact', pair, '10:00', 6));
    await stands(f, `${what} ended, what it stopped stays so`, held[0], 'on hold');
}

// -- 4: a report to the agency, and whose clock it is ---------------------------------------------

async function reporter(f) {
    const what = 'safety report', co = f.people['the co-therapist'], sup = f.people['the supervisor'];
    const outside = await readBy(f);
    const a = await posts(f, co, `${f.c}/concerns/new`, { child: f.maya, person: f.dana, words: 'Mirabellenkern', on: day(-1), at: '16:05' });
    check(`${what}: the co-therapist records a concern of yesterday, 16:05`, a.status === 303, said(a));
    const id = idIn(a.to, '/concerns'), at = `${f.c}/concerns/${id}`;
    const clock = ['Safety report', 'Alder family'];
    await says(co, `${what}: Today of its reporter begins with the clock`, '/today', ...clock);
    await made('told to the supervisor alone', co.submit(`${f.c}/log`, { kind: 'call', direction: 'out',
        people: [], body: 'Spoke with Stan Oak.', minutes: '5' }));
    await says(sup, `${what}: the supervisor reads it`, at, 'Mirabellenkern', '16:05', 'Cora Birch');
    for (const v of [sup, f.lead]) {
        const other = await v.get(`${at}/add/report`);
        check(`${what}: nobody else can log the report in their place`, other.status === 404, said(other));
    }
    await says(co, `${what}: with the supervisor told the clock runs on`, '/today', ...clock);
    const short = await co.submit(`${at}/add/report`, { agency: 'County hotline', person: 'Worker 17', method: 'telephone' });
    check(`${what}: without the agency's reference it does not end`, short.status === 422, said(short));
    await says(co, `${what}: and still runs`, '/today', ...clock);
    const whole = await co.submit(`${at}/add/report`, CALL);
    check(`${what}: agency, worker, way and reference end it`, whole.status === 303, said(whole));
    await saysNot(co, `${what}: Today has no clock any more`, '/today', 'Safety report');
    await says(f.lead, `${what}: the record says when it was reported`, at, 'Reported', 'R-2026-9', 'not on record yet; contact waits');
    await refused(f, `${what}: contact waits for clearance`, booking(f, 'contact', [f.maya, f.dana]), /may not be in contact/);
    const after = await readBy(f);
    check(`${what}: whoever is outside reads to the letter what they read before`, outside.join() === after.join(),
        difference(outside.join(), after.join()));
    noWord(what, after, 'Mirabellenkern', 'County hotline', 'safety report', at);
    await nowhere(f, `${what}: its address`, x => `${f.c}/concerns/${x}`, id);
}

// -- 7: both must consent -------------------------------------------------------------------------

async function oneSignature(f) {
    const what = 'one of two signatures', child = `${f.c}/children/${f.maya}`;
    await made('custody', f.lead.submit(`${child}/custody/new`, { kind: 'joint_both',
        holders: [f.dana, f.rob], from: day(-60), document: f.document }));
    await made('a signature', f.lead.submit(`${child}/consent/${f.dana}/sign`, { typed_name: 'Dana Alder' }));
    for (const [kind, who] of [['child', [f.maya]], ['child_remote', [f.maya]], ['contact', [f.maya, f.dana]], ['family', [f.maya, f.rob]]]) {
        const a = await noneBooks(f, `${what}, ${kind}`, booking(f, kind, who));
        check(`${what}, ${kind}: it says whose is missing`, /consent of Rob Alder, father/.test(textOf(a['the lead'].text)), said(a['the lead']));
    }
    await says(f.lead, `${what}: the family page waits`, f.c, 'Awaiting consent');
    await booked(f, `${what}, a parent alone`, booking(f, 'parent', [f.dana], '11:00'));
    await booked(f, `${what}, safety first`, booking(f, 'safety', [f.maya], '12:00'));
    await made('the other signature', f.lead.submit(`${child}/consent/${f.rob}/sign`, { typed_name: 'Rob Alder' }));
    await booked(f, 'both signatures, a session of the child', booking(f, 'child', [f.maya], '13:00'));
    await booked(f, 'both signatures, contact', booking(f, 'contact', [f.maya, f.dana], '14:00'));
}

// -- 8: how a concern is closed -------------------------------------------------------------------

/** A concern of the lead at contact in the office; answers its path. */
async function concern(f, person = f.dana) {
    const a = await f.lead.submit(`${f.c}/concerns/new`, { child: f.maya, person, words: 'Told of a hit.' });
    check('a concern is recorded', a.status === 303, said(a));
    return `${f.c}/concerns/${idIn(a.to, '/concerns')}`;
}

const closing = f => `${f.c}/children/${f.maya}/set-aside/CI1`;

/** What the page of closing asks, filled; where it only says why it waits, sent all the same. */
async function close(f, values, where = closing(f)) {
    const form = mainForm((await f.lead.get(where)).text);
    const all = { rationale: 'The agency closed it.', ...values };
    if (!form)
        return posted(f.lead, where, Object.entries(all));
    return f.lead.post(form.action, filled(form, Object.fromEntries(Object.entries(all)
        .filter(([name]) => form.fields.some(x => x.name === name)))));
}

async function notClosed(f, what, values) {
    const a = await close(f, values);
    check(`${what}: it is not closed`, a.status === 422, said(a));
    await refused(f, `${what}: contact waits`, booking(f, 'contact', [f.maya, f.dana]), /may not be in contact/);
}

async function logReport(f, at) {
    await made('the report', f.lead.submit(`${at}/add/report`, CALL));
}

/** A form with one answer for all its questions, and more where that is not enough. */
async function answered(v, what, where, word, more = {}) {
    const form = mainForm((await v.get(where)).text), values = { ...more };
    for (const x of form.fields)
        if (!(x.name in values) && ((x.kind === 'radio' && x.value === word) || (x.kind === 'select' && x.options.some(o => o.value === word))))
            values[x.name] = word;
    await made(what, v.post(form.action, filled(form, values)));
}

/** What going on after a pause asks about everybody and about this child, each in its own room. */
async function allElse(f, child) {
    for (const area of ['child_development', 'high_conflict', 'trauma_informed', 'partner_violence', 'child_abuse'])
        await made(area, f.lead.submit('/account/credentials/training', { area, hours: '20', evidence: 'Certificate of a course.' }));
    for (const who of ['the lead', 'the co-therapist', 'the supervisor'])
        await answered(f.people[who], `independence of ${who}`, `${f.c}/independence/sign`, 'no');
    for (const id of [f.maya, f.theo, f.dana, f.rob])
        await made('intake', f.lead.submit(`${f.c}/people/${id}/intake/asked`, { outcome: 'asked',
            protect: id === f.rob ? 'yes' : 'no', language: 'English', needs: 'none' }));
    await agreed(f.lead, f.c, true);
    for (const id of [f.dana, f.rob]) {
        await made('agreement', f.lead.submit(`${child}/consent/${id}`, { how: 'paper', on: day(0), agreement: '1', document: f.document }));
        await screened(f.lead, f.c, id);
        await made('safety', f.lead.submit(`${f.c}/safety/talk`, { person: id, alone: '1', anything_new: 'no', safe_now: 'yes' }));
    }
    await made('safety', f.lead.submit(`${f.c}/safety/child`, { child: f.maya, way: 'talk', safe_now: 'yes' }));
    await answered(f.lead, 'the signs', `${child}/signs`, 'no', { statement: 'Each looked at.' });
    await made('no order', f.lead.submit(`${f.c}/no-order`, { statement: 'Each parent says so.' }));
    await made('a yes', f.lead.submit(`${child}/answer/new`, { answer: 'yes', on: day(0) }));
    for (const source of ['clinician', 'self'])
        await answered(f.lead, 'readiness', `${f.c}/readiness/rate?person=${f.maya}`, '3', { source, rests_on: 'Seen on three days.' });
    await answered(f.lead, 'a screen', `${f.c}/review/screen`, 'no', { person: f.maya, q5: [] });
}

/** Two words about one thing that fall into one second have no order. */
const nextSecond = () => new Promise(done => setTimeout(done, 1010 - Date.now() % 1000));

/** A pause, and going on after it. */
async function pausedAndResumed(f) {
    const child = `${f.c}/children/${f.maya}`, record = (id, gate) => made(id, f.lead.submit(`${child}/record/${id}?gate=${gate}`,
        { result: 'yes', statement: 'As agreed with everybody.' }));
    await record('G-PAUSE.b', 'G-PAUSE');
    await made('a pause', f.lead.submit(`${child}/checkpoints/G-PAUSE`, { outcome: 'pause', rationale: 'Until it is settled.', review_on: day(14) }, { to: '/decide' }));
    await nextSecond();
    await allElse(f, child);
    for (const id of ['G-RES.a', 'G-RES.d', 'G3b.e'])
        await record(id, 'G-RES');
    await nextSecond();
    await made('going on', f.lead.submit(`${child}/checkpoints/G-RES`, { outcome: 'resume', rationale: 'The agency closed it.' }, { to: '/decide' }));
}

async function closedByTwo(f) {
    const what = 'closing a concern', co = f.people['the co-therapist'];
    const at = await concern(f);
    await notClosed(f, `${what}, without a document`, {});
    await notClosed(f, `${what}, with one and nothing reported`, { document: f.document });
    await logReport(f, at);
    await notClosed(f, `${what}, reported and not cleared`, { document: f.document });
    await made('what the agency wrote', f.lead.submit(`${at}/add/closure`, { agency: 'County agency', document: f.letter }));
    const a = await close(f, { document: f.letter });
    check(`${what}: the document is there, and it waits for a second name`, a.status === 303, said(a));
    await refused(f, `${what}, one signature: contact waits`, booking(f, 'contact', [f.maya, f.dana]), /may not be in contact/);
    await says(co, `${what}: the register asks the others for a second name`, `${f.c}/signs`, 'waits for a second signature', 'Sign as second');
    const second = `${f.c}/overrides/${idIn((await co.get(`${f.c}/signs`)).text, '/overrides')}/second`;
    const own = await posted(f.lead, second, [['words', 'I agree with myself.']]);
    check(`${what}: one's own second signature is none`, REFUSED.includes(own.status), said(own));
    await refused(f, `${what}, signed twice by one: contact waits`, booking(f, 'contact', [f.maya, f.dana]), /may not be in contact/);
    await made('a second signature', co.submit(second, { words: 'I have read the letter.' }));
    await booked(f, `${what}, two names: contact may be planned`, booking(f, 'contact', [f.maya, f.dana]));
    noWord(what, await readBy(f), 'Told of a hit', 'I have read the letter', at);
    await pausedAndResumed(f);
    await says(f.lead, `${what}: contact goes on one step lower`, f.c, /Maya Alder 10 years .*?contact step 4: .*?Theo Alder .*?contact step 5: /);
}

// -- 15: a licence that ends ----------------------------------------------------------------------

/** A colleague on the case whose licence runs until that day: { visitor, name, papers }. */
async function colleague(f, practice, login, name, until) {
    const { visitor } = await addPerson(practice, login, name, 'therapist');
    const papers = await licensed(f.lead, name, until);
    const account = mainForm((await f.lead.get(`${f.c}/team`)).text).fields.find(x => x.name === 'account')
        .options.find(o => o.label.includes(name)).value;
    await made(`a place for ${name}`, f.lead.submit(`${f.c}/team`, { account, capacity: 'co' }));
    return { visitor, name, papers, account };
}

async function licenceEnds(f, practice) {
    const what = 'a licence that ends tonight', pair = [f.maya, f.dana];
    const tonight = await colleague(f, practice, 'nell', 'Nell Rowan', day(0));
    const by = (who, days, at = '10:00') => booking(f, 'contact', pair, at, days, { clinician: who.account });
    await says(tonight.visitor, `${what}: Today says so to themself`, '/today', 'Your licence ends today');
    await says(f.lead, `${what}: and to who looks after licences`, '/today', 'Licence of Nell Rowan ends today');
    for (const [who, a] of Object.entries(await noneBooks(f, `${what}, contact tomorrow`, by(tonight, 1))))
        if (a.status === 422)
            check(`${what}: ${who} reads why`, /No licence of this clinician on record holds on /.test(textOf(a.text)), said(a));
    await booked(f, `${what}, today`, by(tonight, 0, '08:00'));
    await booked(f, `${what}, tomorrow with somebody else`, booking(f, 'contact', pair, '10:00', 1));

    const ended = 'a licence that has ended', hugh = await colleague(f, practice, 'hugh', 'Hugh Sorrel', day(20));
    const last = await booked(f, `${ended}, on its last day`, by(hugh, -2)), after = await booked(f, `${ended}, the day after`, by(hugh, -1));
    const ahead = await booked(f, `${ended}, a day to come`, by(hugh, 2));
    await made('it ends', f.lead.submit(`${hugh.papers}/${idIn((await f.lead.get(hugh.papers)).text, hugh.papers)}/end`,
        { on: day(-1), reason: 'Given back.' }));
    await says(hugh.visitor, `${ended}: Today says so`, '/today', 'Your licence ended on');
    for (const [who, v] of [['the lead', f.lead], ['the front desk', f.people['the front desk']]]) {
        await says(v, `${ended}: the calendar of ${who} says it`, `/calendar?week=${day(2)}`, UNLICENSED);
        await says(v, `${ended}: and the appointment itself to ${who}`, `${f.c}/appointments/${ahead}`, UNLICENSED);
    }
    let a = await marked(f, last, { event: 'held' });
    check(`${ended}: what it covered is marked as held`, a.status === 303, said(a));
    a = await marked(f, after, { event: 'held' });
    check(`${ended}: what it did not cover is not`, a.status === 422 &&
        /No licence of its clinician .* cannot be marked as held\. If somebody else led it, please enter them/.test(textOf(a.text)), said(a));
    await stands(f, ended, after, 'planned');
    await made('cancelled', marked(f, ahead, { event: 'cancelled', reason: 'provider' }));
    a = await marked(f, ahead, { event: 'planned' });
    check(`${ended}: nothing is planned again for later`, a.status === 422 && /renew the licence first/.test(textOf(a.text)), said(a));
    a = await f.lead.submit(`${f.c}/appointments/${after}/edit`, { clinician: 'Ruth Alder' });
    check(`${ended}: who led it in truth is entered`, a.status === 303, said(a));
    a = await marked(f, after, { event: 'held' });
    check(`${ended}: and then it is held`, a.status === 303, said(a));
}

// -- 16: something is reported while contact goes on ----------------------------------------------

async function abuseReported(f) {
    const what = 'a report of sexual abuse', pair = [f.maya, f.dana], co = f.people['the co-therapist'];
    const planned = await booked(f, 'before it, contact', booking(f, 'contact', pair));
    const alone = await booked(f, 'before it, the child alone', booking(f, 'child', [f.maya], '14:00'));
    const a = await posts(f, co, `${f.c}/safety/allegations/new`, { from_other: 'A teacher', about: f.dana, child: f.maya,
        on: day(0), words: 'Mirabellenkern under the clothes.' });
    check(`${what} is recorded as it came`, a.status === 303, said(a));
    const at = a.to;
    await stands(f, `${what}: contact is suspended at once`, planned, 'on hold');
    await stands(f, `${what}: the child's own session`, alone, 'planned');
    for (const [kind, time] of KINDS)
        await noneBooks(f, `${what}, ${kind}`, booking(f, kind, pair, time, 4));
    const page = await says(f.lead, `${what}: the contact page bars every way`, `${f.c}/contact`,
        new RegExp(`Maya Alder and Dana Alder, mother .*?${EVERY_WAY} Not permitted`));
    check(`${what}: and leads to it`, page.text.includes(`href="${at}"`));
    const triage = await f.lead.submit(at, { outcome: 'concern', reasons: 'Told unasked, and in detail.' });
    check(`${what}: the lead finds reasonable cause`, triage.status === 303, said(triage));
    const concernAt = `${f.c}/concerns/${idIn(triage.to, '/concerns')}`;
    await says(f.lead, `${what}: the lead's own clock runs`, '/today', 'Safety report');
    await logReport(f, concernAt);
    for (const [step, values, words] of [['court-order', {}, /attach the paper|Choose|choose/],
        ['consultation', { person: 'Dr. K. Yarrow, Psychologist 5', words: 'She knows abuse.', document: f.document },
            /only after 2 requests to the agency, and 60 days/]]) {
        const b = await f.lead.submit(`${concernAt}/add/${step}`, values);
        check(`${what}: ${step} asks for what is missing`, b.status === 422 && words.test(mainText(b)), said(b));
    }
    await notClosed(f, `${what}, with a paper of the practice's own`, { document: f.document });
    await made('an order of the court', f.lead.submit(`${concernAt}/add/court-order`, { document: f.letter }));
    const closed = await close(f, { rationale: 'The court allows contact with somebody present.', document: f.letter });
    check(`${what}: with the court's paper the lead asks`, closed.status === 303, said(closed));
    const second = `${f.c}/overrides/${idIn((await co.get(`${f.c}/signs`)).text, '/overrides')}/second`;
    await refused(f, `${what}, one name`, booking(f, 'contact', pair), /may not be in contact/);
    await made('a second signature', co.submit(second, { words: 'I have read the order.' }));
    await booked(f, `${what}, order and two names: contact may be planned`, booking(f, 'contact', pair, '10:00', 6));
    await stands(f, `${what}: what was suspended does not come back by itself`, planned, 'on hold');
    noWord(what, await readBy(f), 'Mirabellenkern', 'abuse', 'allegation', concernAt);
    await nowhere(f, `${what}: its address`, x => `${f.c}/safety/allegations/${x}`, at.split('/').pop());
}

// -- 17: a parent asks for the child's record -----------------------------------------------------

const request = f => ({ subject: f.maya, asker: f.dana, received: day(-3), way: 'letter', parts: ['all'],
    words: 'Mirabellenkern: all that she said.' });
const NOT_REPRESENTATIVE = { outcome: 'denied', grounds: ['not_representative'], words: 'Kirschkern at home.', belief: 'abuse',
    interest: 'Zwetschgenkern when she comes home.' };

/** The letter as it prints. */
function letterText(practice, pdf) {
    const file = path.join(practice.home, 'letter.pdf');
    fs.writeFileSync(file, pdf.bytes);
    return spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).stdout.replace(/\s+/g, ' ');
}

async function demand(f, practice) {
    const what = 'a demand for the record', co = f.people['the co-therapist'];
    await made('privilege', f.lead.submit(`${f.c}/privilege/${f.maya}/new`, { holder: 'parents',
        waiver: 'not_waived', document: f.document, on: day(-5) }));
    const at = `${f.c}/requests/${idIn(await made('the request', f.lead.submit(`${f.c}/requests/new`, request(f))), '/requests')}`;
    const due = new Date(`${day(27)}T12:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
    await says(f.lead, `${what}: the answer is due 30 days after it came`, at, `Answer due ${due}`);
    await says(f.lead, `${what}: the family's page counts it too`, f.c, 'request for a record');
    const decide = values => f.lead.submit(`${at}?do=decide`, values, { to: '/decide' });
    for (const [without, values] of [['access given on that ground', { outcome: 'given' }], ['no belief', { belief: [] }],
        ['no interest of the child', { interest: '' }], ['no facts', { words: '' }]]) {
        const a = await decide({ ...NOT_REPRESENTATIVE, ...values });
        check(`${what}: ${without} is refused`, a.status === 422, said(a));
    }
    await made('the decision', decide(NOT_REPRESENTATIVE));
    await says(f.lead, `${what}: it waits for a second name`, at, 'second');
    let a = await posted(f.lead, `${at}/second`, [['words', 'I agree with myself.']]);
    check(`${what}: one's own is none`, REFUSED.includes(a.status), said(a));
    a = await posted(f.lead, `${at}/letter`, []);
    check(`${what}: the letter is not signed before`, REFUSED.includes(a.status), said(a));
    await made('a second signature', co.submit(`${at}?do=second`, { words: 'I looked at it.' }, { to: '/second' }));
    await made('the letter', posted(f.lead, `${at}/letter`, []));
    const frozen = idIn((await f.lead.get(at)).text, `${f.c}/documents`);
    const letter = letterText(practice, await f.lead.get(`${f.c}/documents/${frozen}`));
    check(`${what}: the letter answers, says what may be done, and names both`, ['Dana Alder', 'We do not give access', 'You may complain',
        'Signed electronically', 'Ruth Alder', 'Second signer: Cora Birch'].every(w => letter.includes(w)), letter);
    check(`${what}: and tells nothing that was typed or believed`, !/kern|abuse|endanger|harm/i.test(letter), letter);
    await made('it went out', f.lead.submit(`${at}?do=sent`, { on: day(0), way: 'letter' }, { to: '/sent' }));
    await says(f.lead, `${what}: and the clock has ended`, at, /Answered/i);
    noWord(what, await readBy(f), 'Mirabellenkern', 'Kirschkern', 'Zwetschgenkern', 'request for a record');
    await nowhere(f, `${what}: its address`, x => `${f.c}/requests/${x}`, at.split('/').pop());
}

// -- 18: self-harm --------------------------------------------------------------------------------

async function selfHarm(f) {
    const what = 'a sign of self-harm', pair = [f.maya, f.dana];
    const inside = [f.lead, f.people['the co-therapist'], f.people['the supervisor']].filter(Boolean);
    const late = await booked(f, 'before it, contact late today', booking(f, 'contact', pair, '23:59', -f.from));
    const planned = await booked(f, 'before it, contact', booking(f, 'contact', pair));
    const remote = await booked(f, 'before it, a call', booking(f, 'family_remote', [f.maya, f.rob], '16:00'));
    const alone = await booked(f, 'before it, the child alone', booking(f, 'child', [f.maya], '14:00'));
    const a = await f.lead.submit(`${f.c}/review/sign`, { person: f.maya, on: day(0), words: 'Mirabellenkern on both arms.' });
    check(`${what} is recorded`, a.status === 303, said(a));
    for (const id of [late, planned, remote])
        await stands(f, `${what}: contact is frozen`, id, 'on hold');
    await stands(f, `${what}: the child's own session`, alone, 'planned');
    for (const v of inside)
        await says(v, `${what}: the screen is due now on Today`, '/today', 'suicide screen now, safety plan, decide about telling the guardians');
    for (const [kind, time] of KINDS) {
        const b = await noneBooks(f, `${what}, ${kind}`, booking(f, kind, pair, time, 4));
        check(`${what}, ${kind}: the front desk reads no reason`,
            !/review|harm|suicide/i.test(mainText(b['the front desk'])), said(b['the front desk']));
    }
    noWord(what, await readBy(f), 'Mirabellenkern', 'self-harm', 'suicide', 'safety plan');
    const screen = await f.lead.submit(`${f.c}/review/screen`, { person: f.maya, on: day(0), q1: 'no', q2: 'no', q3: 'no', q4: 'no' });
    check(`${what}: the screen is recorded`, screen.status === 303, said(screen));
    await saysNot(f.lead, `${what}: it is not due any more`, '/today', 'suicide screen now');
    await says(f.lead, `${what}: the rest is`, '/today', 'safety plan');
    await refused(f, `${what}, a clear screen alone`, booking(f, 'contact', pair), /may not be in contact|on hold/);
    const report = `${f.c}/reports/${idIn(await made('a statement', f.lead.submit(`${f.c}/reports/new`,
        { kind: 'attendance', from: day(-30), to: day(0), recipients: 'The court' })), '/reports')}`;
    await says(f.lead, `${what}: a report says one phrase`, report, 'clinical review');
    await saysNot(f.lead, `${what}: a report has no word of it`, report, 'Mirabellenkern', 'self-harm', 'suicide');
}

// -- one therapist alone --------------------------------------------------------------------------

const CONSULTED = f => ({ second_name: 'Kim Yarrow', second_licence: 'Psychologist 5', second_on: day(0),
    second_words: 'I agree.', second_sheet: f.document });

/** A concern that the agency has closed; only the second view is missing. */
async function clearedByAgency(f) {
    const at = await concern(f);
    await logReport(f, at);
    await made('what the agency wrote', f.lead.submit(`${at}/add/closure`, { agency: 'County agency', document: f.letter }));
}

async function closedAlone(f) {
    const what = 'closing a concern alone', why = { document: f.letter };
    await clearedByAgency(f);
    await notClosed(f, `${what}, without a second view`, { document: f.document });
    await notClosed(f, `${what}, with one that nobody signed`, { document: f.document, ...CONSULTED(f), second_sheet: '' });
    await made('a consultation', close(f, { ...why, ...CONSULTED(f) }));
    await says(f.lead, `${what}: with its sheet it counts after a day`, `${f.c}/signs`, 'closing it waits for its hour');
    await refused(f, `${what}: until then contact waits`, booking(f, 'contact', [f.maya, f.dana]), /may not be in contact/);
}

async function closedWithColleague(f) {
    const what = 'closing a concern with a colleague from outside', kim = f.people['the colleague from outside'];
    await clearedByAgency(f);
    let a = await close(f, { document: f.letter }, `${closing(f)}?ask=1`);
    check(`${what}: the lead asks for it`, a.status === 303 && a.to.endsWith('/ask'), said(a));
    await made('whom', f.lead.submit(a.to, { account: 'Kim Yarrow', question: 'May contact go on?' }, { to: '/ask' }));
    await refused(f, `${what}, asked: contact waits`, booking(f, 'contact', [f.maya, f.dana]), /may not be in contact/);
    a = await says(kim, `${what}: one decision lies before them`, '/consultations', 'Ruth Alder');
    const at = `/consultations/${idIn(a.text, '/consultations')}`;
    await made('their view', kim.submit(at, { agree: 'yes', view: 'I have read the letter.' }));
    await booked(f, `${what}, signed: contact may be planned`, booking(f, 'contact', [f.maya, f.dana]));
    a = await kim.get(f.c);
    check(`${what}: they saw that decision and nothing else`, a.status === 404, said(a));
}

async function demandAlone(f) {
    const what = 'a demand for the record, alone';
    const at = `${f.c}/requests/${idIn(await made('the request', f.lead.submit(`${f.c}/requests/new`, request(f))), '/requests')}`;
    const decide = values => f.lead.submit(`${at}?do=decide`, values, { to: '/decide' });
    let a = await decide(NOT_REPRESENTATIVE);
    check(`${what}: without an outside view it is refused`, a.status === 422, said(a));
    await made('the decision', decide({ ...NOT_REPRESENTATIVE, ...CONSULTED(f) }));
    a = await posted(f.lead, `${at}/letter`, []);
    check(`${what}: for a day nothing is signed`, REFUSED.includes(a.status), said(a));
    await says(f.lead, `${what}: and the page says so`, at, 'Kim Yarrow', /wait|counts/i);
    noWord(what, await readBy(f), 'Mirabellenkern', 'Kirschkern', 'Zwetschgenkern');
}

// -- the run --------------------------------------------------------------------------------------

async function inAGroup(db = '') {
    const group = await startPractice({ db }), people = await tokens(await cast(group));
    for (const name of ['Cora Birch', 'Stan Oak'])
        await licensed(people['the lead'], name, day(400));
    weeks = 0;
    await part('15', async () => licenceEnds(await family(people), group));
    await part('1', async () => protectiveOrder(await family(people)));
    await part('4', async () => reporter(await family(people)));
    await part('7', async () => oneSignature(await family(people, OFFICE, false)));
    await part('8', async () => closedByTwo(await family(people)));
    await part('16', async () => abuseReported(await family(people)));
    await part('17', async () => demand(await family(people), group));
    await part('18', async () => selfHarm(await family(people)));
    await group.stop();
}

async function alone() {
    const solo = await startPractice({ kind: 'solo' }), people = await tokens(await cast(solo, true));
    await licensed(people['the lead'], 'Kim Yarrow', day(400));
    await part('alone, 1', async () => protectiveOrder(await family(people)));
    await part('alone, 7', async () => oneSignature(await family(people, OFFICE, false)));
    await part('alone, 8', async () => closedAlone(await family(people)));
    await part('alone, 8 asked', async () => closedWithColleague(await family(people)));
    await part('alone, 17', async () => demandAlone(await family(people)));
    await part('alone, 18', async () => selfHarm(await family(people)));
    await solo.stop();
}

await main(async () => {
    await inAGroup();
    await alone();
    if (process.env.REWEAVE_TEST_PG) {
        console.log('# on PostgreSQL');
        await inAGroup(process.env.REWEAVE_TEST_PG);
    }
});
