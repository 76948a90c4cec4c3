// mkman.js -- the manual pages, from what the program itself says: `reweave --help` for reweave.1,
// `reweave VERB --help` for reweave-VERB.1, `reweave config --explain` for reweave.conf.5.
//
//   node tools/mkman.js PROGRAM DIR      writes DIR/*.1 and DIR/*.5
//
// SOURCE_DATE_EPOCH, where it is set, dates the pages.
'use strict';

const { execFileSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const [program, dir] = process.argv.slice(2);
if (!dir) {
    console.error('usage: mkman.js PROGRAM DIR');
    process.exit(2);
}

const say = (...words) => execFileSync(program, words, { encoding: 'utf8' });
const version = say('version').trim();
const day = new Date(1000 * (Number(process.env.SOURCE_DATE_EPOCH) || Date.now() / 1000))
    .toISOString().slice(0, 10);

/** One line of text as roff: nothing in it may be taken for a request or an escape. */
function roff(line) {
    const safe = line.replace(/\\/g, '\\e').replace(/-/g, '\\-').replace(/`([^`]*)`/g, '\\fB$1\\fR')
        .replace(/~/g, '\\(ti').replace(/\^/g, '\\(ha');
    return /^[.']/.test(safe) ? '\\&' + safe : safe;
}

/** Running text, laid out anew: the page fills its own lines. */
function prose(lines) {
    const out = [''];
    const whole = lines.join(' ').replace(/`[^`]*`/g, m => m.replace(/ /g, '\u00a0'));
    for (const word of whole.split(/ +/).filter(Boolean)) {
        const line = out[out.length - 1];
        if (line && roff(`${line} ${word}`).length > 78)
            out.push(word);
        else
            out[out.length - 1] = line ? `${line} ${word}` : word;
    }
    return out.map(line => roff(line.replace(/\u00a0/g, ' ')));
}

/** Blocks of a help text: { usage | table | text: [line] }, parted by blank lines. */
function blocksOf(text) {
    return text.trimEnd().split(/\n\n+/).map(block => {
        const lines = block.split('\n');
        const kind = /^Usage: /.test(block) ? 'usage' : /^ {2}\S/.test(block) ? 'table' : 'text';
        return { kind, lines };
    });
}

const rowOf = line => /^ {2}(\S.*?)(?: {2,}(.*))?$/.exec(line);

function table(lines) {
    const rows = [];
    for (const line of lines) {
        const row = rowOf(line);
        if (row)
            rows.push([row[1], row[2] || '']);
        else
            rows[rows.length - 1][1] += ' ' + line.trim();
    }
    return rows.flatMap(([word, about]) =>
        ['.TP', `\\fB${roff(word)}\\fR`, ...(about ? prose([about]) : ['\\&'])]);
}

function body(blocks) {
    const out = [];
    let first = true;
    for (const { kind, lines } of blocks) {
        if (kind === 'table') {
            out.push(...table(lines));
        } else {
            if (!first)
                out.push('.PP');
            out.push(...prose(lines));
        }
        first = false;
    }
    return out;
}

function synopsis(lines) {
    const text = lines.map(l => l.replace(/^Usage: /, '').replace(/^ {7}/, ''));
    return ['.nf', ...text.map(roff), '.fi'];
}

function nameLine(name, about) {
    const [first, ...more] = prose([`${name} ${about}`]);
    return [first.replace(' ', ' \\- ').replace(roff(name), name), ...more];
}

function page(name, section, about, parts) {
    const head = [`.TH ${name.toUpperCase()} ${section} ${day} "${version}" "Reweave manual"`,
        '.SH NAME', ...nameLine(name, about)];
    const rest = Object.entries(parts).flatMap(([title, lines]) =>
        lines.length ? [`.SH ${title.includes(' ') ? `"${title}"` : title}`, ...lines] : []);
    fs.writeFileSync(path.join(dir, `${name}.${section}`), [...head, ...rest].join('\n') + '\n');
}

function settings() {
    const blocks = blocksOf(say('config', '--explain'));
    return blocks.flatMap(({ lines: [name, about, bounds] }) => ['.TP',
        `\\fB${roff(name.trim())}\\fR`, ...prose([about]), '.br',
        ...prose([bounds.replace(/; now .*$/, '')])]);
}

const also = (...others) => [others.map(([n, s]) => `.BR ${n} (${s})`).join(' ,\n')];

function main() {
    const top = blocksOf(say('--help'));
    const verbs = top.flatMap(b => b.kind === 'table' ? b.lines : []).map(l => rowOf(l).slice(1));
    fs.mkdirSync(dir, { recursive: true });
    page('reweave', 1, 'the case system for court-involved reunification therapy', {
        SYNOPSIS: synopsis(top[0].lines),
        DESCRIPTION: body(top.slice(1)),
        'SEE ALSO': also(...verbs.map(([v]) => [`reweave-${v}`, 1]), ['reweave.conf', 5]),
    });
    for (const [verb, about] of verbs) {
        const [usage, ...rest] = blocksOf(say(verb, '--help'));
        page(`reweave-${verb}`, 1, about, {
            SYNOPSIS: synopsis(usage.lines),
            DESCRIPTION: body(rest),
            'SEE ALSO': also(['reweave', 1], ['reweave.conf', 5]),
        });
    }
    page('reweave.conf', 5, 'settings of a practice', {
        DESCRIPTION: ['The file', '.I reweave.conf', 'in the folder of a practice. A line reads',
            '.IR "name = value" ;', 'blank lines and lines that begin with # are skipped.',
            'The program reads it when it starts.'],
        SETTINGS: settings(),
        'SEE ALSO': also(['reweave-config', 1], ['reweave-serve', 1]),
    });
}

main();
