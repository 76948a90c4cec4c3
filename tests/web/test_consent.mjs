// test_consent.mjs -- custody, consent, the agreement and the child's answers over the wire: no child
// session without the signature that is needed, and the page says whose it is.
import { consented, day, furnishPeople } from '../browser/furnish.mjs';
import { check, enrol, mainForm, main, part, startPractice, textOf, Visitor } from '../browser/kit.mjs';

const said = a => `${a.status} ${textOf(a.text.slice(a.text.indexOf('<main'))).slice(0, 600)}`;
const NOBODY = 'a'.repeat(26);

async function awaiting(v, c, kids, adults) {
    const booked = { kind: 'child', people: [kids['Maya Alder']], at_min: '10:00', minutes: '50', on: day(3) };
    let a = await v.submit(`${c}/appointments/new`, booked);
    check('a child of unknown custody is not booked', a.status === 422 && /Who may consent for Maya Alder is not recorded yet/.test(textOf(a.text)), said(a));
    check('what was typed is still there', a.text.includes('10:00'));
    a = await v.submit(`${c}/appointments/new`, { ...booked, kind: 'parent', people: [adults['Dana Alder']] });
    check('a parent is', a.status === 303, said(a));
    a = await v.submit(`${c}/appointments/new`, { ...booked, kind: 'safety', at_min: '12:00' });
    check('safety comes first and waits for nobody', a.status === 303, said(a));
    a = await v.get(c);
    check('the case page says it and leads there', /Awaiting consent/.test(a.text) && a.text.includes(`href="${c}/consent"`), said(a));
}

async function custody(v, c, kids, adults, document) {
    const at = `${c}/children/${kids['Maya Alder']}/custody/new`;
    let a = await v.submit(at, { kind: 'joint_both', holders: [adults['Dana Alder']], from: day(-40), document });
    check('joint custody of one is refused beside the field', a.status === 422 && /everybody who shares custody/.test(textOf(a.text)), said(a));
    check('and keeps the day', a.text.includes(day(-40)));
    a = await v.submit(at, { kind: 'joint_both', holders: Object.values(adults), from: day(-40), document });
    check('custody is recorded', a.status === 303, said(a));
    a = await v.submit(`${c}/children/${kids['Maya Alder']}/consent/${adults['Dana Alder']}`, { how: 'paper', on: day(0) });
    check('a signature on paper needs its paper', a.status === 422 && /choose the signed paper/.test(textOf(a.text)), said(a));
    a = await v.submit(`${c}/children/${kids['Maya Alder']}/consent/${adults['Dana Alder']}/sign`, { typed_name: 'Dana' });
    check('a signature is the whole name', a.status === 422 && /Dana Alder\./.test(textOf(a.text)), said(a));
    a = await v.submit(`${c}/children/${kids['Maya Alder']}/consent/${adults['Dana Alder']}/sign`, { typed_name: 'Dana Alder' });
    check('one of two signs', a.status === 303, said(a));
    a = await v.submit(`${c}/appointments/new`, { kind: 'child', people: [kids['Maya Alder']], at_min: '10:00', minutes: '50', on: day(3) });
    check('both must consent, one has: no session of the child', a.status === 422 && /consent of Rob Alder, father/.test(textOf(a.text)), said(a));
    a = await v.submit(`${c}/children/${kids['Maya Alder']}/consent/${adults['Rob Alder']}/sign`, { typed_name: 'Rob Alder' });
    a = await v.submit(`${c}/appointments/new`, { kind: 'child', people: [kids['Maya Alder']], at_min: '14:00', minutes: '50', on: day(3) });
    check('both have: it is booked', a.status === 303, said(a));
    a = await v.submit(`${c}/children/${kids['Maya Alder']}/consent/${adults['Rob Alder']}`, { how: 'withdrawn', on: day(0) });
    check('withdrawing needs no reason', a.status === 303, said(a));
    a = await v.get(`${c}/consent`);
    check('and stops the sessions of the child', /Sessions of this child stop at once/.test(textOf(a.text)), said(a));
}

async function agreement(v, c, adults) {
    let a = await v.get(`${c}/agreements/new`), at = `${c}/agreements/new`, parts = 0;
    check('the agreement begins with the people of the case', a.text.includes('Dana Alder, mother'), said(a));
    while (/\/(new|write)$/.test(at) && parts++ < 5) {
        const fields = mainForm((await v.get(at)).text).fields.filter(f => f.kind !== 'hidden');
        const names = [...new Set(fields.map(f => f.name))];
        check(`part ${parts} takes at most 15 inputs`, names.length <= 15, names.length);
        a = await v.submit(at, Object.fromEntries(names.filter(n => n !== 'not_here').map(n => [n, `About ${n}.`])));
        check(`part ${parts} is kept`, a.status === 303, said(a));
        at = a.to;
    }
    check('three parts make it whole', parts === 3, parts);
    a = await v.get(`${at}/for/${adults['Dana Alder']}`);
    const text = textOf(a.text.slice(a.text.indexOf('<main')));
    check('each adult has a page of it', a.status === 200 && text.includes('Dana Alder, mother') && text.includes('About goals.'), said(a));
    check('without the other one', !text.includes('Rob'), said(a));
}

async function answers(v, c, kids) {
    const at = `${c}/children/${kids['Maya Alder']}/answer/new`;
    let a = await v.submit(at, { answer: 'not_asked', on: day(0) });
    check('not asked needs its reason', a.status === 422, said(a));
    a = await v.submit(at, { answer: 'slower', on: day(0), words: 'Not on school days.' });
    check('an answer is recorded', a.status === 303, said(a));
    a = await v.get(`${c}/consent`);
    check('and stands with the others', /yes, but slower/.test(a.text), said(a));
}

async function unknown(v, c, kids) {
    const paths = [`children/${NOBODY}/custody/new`, `children/${NOBODY}/answer/new`, `agreements/${NOBODY}`,
        `children/${kids['Maya Alder']}/consent/${NOBODY}`];
    const first = await v.get(`/cases/${NOBODY}/consent`);
    for (const p of paths) {
        const a = await v.get(`${c}/${p}`);
        check(`${p} is nowhere`, a.status === 404 && first.status === 404, a.status);
    }
}

await main(async () => {
    const practice = await startPractice();
    const v = new Visitor(practice);
    await enrol(v, 'ruth', practice.invite);
    const { c, kids, adults, document } = await furnishPeople(v);
    await part('awaiting', () => awaiting(v, c, kids, adults));
    await part('custody', () => custody(v, c, kids, adults, document));
    await part('agreement', () => agreement(v, c, adults));
    await part('answers', () => answers(v, c, kids));
    await part('unknown', () => unknown(v, c, kids));
    await part('the other child', () => consented(v, c, [kids['Theo Alder']], adults, document));
});
