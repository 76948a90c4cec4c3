#!/usr/bin/env node
/* mktpl.js -- typed templates: src/web/tpl/<name>.html in, tpl.h and tpl.c out.
 *
 *   node tools/mktpl.js --out DIR src/web/tpl
 *
 * mustache.js is only the parser. What a template may say is told in docs/recipes/add-a-page.md;
 * everything else is a build error with file and line. */
'use strict';

const fs = require('fs');
const path = require('path');
const { HtmlScanner } = require('./mktpl_html.js');
const Mustache = require('mustache');

const TYPES = ['str', 'i64', 'bool', 'url', 'html', 'list', 'view'];
const C_WORDS = new Set(
    ('auto break case char const continue default do double else enum extern float for goto if ' +
     'inline int long register restrict return short signed sizeof static struct switch typedef ' +
     'union unsigned void volatile while bool true false o v').split(' '));

class TplError extends Error {
    constructor(file, line, message) {
        super(`${file}:${line}: ${message}`);
    }
}

const lineAt = (text, offset) => text.slice(0, offset).split('\n').length;

/* ---- declarations ---- */

function parseField(file, line, words, why) {
    const [name, type, arg, extra] = words;
    const bad = (message) => new TplError(file, line, message);

    if (!type)
        throw bad(`"${name}" has no type`);
    if (!/^[a-z][a-z0-9_]*$/.test(name) || C_WORDS.has(name))
        throw bad(`"${name}" cannot be the name of a field`);
    if (!TYPES.includes(type))
        throw bad(`unknown type "${type}"; one of ${TYPES.join(', ')}`);
    if ((type === 'list' || type === 'view') !== (arg !== undefined) || extra !== undefined)
        throw bad(`"${name} ${type}" wants ${type === 'list' || type === 'view' ? 'one name' : 'nothing'} after it`);
    return { name, type, arg, line, why, used: false };
}

/* The comment a template starts with: view NAME, item NAME, and their indented fields. */
function parseDeclaration(t, types) {
    const m = /^\{\{!([\s\S]*?)\}\}/.exec(t.text);
    let cur = null;

    if (!m)
        throw new TplError(t.file, 1, 'a template starts with its declaration comment {{! view NAME');
    m[1].split('\n').forEach((raw, i) => {
        const line = i + 1;
        const [code, why] = raw.split(/\s--\s/, 2);
        const words = code.trim().split(/\s+/).filter(Boolean);

        if (words.length === 0)
            return;
        if (/^\s/.test(raw)) {
            if (!cur)
                throw new TplError(t.file, line, 'a field stands before any view or item');
            const f = parseField(t.file, line, words, why && why.trim());
            if (cur.fields.some((g) => g.name === f.name))
                throw new TplError(t.file, line, `"${f.name}" is declared twice in ${cur.name}`);
            cur.fields.push(f);
            return;
        }
        if (!['view', 'item', 'use'].includes(words[0]) || words.length !== 2 || !/^[a-z][a-z0-9_]*$/.test(words[1]))
            throw new TplError(t.file, line, 'expected "view NAME", "item NAME", "use NAME" or an indented field');
        if (words[0] === 'use') {
            t.takes = words[1];
            t.takesLine = line;
            cur = null;
            return;
        }
        const known = types.get(words[1]);
        if (known)
            throw new TplError(t.file, line, `"${words[1]}" is already declared in ${known.file}:${known.line}`);
        cur = { name: words[1], kind: words[0], file: t.file, line, fields: [] };
        types.set(cur.name, cur);
    });
    const own = types.get(t.name);
    if (!t.takes && (!own || own.kind !== 'view' || own.file !== t.file))
        throw new TplError(t.file, 1, `this file must declare "view ${t.name}", or "use" one of another file`);
    t.takes = t.takes || t.name;
}

