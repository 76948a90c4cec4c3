// cscan.js -- C cut into tokens with their lines, and the functions found among them. Enough for
// counting; it does not expand macros, and leaves preprocessor lines, comments and literals out.
'use strict';

const TOKEN = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'|[A-Za-z_]\w*|\.?\d[\w.]*|->|&&|\|\||\n|[^\s]/g;
const BRANCH = new Set(['if', 'for', 'while', 'case', '&&', '||', '?']);
const NOT_A_NAME = new Set(['if', 'for', 'while', 'switch', 'return', 'sizeof', '__attribute__']);

/** Replaces preprocessor lines by empty ones, so that line numbers stay. */
function withoutDirectives(text) {
    return text.replace(/^[ \t]*#(?:\\\n|\/\*[\s\S]*?\*\/|[^\n\\]|\\(?!\n))*/gm,
        m => '\n'.repeat(m.split('\n').length - 1));
}

function scanC(text) {
    const tokens = [];
    let line = 1;
    for (const [t] of withoutDirectives(text).matchAll(TOKEN)) {
        if (!/^(\n|\/\*|\/\/)/.test(t))
            tokens.push({ text: t, line });
        line += t.split('\n').length - 1;
    }
    return tokens;
}

/** The index after the bracket that closes the one at i. */
function skip(tokens, i, open, close) {
    let depth = 0;
    for (; i < tokens.length; i++) {
        if (tokens[i].text === open)
            depth++;
        else if (tokens[i].text === close && --depth === 0)
            return i + 1;
    }
    return i;
}

/** The name of the function whose head ends before tokens[end], or null for a struct or a table. */
function headName(head) {
    for (let i = 0; i + 1 < head.length; i++) {
        if (head[i].text === '=')
            return null;
        if (head[i + 1].text === '(' && /^[A-Za-z_]/.test(head[i].text)) {
            if (!NOT_A_NAME.has(head[i].text))
                return head[i].text === 'TEST' && head[i + 2] ? head[i + 2].text : head[i].text;
            i = skip(head, i + 1, '(', ')') - 1;
        }
    }
    return null;
}

function functionsOf(tokens) {
    const found = [];
    let head = [];
    let i = 0;
    while (i < tokens.length) {
        const t = tokens[i];
        if (t.text === '{') {
            const end = skip(tokens, i, '{', '}');
            const name = headName(head);
            if (name) {
                const body = tokens.slice(i, end);
                found.push({
                    name,
                    line: head[0].line,
                    lines: tokens[end - 1].line - head[0].line + 1,
                    complexity: 1 + body.filter(b => BRANCH.has(b.text)).length,
                });
            }
            head = name ? [] : head.concat(t);
            i = end;
        } else {
            head = t.text === ';' ? [] : head.concat(t);
            i++;
        }
    }
    return found;
}

module.exports = { scanC, functionsOf };
