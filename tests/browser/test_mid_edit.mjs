// test_mid_edit.mjs -- nothing that somebody types is lost: the session ends in the middle of a note,
// or somebody else saves the same thing first. With script and without.
import { addPerson, check, enrol, main, mainForm, part, PASSWORD, signIn, startPractice, Visitor } from './kit.mjs';
import { day, draftNote, idIn, linkId } from './furnish.mjs';
import { Hands, lendCookies, openBrowser, openWindow } from './screen.mjs';

const IDLE_S = 60;
const LONG = Array.from({ length: 400 }, (_, i) => `Line ${i + 1}: she said “not yet” & smiled <so>.`).join('\n');

/** A practice with one case on which Ruth and Sam work. */
async function prepare() {
    const practice = await startPractice({ settings: { session_idle: IDLE_S } });
    const ruth = { visitor: new Visitor(practice) };
    ruth.person = await enrol(ruth.visitor, 'ruth', practice.invite);
    const a = await ruth.visitor.submit('/cases/new', { title: 'Alder family', origin: 'voluntary', referred_on: day(-9),
        source: 'A colleague', reason: 'Both parents ask for help.' });
    const c = `/cases/${idIn(a.to, '/cases')}`;
    await ruth.visitor.submit(`${c}/people/new?kind=child`, { name: 'Maya Alder', birth: '2016-04-02' });
    const maya = await linkId(ruth.visitor, c, '/people', 'Maya Alder');
    const sam = await addPerson(practice, 'sam', 'Sam Reed', 'therapist');
    const team = mainForm((await ruth.visitor.get(`${c}/team`)).text).fields.find(f => f.name === 'account');
    await ruth.visitor.submit(`${c}/team`, { account: team.options.find(o => /Sam/.test(o.label)).value, capacity: 'co' });
    return { practice, ruth, sam, c, maya };
}

async function windowOf(browser, place, who, options = {}) {
    const w = await openWindow(browser, place.practice, options);
    await lendCookies(w.context, who.visitor, place.practice);
    return { ...w, hands: new Hands(w.page) };
}

const body = page => page.locator('textarea[name=body]');

/** Forms that are not sent but kept open until their session, one of its own, is over. */
async function waitingWindows(browser, place) {
    const visitor = new Visitor(place.practice);
    await signIn(visitor, place.ruth.person);
    const windows = { visitor };
    for (const [name, options] of [['own', { javaScriptEnabled: false }], ['stranger', { javaScriptEnabled: false }], ['script', {}]]) {
        windows[name] = await windowOf(browser, place, { visitor }, options);
        await windows[name].page.goto(`${place.c}/notes/new`);
    }
    return { ...windows, over: Date.now() + (IDLE_S + 1) * 1000 };
}

async function untilOver({ visitor, over }) {
    await new Promise(done => setTimeout(done, Math.max(0, over - Date.now())));
    const a = await visitor.get('/account');
    check('an idle session ends', a.status === 303 && a.to.startsWith('/sign-in?ended=1'), `${a.status} ${a.to}`);
}

async function giveBoth(hands, login, person) {
    await hands.type('User name', login);
    await hands.type('Password', PASSWORD);
    await hands.type('Code', await person.code());
    await hands.press('Sign in');
}

async function samePerson(place, { own }) {
    const { page, hands } = own;
    await body(page).fill(LONG);
    await hands.press('Save draft');
    check('a form after the session asks to sign in again', await page.locator('h1').innerText() === 'Sign in again' &&
        /What you typed is kept/.test(await page.locator('main').innerText()), await page.locator('main').innerText());
    await hands.type('User name', 'ruth');
    await hands.type('Password', 'not the password');
    await hands.type('Code', '000000');
    await hands.press('Sign in');
    check('a wrong password keeps it too', await page.locator('h1').innerText() === 'Sign in again' &&
        await page.locator('.problems').count() === 1);
    await giveBoth(hands, 'ruth', place.ruth.person);
    check('the same person gets the text back', (await page.locator('main textarea').first().inputValue()) === LONG, page.url());
    await page.locator('main form button[type=submit]').first().focus();
    await hands.press(/./, { tag: 'button' });
    const at = /\/notes\/([a-z2-7]{26})/.exec(page.url());
    await page.goto(`${place.c}/notes/${at[1]}/edit`);
    check('and one press saves it whole', (await body(page).inputValue()) === LONG, page.url());
}

async function otherPerson(place, { stranger }) {
    const { page, hands } = stranger;
    await body(page).fill('Only Ruth may read this sentence.');
    await hands.press('Save draft');
    await giveBoth(hands, 'sam', place.sam.person);
    const html = await page.content();
    check('another person gets a page of their own', !/Sign in again/.test(html) && /Sam Reed/.test(html), page.url());
    check('and none of the text', !html.includes('Only Ruth may read'));
    const visitor = new Visitor(place.practice);
    for (const c of await stranger.context.cookies())
        visitor.jar.set(c.name, c.value);
    const notes = await visitor.get('/notes/unsigned');
    check('nor a draft of it', notes.status === 200 && !/\/notes\/[a-z2-7]{26}/.test(notes.text));
}

