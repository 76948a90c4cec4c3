// screen.mjs -- Chromium for the browser tests: windows that note every fault, axe and html-validate,
// and hands that know nothing but the keyboard.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PASSWORD, ROOT } from './kit.mjs';

const require = createRequire(path.join(ROOT, 'package.json'));
const { chromium } = require('playwright-core');
const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const CHROMIUM = process.env.REWEAVE_CHROMIUM || '/usr/bin/chromium';

export async function openBrowser() {
    const args = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--hide-scrollbars'];
    if (process.getuid() === 0)
        args.push('--no-sandbox'); // Chromium's sandbox refuses root
    return chromium.launch({ executablePath: CHROMIUM, args, handleSIGINT: false, handleSIGTERM: false });
}

// Every breach of the content security policy becomes a line on the console.
const TELL_BREACHES = () => document.addEventListener('securitypolicyviolation', e =>
    console.error(`CSP: ${e.effectiveDirective} refused ${e.blockedURI} ${e.sample}`));

/**
 * A window of its own: { context, page, faults }. What the console says as an error, what throws in
 * a page, and every answer of 500 and more is in faults; a status that a form is meant to answer
 * with (401, 403, 409, 422) is none.
 */
export async function openWindow(browser, practice, { axe = false, ...options } = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US',
        timezoneId: 'America/Los_Angeles', baseURL: practice.base, acceptDownloads: true, reducedMotion: 'reduce', ...options });
    const faults = [];
    await context.addInitScript(TELL_BREACHES);
    if (axe)
        await context.addInitScript(AXE);
    const watch = page => {
        page.setDefaultTimeout(15000);
        page.on('console', m => {
            if (m.type() === 'error' && !/status of (401|403|409|422) /.test(m.text()))
                faults.push(`${page.url()}: ${m.text()}`);
        });
        page.on('pageerror', e => faults.push(`${page.url()}: ${e.message}`));
        page.on('response', r => r.status() >= 500 && faults.push(`${r.url()}: ${r.status()}`));
    };
    context.on('page', watch);
    return { context, page: await context.newPage(), faults };
}

/** Cookies of a visitor without a browser, given to a window. */
export function lendCookies(context, visitor, practice) {
    return context.addCookies([...visitor.jar].map(([name, value]) => ({ name, value, url: practice.base.replace('http:', 'https:'),
        secure: true, httpOnly: true, sameSite: 'Strict' })));
}

// -- judges ---------------------------------------------------------------------------------------

/** What axe finds wrong with the page as it stands, one line each. */
export async function axeFaults(page, options = {}) {
    const found = await page.evaluate(o => window.axe.run(document, { resultTypes: ['violations'], ...o }), options);
    return found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')} ${n.html.slice(0, 160)} ` +
        `${(n.any[0] || n.all[0] || n.none[0] || { message: '' }).message}`));
}

const judge = (() => {
    const { HtmlValidate, StaticConfigLoader } = require('html-validate');
    const config = JSON.parse(fs.readFileSync(path.join(ROOT, 'tests/browser/htmlvalidate.json'), 'utf8'));
    return new HtmlValidate(new StaticConfigLoader(config));
})();

