// embed.js -- what the embedding tools share: walking a folder, hashing, and bytes as a C array.
'use strict';

const crypto = require('crypto');
const fs = require('fs');
const path = require('path');

/** Paths of all files below dir, relative to it, sorted bytewise; dot files are left out. */
function walk(dir, below = '') {
    if (!fs.existsSync(path.join(dir, below)))
        return [];
    const found = [];
    for (const e of fs.readdirSync(path.join(dir, below), { withFileTypes: true })) {
        if (e.name.startsWith('.') || e.name.endsWith('~'))
            continue;
        const rel = below ? below + '/' + e.name : e.name;
        if (e.isDirectory())
            found.push(...walk(dir, rel));
        else if (e.isFile())
            found.push(rel);
    }
    return found.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

function sha256(bytes) {
    return crypto.createHash('sha256').update(bytes).digest('hex');
}

/** A C array of the bytes and a closing NUL that the length does not count. */
function cArray(name, bytes) {
    const lines = [];
    for (let i = 0; i < bytes.length; i += 32)
        lines.push(Array.from(bytes.subarray(i, i + 32)).join(',') + ',');
    return `static const unsigned char ${name}[] = {\n${lines.join('\n')}${lines.length ? '\n' : ''}0 };\n`;
}

/** A C string literal, for paths and other short plain text. */
function cString(s) {
    if (/[^\x20-\x7e]/.test(s))
        throw new Error(`not plain ASCII: ${JSON.stringify(s)}`);
    return '"' + s.replace(/[\\"]/g, '\\$&') + '"';
}

/** Writes only what changed, so nothing is compiled again for nothing. */
function writeIfNew(file, text) {
    if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text)
        return;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
}

/** Reads "--out DIR rest..."; anything else is an explained refusal. */
function outDir(argv, usage) {
    const at = argv.indexOf('--out');
    if (at < 0 || at + 1 >= argv.length) {
        process.stderr.write(`usage: ${usage}\n`);
        process.exit(2);
    }
    return { out: argv[at + 1], rest: argv.filter((_, i) => i !== at && i !== at + 1) };
}

module.exports = { walk, sha256, cArray, cString, writeIfNew, outDir };
