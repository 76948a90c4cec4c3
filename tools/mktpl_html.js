/* mktpl_html.js -- where in the HTML are we, and may a value of this type stand here?
 *
 * A small tokenizer after the states of the HTML standard (section 13.2.5), only as fine as the
 * rules of the templates need. It also drops indentation that nobody would see. */
'use strict';

const RAW = new Set(['script', 'style']);
const TEXT_ONLY = new Set(['title', 'textarea']); /* markup inside them is text */
const KEEP_BLANKS = new Set(['textarea', 'pre']);
const REFUSED_TAGS = new Set(['base', 'iframe', 'frame', 'object', 'embed', 'applet', 'noscript']);
const URL_ATTRS = new Set(['href', 'src', 'action', 'formaction', 'hx-get', 'hx-post', 'hx-put',
    'hx-patch', 'hx-delete', 'hx-push-url', 'hx-replace-url']);
/* Attributes that hold an address or a program in a shape that the filter does not know. */
const NO_VALUE_ATTRS = new Set(['srcset', 'srcdoc', 'ping', 'background', 'manifest', 'poster', 'cite',
    'data', 'longdesc', 'profile', 'usemap', 'codebase', 'archive', 'imagesrcset', 'xlink:href']);

const IN_TAG = new Set(['intag', 'attrname', 'afterattr']);

class HtmlScanner {
    constructor(fail) {
        this.fail = fail;
        this.mode = 'data';
        this.tag = '';
        this.attr = '';
        this.kept = ''; /* textarea, title or pre that we are inside of */
        this.closing = false;
        this.wantsBlank = false; /* a section stood right behind the tag's name */
        this.valued = ''; /* what stands in the attribute so far: '', 'text', 'url' */
    }

    between() {
        return this.mode === 'data' && !TEXT_ONLY.has(this.kept);
    }

    /* A text that is equal for two places that a section may join. */
    mark(offset) {
        if (this.mode === 'tagname' && this.tag) {
            this.mode = 'intag';
            this.wantsBlank = true;
        } else if (IN_TAG.has(this.mode)) {
            this.mode = 'intag';
        }
        if (this.mode === 'dq' && URL_ATTRS.has(this.attr))
            this.fail(offset, `no section inside ${this.attr}="..."; put the whole address into one url field`);
        return [this.mode, this.mode === 'data' ? '' : this.tag, this.mode === 'dq' ? this.attr : '', this.kept].join(' ');
    }

    end(offset) {
        if (this.mode !== 'data')
            this.fail(offset, `the template ends inside <${this.tag || '!'}`);
        if (this.kept)
            this.fail(offset, `<${this.kept}> is not closed`);
    }

    /* Which macro writes a value of this type here; fails where none may stand. */
    place(type, name, offset) {
        const no = (why) => this.fail(offset, `"${name}" may not stand ${why}`);

        if (this.mode === 'data') {
            if (type !== 'html')
                return 'TPL_TEXT';
            return this.between() ? 'TPL_HTML' : no(`inside <${this.kept}>: it is html, that element holds text`);
        }
        if (this.mode === 'raw')
            return no(`inside <${this.tag}>`);
        if (this.mode === 'beforeval' || this.mode === 'unq' || this.mode === 'sq')
            return no(`in ${this.attr}=: a value stands in double quotes`);
        if (this.mode !== 'dq')
            return no('inside a tag; only between tags or in a double-quoted attribute');
        if (type === 'html')
            return no(`in ${this.attr}="...": it is html`);
        return this.placeInAttr(type, name, offset);
    }

    placeInAttr(type, name, offset) {
        const no = (why) => this.fail(offset, `"${name}" may not stand in ${this.attr}="...": ${why}`);

        if (URL_ATTRS.has(this.attr)) {
            if (type !== 'url')
                return no(`it is a ${type}, and an address has the type url`);
            if (this.valued)
                return no('a url comes first, and alone but for a fixed end');
            this.valued = 'url';
            return 'TPL_URL';
        }
        if (NO_VALUE_ATTRS.has(this.attr) || this.attr.startsWith('hx-'))
            return no('this attribute takes fixed text only');
        this.valued = 'text';
        return 'TPL_ATTR';
    }

    feed(text, offset) {
        let out = '';

        for (let i = 0; i < text.length; i++) {
            const dense = this.mode === 'data' && !KEEP_BLANKS.has(this.kept);
            const blank = /^[ \t\n]+/.exec(dense ? text.slice(i, i + 400) : '');
            if (blank) {
                out += blank[0].includes('\n') ? '\n' : ' ';
                i += blank[0].length - 1;
            } else if (this.mode === 'intag' && /\s/.test(text[i])) {
                this.wantsBlank = false;
                out += /\s$/.test(out) ? '' : ' ';
            } else {
                out += text[i];
                this.step(text, i, offset + i);
            }
        }
        return out;
    }