async function withScript(place, { script }) {
    const { page, hands } = script;
    await body(page).click();
    await page.keyboard.type('Typed after the session had ended.');
    const dialog = page.locator('dialog[open]');
    await dialog.waitFor();
    check('with script, a dialog asks over the untouched form', (await body(page).inputValue()) === 'Typed after the session had ended.');
    await hands.type('User name', 'ruth');
    await hands.type('Password', PASSWORD);
    await hands.type('Code', await place.ruth.person.code());
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.locator('.draft-status').filter({ hasText: /^saved/ }).waitFor();
    const at = /notes\/[a-z2-7]{26}/.exec(await page.locator('#draft').getAttribute('action'))[0];
    await page.goto(`${place.c}/${at}/edit`);
    check('and the draft is saved by itself', (await body(page).inputValue()) === 'Typed after the session had ended.');
}

/** Two windows with the same draft. */
async function twoWindows(browser, place) {
    const id = await draftNote(place.ruth.visitor, place.c, { body: 'As it began.' });
    const edit = `${place.c}/notes/${id}/edit`;
    const one = await windowOf(browser, place, place.ruth, { javaScriptEnabled: false });
    const two = await windowOf(browser, place, place.ruth, { javaScriptEnabled: false });
    for (const w of [one, two])
        await w.page.goto(edit);
    await body(one.page).fill('As it began. First window.');
    await one.hands.press('Save draft');
    await body(two.page).fill('As it began. Second window.');
    await two.hands.press('Save draft');
    const text = await two.page.locator('main').innerText();
    check('two windows: both texts are shown', /Two versions/.test(await two.page.locator('h1').innerText()) &&
        text.includes('First window.') && text.includes('Second window.'), text.slice(0, 800));
    await body(two.page).fill('As it began. First window. Second window.');
    await two.page.locator('main form').filter({ has: body(two.page) }).locator('button[type=submit]').first().focus();
    await two.hands.press(/./, { tag: 'button' });
    await one.page.goto(edit);
    check('and what is put together is saved', (await body(one.page).inputValue()) === 'As it began. First window. Second window.');
    await Promise.all([one.context.close(), two.context.close()]);
}

/** Two people with the same record of a person. */
async function twoPeople(browser, place) {
    const edit = `${place.c}/people/${place.maya}/edit`;
    const ruth = await windowOf(browser, place, place.ruth), sam = await windowOf(browser, place, place.sam);
    for (const w of [ruth, sam])
        await w.page.goto(edit);
    await ruth.hands.type('Languages', 'English');
    await ruth.hands.press('Save');
    await sam.hands.type('Languages', 'Spanish');
    await sam.hands.press('Save');
    const text = await sam.page.locator('main').innerText();
    check('two people: the second sees both', /Two versions/.test(text) && text.includes('English') &&
        (text.includes('Spanish') || await sam.page.locator('input[name=language]').inputValue() === 'Spanish'), text.slice(0, 800));
    await sam.hands.type('Languages', 'English, Spanish');
    await sam.hands.press(/^Save/, { tag: 'button' });
    await ruth.page.goto(edit);
    check('and then saves the two as one', await ruth.page.locator('input[name=language]').inputValue() === 'English, Spanish');
    for (const w of [ruth, sam]) {
        check('no window said anything on the console', !w.faults.length, w.faults.join('\n'));
        await w.context.close();
    }
}

/** A session that is ended from elsewhere, on the page of one's sessions. */
async function endedElsewhere(browser, place) {
    const w = await windowOf(browser, place, place.sam, { javaScriptEnabled: false });
    await w.page.goto(`${place.c}/notes/new`);
    const elsewhere = new Visitor(place.practice);
    await signIn(elsewhere, place.sam.person);
    const page = await elsewhere.get('/account/sessions');
    const form = [...page.text.matchAll(/<form[^]*?<\/form>/g)].map(m => m[0]).find(f => /all other/i.test(f));
    check('one can end all other sessions', form, page.text.slice(0, 300));
    const pairs = [...form.matchAll(/<(?:input|button)[^>]*name="([^"]*)"[^>]*value="([^"]*)"/g)].map(m => [m[1], m[2]]);
    const a = await elsewhere.post('/account/sessions', pairs);
    check('and they end', a.status === 303, a.status);
    await body(w.page).fill(LONG);
    await w.hands.press('Save draft');
    check('a window whose session was ended asks to sign in', await w.page.locator('h1').innerText() === 'Sign in again');
    await giveBoth(w.hands, 'sam', place.sam.person);
    check('and gives the same person the text back', await w.page.locator('main textarea').first().inputValue() === LONG,
        w.page.url());
    await w.context.close();
}

main(async () => {
    const place = await prepare();
    const browser = await openBrowser();
    try {
        const waiting = await waitingWindows(browser, place);
        await part('two windows', () => twoWindows(browser, place));
        await part('two people', () => twoPeople(browser, place));
        await part('ended elsewhere', () => endedElsewhere(browser, place));
        await untilOver(waiting);
        await part('the same person', () => samePerson(place, waiting));
        await part('another person', () => otherPerson(place, waiting));
        await part('with script', () => withScript(place, waiting));
    } finally {
        await browser.close();
    }
});
