// mktpl.test.mjs -- every mistake that a template may hold is a build error with file and line.
//
//   node --test tests/web/mktpl.test.mjs
import assert from 'node:assert';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = `{{!
view page
  name   str
  n      i64
  yes    bool
  to     url
  chart  html
  people list person
  card   view card
item person
  name   str
  home   url
}}
`;
const CARD = '{{!\nview card\n  label str\n}}\n<p>{{label}}</p>\n';
/* Uses every field once, so that only the mistake under test is reported. */
const REST = '<p>{{name}}{{n}}{{#yes}}y{{/yes}}<a href="{{to}}">x</a>{{chart}}{{>card card}}</p>' +
    '{{#people}}<i>{{name}}<a href="{{home}}">h</a></i>{{/people}}\n';

function build(files) {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'mktpl-'));
    try {
        fs.mkdirSync(path.join(dir, 'tpl'));
        for (const [name, text] of Object.entries(files))
            fs.writeFileSync(path.join(dir, 'tpl', name), text);
        const run = spawnSync(process.execPath,
            [path.join(ROOT, 'tools/mktpl.js'), '--out', path.join(dir, 'gen'), path.join(dir, 'tpl')],
            { encoding: 'utf8' });
        const made = (name) => (fs.existsSync(path.join(dir, 'gen', name))
            ? fs.readFileSync(path.join(dir, 'gen', name), 'utf8') : '');
        return { code: run.status, err: run.stderr, h: made('tpl.h'), c: made('tpl.c') };
    } finally {
        fs.rmSync(dir, { recursive: true });
    }
}

const page = (body, more = {}) => build({ 'page.html': PAGE + REST + body, '_card.html': CARD, ...more });
const LINE = (PAGE + REST).split('\n').length; /* of the first line of a body */

function refused(title, body, message, line = LINE) {
    test(title, () => {
        const { code, err, h } = page(body);
        assert.equal(code, 1, err || 'it was taken');
        assert.match(err, message);
        assert.match(err, new RegExp(`page\\.html:${line}: `));
        assert.equal(h, '', 'nothing may be written');
    });
}

