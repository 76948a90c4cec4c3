// test_pages.mjs -- every page of the program: what it answers to whom, its headers, its HTML, and
// whether everybody can use it, light and dark, narrow and wide.
import { spawnSync } from 'node:child_process';
import { addressOf, furnish } from './furnish.mjs';
import { BIN, check, main, part, PASSWORD, startPractice, Visitor } from './kit.mjs';
import { axeFaults, htmlFaults, lendCookies, openBrowser, openWindow, shoot } from './screen.mjs';

const SHOTS = process.env.REWEAVE_SHOTS || '';

const HEADERS = {
    'content-security-policy': "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; " +
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
    'x-robots-tag': 'noindex, nofollow',
    'x-dns-prefetch-control': 'off',
    'origin-agent-cluster': '?1',
};

function headerFaults(a) {
    const attached = 'content-disposition' in a.headers;
    const want = attached ? { ...HEADERS, 'content-security-policy': "sandbox; default-src 'none'" } : HEADERS;
    const faults = Object.entries(want).filter(([k, v]) => a.headers[k] !== v).map(([k]) => `${k}: ${a.headers[k]}`);
    for (const k of ['server', 'x-powered-by', 'access-control-allow-origin'])
        if (k in a.headers)
            faults.push(`${k} is sent`);
    for (const c of a.headers['set-cookie'] || [])
        if (!/^__Host-[a-z]+=[^;]*; (?=.*Secure)(?=.*HttpOnly)(?=.*SameSite=Strict)(?=.*Path=\/)/.test(c) || /Domain=/i.test(c))
            faults.push(`cookie ${c.replace(/=[^;]*/, '=...')}`);
    return faults;
}

const inlineFaults = html => [...html.matchAll(/<[a-z][^>]*\s(style|on[a-z]+)=|<style\b|<script(?![^>]*\ssrc=)[^>]*>|javascript:/gi)]
    .map(m => m[0].slice(0, 80));

// -- the pages --------------------------------------------------------------------------------------

/** Pages that a route shows in more than one shape, and pages for somebody who is not signed in. */
function variants(route, path, ids) {
    const more = {
        '/cases/:case/people/new': ['?kind=child', '?kind=adult', '?kind=professional'],
        '/cases/:case/people/:person': ['', path.replace(ids.person, ids.adult)],
        '/cases/:case/notes/:note': ['', path.replace(ids.note, ids.draft)],
        '/cases/:case/notes/:note/edit': [path.replace(ids.note, ids.draft)],
        '/cases/:case/notes/:note/sign': [path.replace(ids.note, ids.draft)],
        '/cases/:case/people/:person/contact': [path.replace(ids.person, ids.adult)],
        '/cases/:case/people/:person/contact/edit': [path.replace(ids.person, ids.adult)],
        '/cases/:case/children/:child/checkpoints/:gate': ['', path.replace(/G0$/, 'G3'), path.replace(/G0$/, 'G-PAUSE'),
            path.replace(ids.child, ids.sibling)],
        '/cases/:case/children/:child/record/:criterion': ['?gate=G1', path.replace('G1.f', 'G1.e') + `?gate=G1&person=${ids.adult}`],
        '/cases/:case/children/:child/set-aside/:criterion': ['', path.replace('G1.f', 'G0.c')],
        '/cases/:case/people/:person/intake': ['', path.replace(ids.person, ids.adult)],
        '/cases/:case/people/:person/intake/asked': ['', path.replace(ids.person, ids.adult)],
        ...Object.fromEntries(['intake/offer', 'intake/fees', 'intake/release', 'intake/forms', 'packet', 'papers']
            .map(room => [`/cases/:case/people/:person/${room}`, [path.replace(ids.person, ids.adult)]])),
        '/cases/:case/safety/screens/:screen': ['', path.replace(ids.screen, ids.screenDraft)],
        '/cases/:case/safety/screens/:screen/ask': [path.replace(ids.screen, ids.screenDraft)],
        '/cases/:case/safety/screens/:screen/told': [path.replace(ids.screen, ids.screenDraft) + '?part=body&item=V6',
            path.replace(ids.screen, ids.screenDraft) + '?part=danger&item=V16'],
        '/cases/:case/safety/screens/:screen/sign': [path.replace(ids.screen, ids.screenDraft)],
        '/cases/:case/safety/talk': ['', `?person=${ids.adult}`],
        '/cases/:case/requests/:request': ['', '?do=decide', '?do=longer'],
        '/cases/:case/reports/:report': ['', path.replace(ids.report, ids.signedReport)],
    }[route.path] || [''];
    return more.map(m => (m.startsWith('/') ? m : path + m));
}