/** What html-validate finds wrong with the HTML as it was sent, one line each. */
export async function htmlFaults(html) {
    const report = await judge.validateString(html);
    return report.results.flatMap(r => r.messages.map(m => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`));
}

// -- hands on a keyboard ------------------------------------------------------------------------------

/** In the page: where the focus is, as somebody who listens would hear it. */
const HEARD = () => {
    const e = document.activeElement;
    if (!e || e === document.body)
        return null;
    const words = x => (x ? x.textContent.replace(/\brequired\s*$/, '').replace(/\s+/g, ' ').trim() : '');
    const label = e.labels && e.labels.length ? words(e.labels[0]) : '';
    const group = e.type === 'radio' || e.type === 'checkbox' ? words(e.closest('fieldset')?.querySelector('legend')).replace(/ required$/, '') : '';
    return { tag: e.tagName.toLowerCase(), type: e.type || '', name: e.getAttribute('aria-label') || label || words(e),
        group: group.replace(/required$/, '').trim(), value: e.value ?? '', checked: e.checked === true };
};

export class Hands {
    constructor(page) {
        this.page = page;
    }

    heard() {
        return this.page.evaluate(HEARD);
    }

    /** Presses Tab until what is wanted has the focus: { name, tag, group }; names may be patterns. */
    async reach(want) {
        const is = (w, text) => (w instanceof RegExp ? w.test(text) : w === text);
        const fits = h => h && (!want.tag || is(want.tag, h.tag)) && (!want.name || is(want.name, h.name)) &&
            (!want.group || is(want.group, h.group));
        const seen = [];
        let h = await this.heard();
        for (let i = 0; i < 220; i++) {
            if (fits(h))
                return h;
            await this.page.keyboard.press(want.back ? 'Shift+Tab' : 'Tab');
            h = await this.heard();
            if (h)
                seen.push(`${h.tag}:${h.group ? h.group + '/' : ''}${h.name}`);
        }
        throw new Error(`Tab never reached ${JSON.stringify(want, (k, v) => (v instanceof RegExp ? String(v) : v))} on ` +
            `${this.page.url()}; heard ${[...new Set(seen)].join(' | ').slice(0, 1500)}`);
    }

    async type(label, text) {
        const h = await this.reach({ name: label, tag: /^(input|textarea)$/ });
        if (h.type === 'date') {
            const [y, m, d] = text.split('-');
            await this.page.keyboard.type(`${m}${d}${y}`);
        } else if (h.type === 'time') {
            const [hh, mm] = text.split(':').map(Number);
            await this.page.keyboard.type(`${String(hh % 12 || 12).padStart(2, '0')}${String(mm).padStart(2, '0')}${hh < 12 ? 'A' : 'P'}`);
        } else {
            await this.page.keyboard.press('Control+A');
            await this.page.keyboard.type(text);
        }
        const value = (await this.heard()).value;
        if (value.replace(/\r/g, '') !== text)
            throw new Error(`typed ${JSON.stringify(text)} into ${label}, and it holds ${JSON.stringify(value)}`);
    }

    /** Adds to the end of a text that is there already. */
    async append(label, text) {
        await this.reach({ name: label, tag: 'textarea' });
        await this.page.keyboard.press('Control+End');
        await this.page.keyboard.type(text);
    }

    /** One of a group of radio buttons, by arrow keys; a single box, by the space bar. */
    async tick(group, label) {
        let h = await this.reach({ group, tag: 'input' });
        if (h.type === 'radio') {
            await this.page.keyboard.press('Space');
            const is = text => (label instanceof RegExp ? label.test(text) : text === label);
            for (let i = 0; !is(h.name) || !h.checked; i++) {
                if (i > 30)
                    throw new Error(`arrow keys never reached ${group}: ${label}`);
                if (i)
                    await this.page.keyboard.press('ArrowDown');
                h = await this.heard();
            }
            return;
        }
        h = await this.reach({ group, name: label, tag: 'input' });
        if (!h.checked)
            await this.page.keyboard.press('Space');
    }

    async tickBox(label) {
        const h = await this.reach({ name: label, tag: 'input' });
        if (!h.checked)
            await this.page.keyboard.press('Space');
    }

    /** An option of a list, by typing its first letters and, where that is not enough, arrow keys. */
    async choose(label, option) {
        await this.reach({ name: label, tag: 'select' });
        const now = () => this.page.evaluate(() => document.activeElement.selectedOptions[0]?.textContent.trim() ?? '');
        const is = text => (option instanceof RegExp ? option.test(text) : text === option);
        await this.page.keyboard.press('Home');
        for (let i = 0; !is(await now()); i++) {
            if (i > 80)
                throw new Error(`${label} has no ${option}`);
            await this.page.keyboard.press('ArrowDown');
        }
    }

    /** Follows a link or presses a button, and waits until the next page stands. */
    async press(name, { tag = /^(a|button|summary)$/, back = false, stays = false } = {}) {
        await this.reach({ name, tag, back });
        if (stays)
            return this.page.keyboard.press('Enter');
        const arrived = this.page.waitForNavigation({ waitUntil: 'load' });
        await this.page.keyboard.press('Enter');
        await arrived;
        return null;
    }

    /** From the top of the page again, as after loading it. */
    async go(where) {
        await this.page.goto(where);
    }

    /** Gives password and code where the program asks whether it is really this person. */
    async again(person) {
        if (await this.page.locator('h1').first().innerText() !== 'Is it you?')
            return false;
        await this.type('Password', PASSWORD);
        await this.type('Code', await person.code());
        await this.press('Continue');
        return true;
    }
}

/** A picture of the whole page. */
export async function shoot(page, file) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    await page.screenshot({ path: file, fullPage: true });
}