test('a right template becomes typed C', () => {
    const { code, err, h, c } = page('{{^people}}none{{/people}}{{#people?}}some{{/people?}}{{#name}}n{{/name}}');
    assert.equal(code, 0, err);
    assert.match(h, /const struct person_view \*people;\n {4}size_t npeople;/);
    assert.match(h, /struct card_view card;/);
    assert.match(h, /struct html chart;/);
    assert.match(h, /void tpl_page\(struct out \*o, const struct page_view \*v\);/);
    assert.match(c, /TPL_URL\(o, v->to\);/);
    assert.match(c, /TPL_URL\(o, v1->home\);/);
    assert.match(c, /tpl_card\(o, &v->card\);/);
    assert.match(c, /if \(!\(v->npeople > 0\)\) \{/);
    assert.match(c, /if \(v->npeople > 0\) \{/);
});

test('a field of a held view is reached through a dot', () => {
    const { code, err, c } = page('{{card.label}}');
    assert.equal(code, 0, err);
    assert.match(c, /TPL_TEXT\(o, v->card\.label\);/);
});

test('a partial may be made for the rows of a list', () => {
    const { code, err, c } = page('{{#people}}{{>row .}}{{/people}}', { '_row.html': '{{!\nuse person\n}}\n<b>{{name}}</b>' });
    assert.equal(code, 0, err);
    assert.match(c, /tpl_row\(o, v2\);/);
});

test('indentation is not sent, what a textarea holds is', () => {
    const { c } = page('<div>\n      <b>x</b>\n</div><textarea>\n   {{name}}</textarea>');
    assert.match(c, /<div>\\n"\s*"<b>x/);
    assert.match(c, /<textarea>\\n"\s*" {3}"/);
});

refused('raw output in three braces', '{{{name}}}', /raw output of "name"/);
refused('raw output with an ampersand', '\n{{&name}}', /raw output/, LINE + 1);
refused('a value in a script', '<script>{{name}}</script>', /may not stand inside <script>/);
refused('a value in a style', '<style>{{name}}</style>', /may not stand inside <style>/);
refused('anything in a script', '<script>go()</script>', /nothing may be written inside <script>/);
refused('an on... attribute', '<b onclick="x">', /attribute onclick is refused/);
refused('a value in an on... attribute', '<b onclick="{{name}}">', /attribute onclick is refused/);
refused('a style attribute', '<b style="color:red">', /attribute style is refused/);
refused('htmx code in an attribute', '<b hx-on:click="x">', /attribute hx-on:click is refused/);
refused('an unquoted attribute', '<b class={{name}}>', /a value stands in double quotes/);
refused('a single-quoted attribute', "<b class='{{name}}'>", /a value stands in double quotes/);
refused('a value inside a tag', '<b {{name}}>', /inside a tag/);
refused('a value in a tag name', '<b{{name}}>', /inside a tag/);
refused('an HTML comment', '<!-- {{name}} -->', /HTML comment/);
refused('a text in href', '<a href="{{name}}">', /it is a str, and an address has the type url/);
refused('a number in href', '<a href="{{n}}">', /it is a i64/);
refused('a text in action', '<form action="{{name}}">', /has the type url/);
refused('a text in hx-post', '<form hx-post="{{name}}">', /has the type url/);
refused('a text in data-hx-get', '<form data-hx-get="{{name}}">', /has the type url/);
refused('a value in hx-vals', '<form hx-vals="{{name}}">', /takes fixed text only/);
refused('a url in srcset', '<img srcset="{{to}}">', /takes fixed text only/);
refused('a url behind other text', '<a href="/x{{to}}">', /a url comes first/);
refused('two urls in one address', '<a href="{{to}}{{to}}">', /a url comes first/);
refused('a section in an address', '<a href="{{#yes}}{{to}}{{/yes}}">', /no section inside href/);
refused('html in an attribute', '<b title="{{chart}}">', /it is html/);
refused('html in a textarea', '<textarea>{{chart}}</textarea>', /that element holds text/);
refused('an unknown field', '\n\n{{nmae}}', /unknown field "nmae" in view page/, LINE + 2);
refused('a field of the outer view inside a list', '{{#people}}{{n}}{{/people}}', /current struct only/);
refused('a dot behind what is no view', '{{name.x}}', /not a view/);
refused('a section over a view', '{{#card}}x{{/card}}', /is a view; use/);
refused('a bool as a value', '{{yes}}', /is a bool/);
refused('a list as a value', '{{people}}', /is a list/);
refused('asking whether a text has rows', '{{#name?}}x{{/name?}}', /asks whether a list/);
refused('an unclosed section', '{{#yes}}<p>', /Unclosed section "yes"/);
refused('a section that was never opened', '{{/yes}}', /Unopened section "yes"/);
refused('an unclosed tag of ours', '\n{{name', /Unclosed tag/, LINE + 1);
refused('other delimiters', '{{=<% %>=}}', /changing the delimiters/);
refused('a section that splits a tag', '<b {{#yes}}class="{{/yes}}">', /different places/);
refused('a section that finishes a tag name', '<scr{{#yes}}ipt{{/yes}}>', /starts with a blank|different places/);
refused('a template that ends inside a tag', '<b class="x"', /ends inside <b/, LINE);
refused('a textarea that stays open', '<textarea>', /<textarea> is not closed/, LINE);
refused('a base tag', '<base href="/">', /<base> is refused/);
refused('an iframe', '<iframe src="/">', /<iframe> is refused/);
refused('a lone angle bracket', 'a < b', /a lone "<"/);
refused('a partial that does not exist', '{{>nobody card}}', /no partial _nobody/);
refused('a partial without its view', '{{>card}}', /\{\{>card FIELD\}\}/);
refused('a partial with the wrong view', '{{#people}}{{>card .}}{{/people}}', /wants view card, but this is item person/);
refused('a partial with a text', '{{>card name}}', /partial card wants a view/);
refused('a partial inside a tag', '<b {{>card card}}>', /between tags only/);

function badDeclaration(title, declaration, message, line) {
    test(title, () => {
        const { code, err } = build({ 'page.html': `${declaration}<p></p>` });
        assert.equal(code, 1);
        assert.match(err, message);
        assert.match(err, new RegExp(`page\\.html:${line}: `));
    });
}

badDeclaration('no declaration', '', /starts with its declaration/, 1);
badDeclaration('a view of another name', '{{!\nview other\n}}', /must declare "view page"/, 1);
badDeclaration('an unknown type', '{{!\nview page\n  a text\n}}', /unknown type "text"/, 3);
badDeclaration('a field without type', '{{!\nview page\n  a\n}}', /has no type/, 3);
badDeclaration('a field named like a C word', '{{!\nview page\n  int str\n}}', /cannot be the name/, 3);
badDeclaration('a field declared twice', '{{!\nview page\n  a str\n  a str\n}}', /declared twice/, 4);
badDeclaration('a list of nobody', '{{!\nview page\n  a list ghost\n}}', /nobody declares/, 3);
badDeclaration('a view that holds itself', '{{!\nview page\n  a view page\n}}', /holds itself/, 2);
badDeclaration('a field that no template shows', '{{!\nview page\n  a str\n}}', /shown by no template/, 3);
badDeclaration('a list without its item', '{{!\nview page\n  a list\n}}', /wants one name/, 3);
badDeclaration('use of nobody', '{{!\nuse ghost\n}}', /nobody declares/, 2);

test('the same name declared in two files', () => {
    const { err } = build({ 'page.html': '{{!\nview page\n}}\n<p></p>', '_a.html': '{{!\nview a\nitem page\n}}\n' });
    assert.match(err, /already declared in/);
});