// The address leads on from here, by what the person is in the middle of.
const LEADS_ON = ['/', '/sign-in', '/sign-in/code', '/sign-in/recovery', '/welcome', '/welcome/second-step'];

async function onWire(route, path, a) {
    const html = /^text\/html/.test(a.headers['content-type'] || '');
    check(`${path} answers`, a.status === 200, `${a.status} ${a.to}`);
    const wrong = headerFaults(a);
    check(`${path} has every header`, !wrong.length, wrong.join('\n'));
    if (!html)
        return;
    const inline = inlineFaults(a.text);
    check(`${path} has nothing inline`, !inline.length, inline.join('\n'));
    const faults = await htmlFaults(a.text);
    check(`${path} is valid HTML`, !faults.length, faults.join('\n'));
}

const LOOKS = [['light', 1280], ['dark', 1280], ['dark', 390], ['light', 390]];
// What a colour scheme or a width can change; everything else is judged once.
const SEEN = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block', 'target-size',
    'scrollable-region-focusable', 'aria-hidden-focus', 'label', 'link-name', 'button-name', 'region', 'heading-order'] } };

async function onScreen(page, path, name) {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 900 });
    const answer = await page.goto(path);
    if (!(answer.headers()['content-type'] || '').startsWith('text/html'))
        return;
    await page.evaluate(() => document.querySelectorAll('main details').forEach(d => { d.open = true; }));
    const faults = [];
    for (const [scheme, width] of LOOKS) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.setViewportSize({ width, height: 900 });
        const options = scheme === 'light' && width === 1280 ? {} : SEEN;
        faults.push(...(await axeFaults(page, options)).map(f => `${scheme} ${width}: ${f}`));
        if (SHOTS && !(scheme === 'dark' && width === 390))
            await shoot(page, `${SHOTS}/${name}-${width}-${scheme}.png`);
    }
    check(`${path} passes axe`, !faults.length, faults.join('\n'));
    await page.setViewportSize({ width: 320, height: 900 });
    const wide = await page.evaluate(() => {
        const limit = document.documentElement.clientWidth;
        const inScroller = e => e.closest('.picture, .scroll, .table-responsive, pre');
        return document.documentElement.scrollWidth <= limit ? [] : [...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > limit + 1 && !inScroller(e))
            .map(e => `${e.tagName}.${e.className} ${Math.round(e.getBoundingClientRect().right)}`).slice(0, 6);
    });
    check(`${path} fits 320 pixels`, !wide.length, wide.join('\n'));
    check(`${path} has a title and one h1`, /\S · Reweave$/.test(await page.title()) && await page.locator('h1').count() === 1,
        `${await page.title()} / ${await page.locator('h1').count()}`);
}

async function everyPage(browser, practice, made, pages) {
    const two = await Promise.all([0, 1].map(() => openWindow(browser, practice, { axe: true })));
    let next = 0;
    await Promise.all(two.map(async w => {
        await lendCookies(w.context, made.visitor, practice);
        while (next < pages.length) {
            const { path, name } = pages[next++];
            await part(`${path} on the screen`, () => onScreen(w.page, path, name));
        }
        check('no page said anything on the console', !w.faults.length, w.faults.join('\n'));
        await w.context.close();
    }));
}