function checkReferences(templates, types, errors) {
    for (const t of templates)
        if (!types.has(t.takes))
            errors.push(new TplError(t.file, t.takesLine, `"use ${t.takes}" names what nobody declares`));
    for (const type of types.values()) {
        for (const f of type.fields) {
            const to = f.arg && types.get(f.arg);
            if (f.arg && !to)
                errors.push(new TplError(type.file, f.line, `"${f.name}" names "${f.arg}", which nobody declares`));
            else if (f.type === 'view' && to.kind !== 'view')
                errors.push(new TplError(type.file, f.line, `"${f.arg}" is an item; a view member needs a view`));
        }
    }
}

/* Views are held by value, so a struct comes after those it holds. */
function inOrder(types) {
    const done = new Set();
    const order = [];
    const visit = (type, seen) => {
        if (done.has(type))
            return;
        if (seen.includes(type))
            throw new TplError(type.file, type.line, `view "${type.name}" holds itself`);
        for (const f of type.fields)
            if (f.type === 'view')
                visit(types.get(f.arg), [...seen, type]);
        done.add(type);
        order.push(type);
    };

    for (const type of types.values())
        visit(type, []);
    return order;
}

/* ---- bodies ---- */

class Body {
    constructor(t, types, templates) {
        this.t = t;
        this.types = types;
        this.partials = new Map(templates.filter((p) => path.basename(p.file).startsWith('_')).map((p) => [p.name, p]));
        this.html = new HtmlScanner((offset, message) => this.fail(offset, message));
        this.code = [];
        this.depth = 1;
        this.loops = 0;
    }

    fail(offset, message) {
        throw new TplError(this.t.file, lineAt(this.t.text, offset), message);
    }

    emit(s) {
        this.code.push('    '.repeat(this.depth) + s);
    }

