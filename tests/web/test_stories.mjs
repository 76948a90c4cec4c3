// test_stories.mjs -- whole stories told through the pages that exist, as a practice lives them: what
// happens, whom the pages then refuse and in which words, what lets it go on, and who never learns of
// it. In a group, and where one therapist is alone or asks a colleague from outside.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { cast, consented, day, furnishPeople, idIn, licensed, made, paper, placed } from '../browser/furnish.mjs';
import { addPerson, check, difference, enrol, filled, mainForm, main, part, said, startPractice, textOf, told,
    Visitor } from '../browser/kit.mjs';

const REFUSED = [403, 404, 422];
const NOBODY = 'a'.repeat(26);
const OFFICE = { phase: 'P4', level: 'L5' }; // contact in the office, the therapist near
const OUTSIDE = ['the front desk', 'a therapist without a place', 'administration alone'];
const KINDS = [['contact', '09:00'], ['contact_remote', '11:00'], ['family', '13:00'], ['family_remote', '15:00']];
const mainText = a => textOf(a.text.slice(a.text.indexOf('<main')));

// -- what every story is told with ----------------------------------------------------------------

/** A family of which the lead is the first of these people, and both parents have consented. */
async function family(people, stand = null, consent = true) {
    const lead = people['the lead'], { c, kids, adults, document } = await furnishPeople(lead, stand);
    if (people['the supervisor'])
        await placed(lead, c);
    if (consent)
        await consented(lead, c, Object.values(kids), adults, document);
    return { people, lead, c, maya: kids['Maya Alder'], theo: kids['Theo Alder'], dana: adults['Dana Alder'],
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

const booking = (kind, people, at = '10:00', on = day(3), more = {}) =>
    ({ kind, people, at_min: at, minutes: '50', on, ...more });

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

async function says_not(v, what, where, ...words) {
    const a = await v.get(where), found = words.filter(w => a.text.toLowerCase().includes(w.toLowerCase()));
    check(what, a.status === 200 && !found.length, `${a.status} found ${found}`);
    return a;
}

/** Every page on which those outside could meet a word of a family. */
const OUTSIDE_PAGES = f => ['/today', '/cases', `/calendar?week=${day(3)}`, '/credentials', f.c, `${f.c}/desk`,
    ...['/team', '/documents', '/reports', '/concerns', '/concerns/new', '/safety', '/review', '/coping', '/requests', '/contact',
        '/signs', '/court', '/consent', '/notes', '/holds/new', '/appointments/new', `/people/${f.maya}`, `/people/${f.dana}`,
        `/children/${f.maya}/checkpoints`].map(p => f.c + p)];

/** What all of these read on all of those pages. */
async function readBy(f, who = OUTSIDE) {
    const pages = [];
    for (const one of who)
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
async function nowhere(f, what, at, id, who = OUTSIDE) {
    for (const one of who) {
        const a = await f.people[one].get(at(id)), b = await f.people[one].get(at(NOBODY));
        check(`${what}: like nothing for ${one}`, a.status === 404 && told(a) === told(b), said(a));
    }
}

// -- 1: an order of the court ---------------------------------------------------------------------

async function protectiveOrder(f) {
    const what = 'protective order', pair = [f.maya, f.dana], held = [];
    for (const [kind, at] of KINDS)
        held.push(await booked(f, `before, ${kind}`, booking(kind, pair, at)));
    const alone = await booked(f, 'before, the child alone', booking('child', [f.maya], '09:00', day(4)));
    const order = idIn(await made('the order', f.lead.submit(`${f.c}/orders/new`, { court: 'Superior Court', docket: '26-FL-9',
        kind: 'protective', title: 'Order Mirabelle', effective_on: day(-2), report_rule: 'none' }, { file: paper() })), '/orders');
    await made('its words', f.lead.submit(`${f.c}/orders/${order}/restrictions/new`, { child: 'all', person: f.dana, says: 'forbidden' }));
    for (const id of held)
        await stands(f, `${what}, what was booked`, id, 'on hold');
    await stands(f, `${what}, the child's own session`, alone, 'planned');
    const again = await marked(f, held[0], { event: 'planned' });
    check(`${what}: what was stopped is not planned again`, again.status === 422 && mainText(again).includes('Order Mirabelle'), said(again));
    for (const [kind, at] of KINDS) {
        const a = await noneBooks(f, `${what}, ${kind}`, booking(kind, pair, at, day(5)));
        check(`${what}, ${kind}: the lead reads which order`, textOf(a['the lead'].text).includes('Order Mirabelle'), said(a['the lead']));
        check(`${what}, ${kind}: the front desk is sent to the clinician`, textOf(a['the front desk'].text)
            .includes('Please ask the clinician of this case.') && !/Mirabelle|forbid/i.test(a['the front desk'].text), said(a['the front desk']));
    }
    const page = await says(f.lead, `${what}: the contact page bars every way`, `${f.c}/contact`, /Maya Alder and Dana Alder, mother .*?in person, by telephone, by video, by text message, by letter, through another person, through the portal Not permitted .*?Order Mirabelle/);
    check(`${what}: and leads to its source`, page.text.includes(`href="${f.c}/orders/${order}/contact"`));
    await says(f.lead, `${what}: the family page names it`, f.c, 'Order Mirabelle');
    noWord(what, await readBy(f), 'Mirabelle', 'protective order');
    await booked(f, `${what}, with the other parent`, booking('family', [f.maya, f.rob], '17:00', day(5)));
    await made('the order ends', f.lead.submit(`${f.c}/orders/${order}/edit`, { state: 'ended' }));
    await booked(f, `${what} ended`, booking('contact', pair, '10:00', day(6)));
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
    await made('told to the supervisor alone', co.submit(`${f.c}/log`, { kind: 'call', direction: 'out', people: [], body: 'Spoke with Stan Oak.', minutes: '5' }));
    await says(sup, `${what}: the supervisor reads it`, at, 'Mirabellenkern', '16:05', 'Cora Birch');
    for (const v of [sup, f.lead]) {
        const other = await v.get(`${at}/add/report`);
        check(`${what}: nobody else can log the report in their place`, other.status === 404, said(other));
    }
    await says(co, `${what}: with the supervisor told the clock runs on`, '/today', ...clock);
    const short = await co.submit(`${at}/add/report`, { agency: 'County hotline', person: 'Worker 17', method: 'telephone' });
    check(`${what}: without the agency's reference it does not end`, short.status === 422, said(short));
    await says(co, `${what}: and still runs`, '/today', ...clock);
    const whole = await co.submit(`${at}/add/report`, { agency: 'County hotline', person: 'Worker 17', method: 'telephone', reference: 'R-2026-9' });
    check(`${what}: agency, worker, way and reference end it`, whole.status === 303, said(whole));
    await says_not(co, `${what}: Today has no clock any more`, '/today', 'Safety report');
    await says(f.lead, `${what}: the record says when it was reported`, at, 'Reported', 'R-2026-9', 'not on record yet; contact waits');
    await refused(f, `${what}: contact waits for clearance`, booking('contact', [f.maya, f.dana]), /may not be in contact/);
    const after = await readBy(f);
    check(`${what}: whoever is outside reads to the letter what they read before`, outside.join() === after.join(), difference(outside.join(), after.join()));
    noWord(what, after, 'Mirabellenkern', 'County hotline', 'safety report', at);
    await nowhere(f, `${what}: its address`, x => `${f.c}/concerns/${x}`, id);
}

// -- 7: both must consent -------------------------------------------------------------------------

async function oneSignature(f) {
    const what = 'one of two signatures', child = `${f.c}/children/${f.maya}`;
    await made('custody', f.lead.submit(`${child}/custody/new`, { kind: 'joint_both', holders: [f.dana, f.rob], from: day(-60), document: f.document }));
    await made('a signature', f.lead.submit(`${child}/consent/${f.dana}/sign`, { typed_name: 'Dana Alder' }));
    for (const [kind, who] of [['child', [f.maya]], ['child_remote', [f.maya]], ['contact', [f.maya, f.dana]], ['family', [f.maya, f.rob]]]) {
        const a = await noneBooks(f, `${what}, ${kind}`, booking(kind, who));
        check(`${what}, ${kind}: it says whose is missing`, /consent of Rob Alder, father/.test(textOf(a['the lead'].text)), said(a['the lead']));
    }
    await says(f.lead, `${what}: the family page waits`, f.c, 'Awaiting consent');
    await booked(f, `${what}, a parent alone`, booking('parent', [f.dana], '11:00'));
    await booked(f, `${what}, safety first`, booking('safety', [f.maya], '12:00'));
    await made('the other signature', f.lead.submit(`${child}/consent/${f.rob}/sign`, { typed_name: 'Rob Alder' }));
    await booked(f, 'both signatures, a session of the child', booking('child', [f.maya], '13:00'));
    await booked(f, 'both signatures, contact', booking('contact', [f.maya, f.dana], '14:00'));
}

// -- 8: how a concern is closed -------------------------------------------------------------------

/** A concern of the lead at contact in the office; answers its path. */
async function concern(f, person = f.dana) {
    const a = await f.lead.submit(`${f.c}/concerns/new`, { child: f.maya, person, words: 'Told of a hit.' });
    check('a concern is recorded', a.status === 303, said(a));
    return `${f.c}/concerns/${idIn(a.to, '/concerns')}`;
}

const closing = f => `${f.c}/children/${f.maya}/set-aside/CI1`;

async function notClosed(f, what, values) {
    const a = await f.lead.submit(closing(f), { rationale: 'The agency closed it.', ...values });
    check(`${what}: it is not closed`, a.status === 422, said(a));
    await refused(f, `${what}: contact waits`, booking('contact', [f.maya, f.dana]), /may not be in contact/);
}

async function logReport(f, at) {
    await made('the report', f.lead.submit(`${at}/add/report`, { agency: 'County hotline', person: 'Worker 17', method: 'telephone', reference: 'R-2026-9' }));
}

/** What a pause and going on after it ask for; answers the step of contact before and after. */
async function pausedAndResumed(f) {
    const child = `${f.c}/children/${f.maya}`, record = (id, gate) => made(id, f.lead.submit(`${child}/record/${id}?gate=${gate}`,
        { result: 'yes', statement: 'As agreed with everybody.' }));
    for (const id of ['G-PAUSE.a', 'G-PAUSE.b', 'G-PAUSE.c'])
        await record(id, 'G-PAUSE');
    await made('a pause', f.lead.submit(`${child}/checkpoints/G-PAUSE`, { outcome: 'pause', rationale: 'Until it is settled.' }, { to: '/decide' }));
    console.log('#', mainText(await f.lead.get(`${child}/checkpoints/G-RES`)).slice(700, 6500));
}

async function closedByTwo(f) {
    const what = 'closing a concern', co = f.people['the co-therapist'];
    const at = await concern(f);
    await notClosed(f, `${what}, without a document`, {});
    await notClosed(f, `${what}, with one and nothing reported`, { document: f.document });
    await logReport(f, at);
    await notClosed(f, `${what}, reported and not cleared`, { document: f.document });
    await made('what the agency wrote', f.lead.submit(`${at}/add/closure`, { agency: 'County agency', document: f.document }));
    const a = await f.lead.submit(closing(f), { rationale: 'The agency closed it.', document: f.document });
    check(`${what}: the document is there, and it waits for a second name`, a.status === 303, said(a));
    await refused(f, `${what}, one signature: contact waits`, booking('contact', [f.maya, f.dana]), /may not be in contact/);
    await says(co, `${what}: the register asks the others for a second name`, `${f.c}/signs`, 'waits for a second signature', 'Sign as second');
    const second = `${f.c}/overrides/${idIn((await co.get(`${f.c}/signs`)).text, '/overrides')}/second`;
    const own = await posted(f.lead, second, [['words', 'I agree with myself.']]);
    check(`${what}: one's own second signature is none`, REFUSED.includes(own.status), said(own));
    await refused(f, `${what}, signed twice by one: contact waits`, booking('contact', [f.maya, f.dana]), /may not be in contact/);
    await made('a second signature', co.submit(second, { words: 'I have read the letter.' }));
    await pausedAndResumed(f);
}

// -- the run --------------------------------------------------------------------------------------

await main(async () => {
    const group = await startPractice();
    const people = await tokens(await cast(group));
    for (const name of ['Cora Birch', 'Stan Oak'])
        await licensed(people['the lead'], name, day(400));
    await part('1', async () => protectiveOrder(await family(people, OFFICE)));
    await part('4', async () => reporter(await family(people, OFFICE)));
    await part('7', async () => oneSignature(await family(people, OFFICE, false)));
    await part('8', async () => closedByTwo(await family(people, OFFICE)));
});