async function strangerPages(browser, practice) {
    const { context, page, faults } = await openWindow(browser, practice, { axe: true });
    for (const path of ['/sign-in', '/sign-in/recovery', '/welcome', '/nothing-here'])
        await part(path, () => onScreen(page, path, 'stranger' + path.replace(/\//g, '-')));
    check('no page said anything to a stranger', !faults.filter(f => !/status of 404/.test(f)).length, faults.join('\n'));
    await context.close();
}

/** Pages that only a form leads to: what was wrong with it, both versions, the second steps. */
async function answers(browser, practice, made) {
    const { context, page, faults } = await openWindow(browser, practice, { axe: true });
    const judged = async what => {
        const wrong = [...await axeFaults(page), ...await htmlFaults(await page.evaluate(async () => document.documentElement.outerHTML)
            .then(html => '<!DOCTYPE html>\n' + html))];
        await page.setViewportSize({ width: 320, height: 900 });
        if (await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth))
            wrong.push('wider than 320 pixels');
        await page.setViewportSize({ width: 1280, height: 900 });
        check(`${what} is valid and passes axe`, !wrong.length, wrong.join('\n'));
    };
    const send = async (path, change) => {
        await page.goto(path);
        const left = page.waitForNavigation({ waitUntil: 'load' });
        await page.evaluate(values => {
            const form = document.querySelector('main form[method=post]');
            form.removeAttribute('data-guard');
            for (const e of form.elements)
                if (e.type !== 'hidden' && ['INPUT', 'TEXTAREA', 'SELECT'].includes(e.tagName) && e.type !== 'radio' && e.type !== 'checkbox')
                    e.value = values[e.name] ?? '';
                else if (e.name in values)
                    e.value = values[e.name];
            form.submit();
        }, change);
        return left;
    };
    for (const path of ['/sign-in', '/welcome']) {
        const a = await send(path, { username: 'nobody', password: 'wrong', invite: 'wrong', repeat: 'else' });
        check(`${path} says what was wrong`, a.status() === 422, a.status());
        await judged(`${path} with what was wrong`);
    }
    await send('/sign-in', { username: 'sam', password: PASSWORD });
    await judged('the second step');
    await page.goto('/sign-in/recovery');
    await judged('the page for a recovery code');
    await context.clearCookies();
    await lendCookies(context, made.visitor, practice);
    for (const path of ['/cases/new', '/accounts/new', ...['people/new?kind=adult', 'roles/new', 'orders/new', 'matters/new', 'hearings/new',
        'documents/new', 'appointments/new', 'reports/new', 'log', `plan/${made.ids.goal}`, `people/${made.ids.person}/edit`]
        .map(p => `${made.c}/${p}`), ...['signs', 'record/G1.e', 'set-aside/G1.g', 'checkpoints/G0', 'checkpoints/G-PAUSE']
        .map(p => `${made.c}/children/${made.ids.child}/${p}`)]) {
        const a = await send(path, { phone: 'x' });
        if (a.status() === 422)
            await judged(`${path} with what was wrong`);
        else
            check(`${path} says what was wrong`, a.status() < 400, a.status());
    }
    const a = await send(`${made.c}/matters/${made.ids.matter}/edit`, { version: '999', court: 'Another court', docket: '1', judge: 'J' });
    check('a conflict is told', a.status() === 409, a.status());
    await judged('the page of two versions');
    const stale = await send(`${made.c}/children/${made.ids.child}/checkpoints/G0`, { shown: '0', rationale: 'Because.' });
    check('what changed since a checkpoint was read is told', stale.status() === 409, stale.status());
    await judged('the page of a checkpoint that changed');
    check('no answer said anything on the console', !faults.length, faults.join('\n'));
    await context.close();
}

// -- who may what -------------------------------------------------------------------------------------

/** What a person with these capabilities gets: 200 for what is on the list, else what nobody has. */
async function asSomebody(who, visitor, pages, may, missing) {
    const wrong = [];
    for (const { route, path } of pages) {
        const a = await visitor.get(path);
        const open = may(route);
        if (open ? a.status !== 200 && a.status !== 303 : a.status !== 404 || a.text !== missing(a))
            wrong.push(`${path} (${route.capability}): ${a.status} ${a.status === 404 ? 'with another text' : ''}`);
    }
    check(`${who} sees what is theirs, and nothing else exists`, !wrong.length, wrong.join('\n'));
}

async function roles(practice, made, pages) {
    // Notes of the front desk are one wall among the many of tests/web/test_walls.mjs.
    const plain = pages.filter(p => !/^\/(healthz|sign-in|welcome|notes|log)/.test(p.route.path));
    const ofCase = r => r.path.includes(':case');
    const self = r => r.capability === 'self' && !r.path.includes(':credential'); // a licence is its owner's
    const works = r => self(r) || r.capability === 'today';
    const covers = r => r.capability === 'cover'; // named here: this therapist stands in
    const cases = [
        ['a therapist of other families', made.other.visitor, r => works(r) || covers(r) || r.capability === 'case-open'],
        ['an administrator', made.admin.visitor, r => self(r) || ['accounts', 'practice', 'credentials'].includes(r.capability)],
        ['the front desk of this family', made.office.visitor, r => works(r) || (ofCase(r) &&
            ['schedule-read', 'schedule-edit', 'safe-contact', 'hold'].includes(r.capability))],
    ];
    for (const [who, visitor, may] of cases) {
        const nowhere = await visitor.get(`/cases/${'a'.repeat(26)}`);
        check(`${who}: a family that does not exist answers 404`, nowhere.status === 404);
        await asSomebody(who, visitor, plain.filter(p => p.path !== '/'), may, () => nowhere.text);
    }
    const stranger = new Visitor(practice);
    const wrong = [];
    for (const { path } of plain.filter(p => p.path !== '/')) {
        const a = await stranger.get(path);
        if (a.status !== 303 || a.to !== `/sign-in?next=${encodeURIComponent(path)}`)
            wrong.push(`${path}: ${a.status} ${a.to}`);
        wrong.push(...headerFaults(a).map(f => `${path}: ${f}`));
    }
    check('a stranger is asked to sign in, everywhere', !wrong.length, wrong.join('\n'));
}

async function oddAnswers(practice, visitor) {
    const css = /href="(\/static\/[^"]*\.css)"/.exec((await visitor.get('/today')).text)[1];
    let a = await visitor.get(css);
    check('what never changes may be kept', a.headers['cache-control'] === 'public, max-age=31536000, immutable' &&
        headerFaults(a).every(f => f.startsWith('cache-control')), headerFaults(a).join('\n'));
    const odd = [['GET', '/nothing-here', 404], ['GET', '/static/nothing.css', 404], ['GET', '/%ff', 400], ['PUT', '/today', 405],
        ['DELETE', '/today', 405], ['TRACE', '/today', 405], ['OPTIONS', '/today', 405], ['GET', '/today?' + 'a'.repeat(9000), 414],
        ['HEAD', '/today', 200], ['GET', '/reauth', 405]];
    for (const [method, path, status] of odd) {
        a = await visitor.send(method, path);
        const wrong = headerFaults(a);
        check(`${method} ${path.slice(0, 40)} answers ${status} with every header`, a.status === status && !wrong.length,
            `${a.status}\n${wrong.join('\n')}`);
    }
    a = await visitor.send('POST', '/cases', 'title=x', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://elsewhere.example' });
    check('a form from elsewhere is refused', a.status === 403 && !headerFaults(a).length, `${a.status}`);
    a = await visitor.get('/today', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' });
    check('a page of another site embeds nothing', a.status === 403, `${a.status}`);
}

main(async () => {
    const practice = await startPractice({ settings: { throttle_free_address: 1000 } });
    const made = await furnish(practice);
    const routes = JSON.parse(spawnSync(BIN, ['routes', '--json'], { encoding: 'utf8' }).stdout);
    const pages = [];
    // What is put before a colleague from outside, and what a successor declares, is theirs alone.
    const ours = r => r.capability !== 'consult' && r.path !== '/cover/:cover/declare';
    for (const route of routes.filter(r => r.method === 'GET' && ours(r))) {
        const path = addressOf(route, made.ids);
        if (!check(`${route.path} has something to show`, path))
            continue;
        for (const p of variants(route, path, made.ids)) {
            const name = route.path.replace(/\/:?/g, '-').slice(1) || 'home';
            pages.push({ route, path: p, name: pages.some(q => q.name === name) ? `${name}-${pages.length}` : name });
        }
    }
    const shown = pages.filter(p => !LEADS_ON.includes(p.path));
    for (const p of shown)
        await part(p.path, async () => onWire(p.route, p.path, await made.visitor.get(p.path)));
    await part('odd answers', () => oddAnswers(practice, made.visitor));
    await part('who may what', () => roles(practice, made, pages));
    const browser = await openBrowser();
    try {
        await everyPage(browser, practice, made, shown.filter(p => !/^\/healthz$|pdf$|\/(letter|packet)$|documents\/[a-z2-7]{26}$/.test(p.path)));
        await strangerPages(browser, practice);
        await part('answers', () => answers(browser, practice, made));
    } finally {
        await browser.close();
    }
    check('the server has nothing to complain about', !/SUMMARY|panic|EBUG/.test(practice.log()), practice.log());
});