    parse() {
        const { text } = this.t;
        const delimiter = /\{\{\s*=/.exec(text);

        if (delimiter)
            this.fail(delimiter.index, 'changing the delimiters is refused');
        try {
            return Mustache.parse(text);
        } catch (e) {
            const m = /^(.*) at (\d+)$/s.exec(e.message);
            if (!m)
                throw e;
            const open = /^Unclosed section "(.*)"$/s.exec(m[1]);
            const at = open ? Math.max(...['#', '^'].map((c) => text.lastIndexOf(`{{${c}${open[1]}}}`))) : -1;
            return this.fail(at >= 0 ? at : Number(m[2]), m[1]);
        }
    }

    /* A name in the current struct, or dotted through view members; never in an outer one. */
    resolve(name, ctx, offset) {
        const parts = name.split('.');
        let type = ctx.type;
        let expr = ctx.expr;
        let link = '->';
        let field;

        parts.forEach((part, i) => {
            field = type.fields.find((f) => f.name === part);
            if (!field) {
                const outer = ctx.outer.find((o) => o.fields.some((f) => f.name === part));
                this.fail(offset, `unknown field "${part}" in ${type.kind} ${type.name}` +
                    (outer ? `; ${outer.kind} ${outer.name} has one, but names are looked up in the current struct only` : ''));
            }
            field.used = true;
            if (i < parts.length - 1) {
                if (field.type !== 'view')
                    this.fail(offset, `"${part}" is a ${field.type}, not a view; nothing stands behind its dot`);
                type = this.types.get(field.arg);
            }
            expr += link + part;
            link = '.';
        });
        return { field, expr, owner: expr.slice(0, expr.length - field.name.length) };
    }

    value(token, ctx) {
        const [, name, offset] = token;
        const { field, expr } = this.resolve(name, ctx, offset);
        const wants = { bool: 'a section', list: 'a section', view: 'a partial' }[field.type];

        if (wants)
            this.fail(offset, `"${name}" is a ${field.type}; it is used through ${wants}`);
        this.emit(`${this.html.place(field.type, name, offset)}(o, ${expr});`);
    }

    section(token, ctx) {
        const [kind, word, offset, , children] = token;
        const any = word.endsWith('?'); /* "people?": is the list not empty, without walking it */
        const name = any ? word.slice(0, -1) : word;
        const { field, expr, owner } = this.resolve(name, ctx, offset);
        const before = this.html.mark(offset);
        const test = {
            bool: expr, i64: `${expr} != 0`, str: `${expr}.len > 0`, url: `${expr}.len > 0`,
            html: `${expr}.s.len > 0`, list: `${owner}n${field.name} > 0`,
        }[field.type];
        let inner = ctx;

        if (field.type === 'view')
            this.fail(offset, `"${name}" is a view; use {{>${field.arg} ${name}}} or ${name}.FIELD, not a section`);
        if (any && field.type !== 'list')
            this.fail(offset, `"${word}" asks whether a list has rows, but "${name}" is a ${field.type}`);
        if (kind === '#' && field.type === 'list' && !any) {
            const n = ++this.loops;
            const type = this.types.get(field.arg);
            this.emit(`for (size_t i${n} = 0; i${n} < ${owner}n${field.name}; i${n}++) {`);
            this.depth++;
            this.emit(`const struct ${field.arg}_view *v${n} = &${expr}[i${n}];`);
            this.emit(`(void)v${n};`);
            inner = { type, expr: `v${n}`, outer: [ctx.type, ...ctx.outer] };
        } else {
            this.emit(`if (${kind === '^' ? `!(${test})` : test}) {`);
            this.depth++;
        }
        this.walk(children, inner);
        this.depth--;
        this.emit('}');
        if (this.html.mark(token[5]) !== before)
            this.fail(offset, `section "${name}" begins and ends in different places of the HTML`);
    }

    partial(token, ctx) {
        const [, text, offset] = token;
        const [name, arg, extra] = text.split(/\s+/);
        let got = ctx.type;
        let expr = ctx.expr;

        if (!this.partials.has(name))
            this.fail(offset, `there is no partial _${name}.html`);
        const type = this.types.get(this.partials.get(name).takes);
        if (arg === undefined || extra !== undefined)
            this.fail(offset, `a partial is written {{>${name} FIELD}} or {{>${name} .}}`);
        if (!this.html.between())
            this.fail(offset, 'a partial stands between tags only');
        if (arg !== '.') {
            const r = this.resolve(arg, ctx, offset);
            if (r.field.type !== 'view')
                this.fail(offset, `"${arg}" is a ${r.field.type}; partial ${name} wants a view`);
            got = this.types.get(r.field.arg);
            expr = `&${r.expr}`;
        }
        if (got !== type)
            this.fail(offset, `partial ${name} wants ${type.kind} ${type.name}, but this is ${got.kind} ${got.name}`);
        this.emit(`tpl_${name}(o, ${expr});`);
    }

    walk(tokens, ctx) {
        for (const token of tokens) {
            const [kind, value, offset] = token;
            if (kind === 'text') {
                literal(this.html.feed(value, offset)).forEach((s) => this.emit(s));
            } else if (kind === 'name') {
                this.value(token, ctx);
            } else if (kind === '#' || kind === '^') {
                this.section(token, ctx);
            } else if (kind === '>') {
                this.partial(token, ctx);
            } else if (kind === '&') {
                this.fail(offset, `raw output of "${value}" is refused; ready-made HTML has the type html`);
            } else if (kind !== '!') {
                this.fail(offset, `"${kind}" is refused`);
            }
        }
    }

    compile() {
        this.walk(this.parse(), { type: this.types.get(this.t.takes), expr: 'v', outer: [] });
        this.html.end(this.t.text.length);
        return this.code;
    }
}

/* ---- C ---- */

const cEscape = (s) => s.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n').replace(/\t/g, '\\t').replace(/\?\?/g, '?\\?');

/* Literals under the 4,095 bytes that C17 promises, one source line of the template a row. */
function literal(text) {
    const rows = text.match(/[^\n]*\n|[^\n]+/g) || [];
    const calls = [];
    let batch = [];
    let size = 0;
    const flush = () => {
        if (batch.length)
            calls.push(`TPL_LIT(o, ${batch.join('\n               ')});`);
        batch = [];
        size = 0;
    };

    for (const row of rows) {
        for (let i = 0; i < row.length; i += 1000) {
            const piece = row.slice(i, i + 1000);
            if (size + Buffer.byteLength(piece) > 3500)
                flush();
            batch.push(`"${cEscape(piece)}"`);
            size += Buffer.byteLength(piece);
        }
    }
    flush();
    return calls;
}

function cMember(f) {
    const why = f.why ? ` /* ${f.why} */` : '';
    const plain = { str: 'struct str', url: 'struct str', i64: 'int64_t', bool: 'bool', html: 'struct html' }[f.type];

    if (plain)
        return `    ${plain} ${f.name};${f.type === 'url' ? ` /* url${f.why ? `: ${f.why}` : ''} */` : why}`;
    if (f.type === 'view')
        return `    struct ${f.arg}_view ${f.name};${why}`;
    return `    const struct ${f.arg}_view *${f.name};${why}\n    size_t n${f.name};`;
}

function header(order, templates) {
    const out = ['/* Generated by tools/mktpl.js from src/web/tpl; do not edit. */',
        '#ifndef RW_GEN_TPL_H', '#define RW_GEN_TPL_H', '', '#include "web/tpl_rt.h"', ''];

    for (const type of order)
        out.push(`struct ${type.name}_view;`);
    for (const type of order)
        out.push('', `struct ${type.name}_view {`,
            ...(type.fields.length ? type.fields.map(cMember) : ['    char none; /* nothing to say */']), '};');
    out.push('');
    for (const t of templates)
        out.push(`void tpl_${t.name}(struct out *o, const struct ${t.takes}_view *v);`);
    return out.concat('', '#endif', '').join('\n');
}

function source(templates) {
    const out = ['/* Generated by tools/mktpl.js from src/web/tpl; do not edit. */', '#include "tpl.h"'];

    for (const t of templates)
        out.push('', `void tpl_${t.name}(struct out *o, const struct ${t.takes}_view *v)`, '{', '    (void)v;', ...t.code, '}');
    return out.concat('').join('\n');
}

function unused(types, errors) {
    for (const type of types.values())
        for (const f of type.fields)
            if (!f.used)
                errors.push(new TplError(type.file, f.line, `"${f.name}" of ${type.kind} ${type.name} is shown by no template`));
}

function attempt(errors, run) {
    try {
        run();
    } catch (e) {
        if (!(e instanceof TplError))
            throw e;
        errors.push(e);
    }
}

function build(dir) {
    const types = new Map();
    const errors = [];
    const templates = fs.readdirSync(dir).filter((n) => n.endsWith('.html')).sort().map((n) => ({
        file: path.join(dir, n), name: n.replace(/^_?(.*)\.html$/, '$1'),
        text: fs.readFileSync(path.join(dir, n), 'utf8').replace(/\r\n/g, '\n'),
    }));
    let order = [];

    templates.forEach((t) => attempt(errors, () => parseDeclaration(t, types)));
    if (!errors.length)
        checkReferences(templates, types, errors);
    if (!errors.length)
        attempt(errors, () => { order = inOrder(types); });
    if (!errors.length)
        templates.forEach((t) => attempt(errors, () => { t.code = new Body(t, types, templates).compile(); }));
    if (!errors.length)
        unused(types, errors);
    return { templates, order, errors };
}

function main(argv) {
    const at = argv.indexOf('--out');
    const out = at >= 0 ? argv[at + 1] : undefined;
    const rest = at >= 0 ? argv.filter((_, i) => i !== at && i !== at + 1) : argv;

    if (!out || rest.length !== 1) {
        process.stderr.write('usage: mktpl.js --out DIR TEMPLATE-DIR\n');
        return 2;
    }
    const { templates, order, errors } = build(rest[0]);
    if (errors.length) {
        errors.forEach((e) => process.stderr.write(`${e.message}\n`));
        return 1;
    }
    fs.mkdirSync(out, { recursive: true });
    fs.writeFileSync(path.join(out, 'tpl.h'), header(order, templates));
    fs.writeFileSync(path.join(out, 'tpl.c'), source(templates));
    return 0;
}

process.exitCode = main(process.argv.slice(2));
