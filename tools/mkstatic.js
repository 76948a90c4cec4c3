// mkstatic.js -- builds the style sheet, the script and the icon sprite of the pages and embeds
// them, with every other file of the folder, under names that carry their hash.
//
//   node tools/mkstatic.js --out DIR src/web/static     writes DIR/static.h and DIR/static.c
//
// app.css   Bootstrap, purged to what templates and C name (tools/purge.json), then our own rules:
//           app.css and after it every other *.css, in order of name
// app.js    htmx, then our own script: app.js and after it every other *.js
// icons.txt one icon name per line; becomes icons.svg with one <symbol> each
'use strict';

const fs = require('fs');
const path = require('path');
const { walk, sha256, cArray, cString, writeIfNew, outDir } = require('./embed.js');

const ROOT = path.join(__dirname, '..');
const MODULES = path.join(ROOT, 'node_modules');
const TYPES = {
    '.css': 'text/css; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.svg': 'image/svg+xml',
    '.png': 'image/png',
    '.ico': 'image/x-icon',
    '.woff2': 'font/woff2',
    '.txt': 'text/plain; charset=utf-8',
    '.webmanifest': 'application/manifest+json',
};

function read(...parts) {
    return fs.readFileSync(path.join(...parts), 'utf8');
}

/** Texts that name the classes in use: templates, the C of the web room, our script. */
function purgeContent(folders) {
    const texts = [];
    for (const folder of folders)
        for (const rel of walk(path.join(ROOT, folder)))
            if (/\.(html|c|h|js)$/.test(rel))
                texts.push({ raw: read(ROOT, folder, rel), extension: 'html' });
    return texts;
}

/**
 * Bootstrap knows dark only as an attribute. Each dark rule gets a twin for data-bs-theme="auto"
 * under prefers-color-scheme, so that a page follows the device without any script.
 */
function followDevice(css) {
    const postcss = require('postcss');
    const sheet = postcss.parse(css);
    const media = postcss.atRule({ name: 'media', params: '(prefers-color-scheme:dark)' });
    sheet.walkRules(/\[data-bs-theme=["']?dark["']?\]/, rule => {
        if (rule.parent.type !== 'root')
            return;
        const twin = rule.clone();
        const dark = rule.selectors.filter(s => s.includes('data-bs-theme=dark') ||
            s.includes('data-bs-theme="dark"'));
        twin.selectors = dark.map(s => s.replace(/data-bs-theme=["']?dark["']?/g,
            'data-bs-theme=auto'));
        media.append(twin);
    });
    if (media.nodes && media.nodes.length)
        sheet.append(media);
    return sheet.toString();
}

async function styleSheet(own) {
    const { PurgeCSS } = require('purgecss');
    const conf = JSON.parse(read(__dirname, 'purge.json'));
    const patterns = list => list.map(p => new RegExp(p));
    const [purged] = await new PurgeCSS().purge({
        content: purgeContent(conf.content),
        css: [{ raw: read(MODULES, 'bootstrap/dist/css/bootstrap.min.css') }],
        safelist: {
            standard: conf.standard,
            deep: patterns(conf.deep),
            greedy: patterns(conf.greedy),
        },
        blocklist: conf.blocklist,
        dynamicAttributes: conf.dynamicAttributes,
    });
    const css = purged.css.replace(/\/\*# sourceMappingURL=.*?\*\//, '');
    return followDevice(css) + '\n' + own;
}

function script(own) {
    return read(MODULES, 'htmx.org/dist/htmx.min.js') + '\n' + own;
}

function sprite(list) {
    const names = list.split('\n').map(l => l.replace(/#.*/, '').trim()).filter(Boolean);
    const symbols = [...new Set(names)].sort().map(name => {
        const file = path.join(MODULES, 'bootstrap-icons/icons', name + '.svg');
        if (!/^[a-z0-9-]+$/.test(name) || !fs.existsSync(file))
            throw new Error(`icons.txt: no icon is named "${name}"`);
        const svg = read(file);
        const box = /viewBox="([^"]+)"/.exec(svg)[1];
        const inner = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(svg)[1].replace(/\n\s*/g, '');
        return `<symbol id="${name}" viewBox="${box}">${inner}</symbol>`;
    });
    return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`;
}

/** [name, bytes] of everything that is served, sorted by name. */
async function assets(dir) {
    const own = new Map(walk(dir).map(rel => [rel, fs.readFileSync(path.join(dir, rel))]));
    const take = test => {
        const names = [...own.keys()].filter(test);
        const text = names.map(name => own.get(name).toString('utf8')).join('');
        names.forEach(name => own.delete(name));
        return text;
    };
    const joined = ext => take(name => name === 'app' + ext) + take(name => name.endsWith(ext));
    const made = new Map();
    made.set('app.css', Buffer.from(await styleSheet(joined('.css'))));
    made.set('app.js', Buffer.from(script(joined('.js'))));
    made.set('icons.svg', Buffer.from(sprite(take(name => name === 'icons.txt'))));
    own.forEach((bytes, name) => made.set(name, bytes));
    return [...made].sort((a, b) => (a[0] < b[0] ? -1 : 1));
}

function header(rows) {
    const macros = rows.map(r => `#define ${r.macro} ${cString(r.path)}\n`).join('');
    return `/* static.h -- written by tools/mkstatic.js: files that are served as they are. */
#ifndef RW_GEN_STATIC_H
#define RW_GEN_STATIC_H

#include <stddef.h>

/* path carries the first 8 digits of the content's SHA-256, so it may be cached for ever. */
struct static_file {
    const char *path;
    const char *type;
    const unsigned char *bytes;
    size_t len;
};

extern const struct static_file static_files[];
extern const size_t static_files_n;

${macros}
#endif
`;
}

function source(rows) {
    const arrays = rows.map((r, i) => cArray(`b${i}`, r.bytes)).join('');
    const table = rows.map((r, i) =>
        `    { ${cString(r.path)}, ${cString(r.type)}, b${i}, sizeof b${i} - 1 },\n`).join('');
    return `/* Written by tools/mkstatic.js. */
#include "gen/static.h"

${arrays}
const struct static_file static_files[] = {
${table}};
const size_t static_files_n = sizeof static_files / sizeof *static_files;
`;
}

async function main() {
    const { out, rest } = outDir(process.argv.slice(2), 'mkstatic.js --out DIR src/web/static');
    const rows = (await assets(rest[0])).map(([name, bytes]) => {
        const ext = path.extname(name);
        if (!TYPES[ext])
            throw new Error(`${name}: tools/mkstatic.js knows no content type for "${ext}"`);
        return {
            path: `/static/${name.slice(0, -ext.length)}-${sha256(bytes).slice(0, 8)}${ext}`,
            macro: 'STATIC_' + name.toUpperCase().replace(/[^A-Z0-9]+/g, '_'),
            type: TYPES[ext],
            bytes,
        };
    });
    writeIfNew(path.join(out, 'static.h'), header(rows));
    writeIfNew(path.join(out, 'static.c'), source(rows));
}

main().catch(e => {
    process.stderr.write(`mkstatic: ${e.message}\n`);
    process.exit(1);
});