    step(text, i, at) {
        const c = text[i];
        const run = {
            data: () => this.inData(text, i, at),
            decl: () => { if (c === '>') this.mode = 'data'; },
            tagname: () => this.inTagName(c, at), intag: () => this.inTag(c, at),
            attrname: () => this.inAttrName(c, at), afterattr: () => this.afterAttr(c, at),
            beforeval: () => this.beforeValue(c, at), dq: () => this.inQuoted(c, '"'),
            sq: () => this.inQuoted(c, "'"), unq: () => this.inUnquoted(c, at),
            raw: () => this.inRaw(text, i, at),
        }[this.mode];

        run();
    }

    inData(text, i, at) {
        const rest = text.slice(i, i + 40);

        if (text[i] !== '<')
            return;
        if (TEXT_ONLY.has(this.kept) && !rest.toLowerCase().startsWith(`</${this.kept}`))
            return;
        if (rest.startsWith('<!--')) {
            this.fail(at, 'an HTML comment would be sent to everybody; use {{! ... }}');
        } else if (rest.startsWith('<!')) {
            this.mode = 'decl';
        } else if (/^<\/?[a-zA-Z]/.test(rest)) {
            this.mode = 'tagname';
            this.tag = '';
            this.closing = false;
        } else {
            this.fail(at, 'a lone "<"; write &lt;');
        }
    }

    inTagName(c, at) {
        if (c === '/' && this.tag === '')
            this.closing = true;
        else if (/[a-zA-Z0-9-]/.test(c))
            this.tag += c.toLowerCase();
        else
            this.afterTagName(c, at);
    }

    afterTagName(c, at) {
        if (REFUSED_TAGS.has(this.tag))
            this.fail(at, `<${this.tag}> is refused`);
        this.mode = 'intag';
        this.inTag(c, at);
    }

    inTag(c, at) {
        if (this.wantsBlank && !/[\s/>]/.test(c))
            this.fail(at, `what follows <${this.tag} in a section starts with a blank`);
        this.wantsBlank = false;
        if (c === '>') {
            this.closeTag();
        } else if (c === '=' || c === '"' || c === "'" || c === '<') {
            this.fail(at, `a stray ${c} inside <${this.tag}>`);
        } else if (!/[\s/]/.test(c)) {
            this.mode = 'attrname';
            this.attr = c.toLowerCase();
        }
    }

    closeTag() {
        this.mode = 'data';
        if (this.closing) {
            if (this.tag === this.kept)
                this.kept = '';
        } else if (RAW.has(this.tag)) {
            this.mode = 'raw';
        } else if (TEXT_ONLY.has(this.tag) || KEEP_BLANKS.has(this.tag)) {
            this.kept = this.tag;
        }
    }

    /* Our own policy for pages forbids inline style and script, so they are dead or dangerous. */
    checkAttr(at) {
        const name = this.attr.replace(/^data-hx-/, 'hx-');

        this.attr = name;
        if (name === 'style' || /^on/.test(name) || /^hx-on/.test(name) || name === 'hx-vars' || name === 'http-equiv')
            this.fail(at, `the attribute ${name} is refused; use a class, or static/app.js`);
    }

    inAttrName(c, at) {
        if (!/[\s/>=]/.test(c)) {
            this.attr += c.toLowerCase();
            return;
        }
        this.checkAttr(at);
        this.mode = 'afterattr';
        this.afterAttr(c, at);
    }

    afterAttr(c, at) {
        if (c === '=') {
            this.mode = 'beforeval';
        } else if (!/\s/.test(c)) {
            this.mode = 'intag';
            this.inTag(c, at);
        } else {
            this.mode = 'intag';
        }
    }

    beforeValue(c, at) {
        this.valued = '';
        if (c === '"')
            this.mode = 'dq';
        else if (c === "'")
            this.mode = 'sq';
        else if (c === '>')
            this.fail(at, `${this.attr}= has no value`);
        else if (!/\s/.test(c))
            this.mode = 'unq';
    }

    inQuoted(c, quote) {
        if (c === quote)
            this.mode = 'intag';
        else if (!this.valued)
            this.valued = 'text';
    }

    inUnquoted(c, at) {
        if (c === '>') {
            this.mode = 'intag';
            this.inTag(c, at);
        } else if (/\s/.test(c)) {
            this.mode = 'intag';
        }
    }

    inRaw(text, i, at) {
        if (text.slice(i).toLowerCase().startsWith(`</${this.tag}`)) {
            this.mode = 'tagname';
            this.tag = '';
            this.closing = false;
        } else if (!/\s/.test(text[i])) {
            this.fail(at, `nothing may be written inside <${this.tag}>; use static/app.css or static/app.js`);
        }
    }
}

module.exports = { HtmlScanner };
