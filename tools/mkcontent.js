// mkcontent.js -- embeds every file below content/ as a C table, each with its SHA-256.
//
//   node tools/mkcontent.js --out DIR content      writes DIR/content_files.h and .c
'use strict';

const fs = require('fs');
const path = require('path');
const { walk, sha256, cArray, cString, writeIfNew, outDir } = require('./embed.js');

const HEADER = `/* content_files.h -- written by tools/mkcontent.js: the files of content/, embedded. */
#ifndef RW_GEN_CONTENT_FILES_H
#define RW_GEN_CONTENT_FILES_H

#include <stddef.h>

/* Sorted by path; path is relative to content/ ("protocols/name.yaml"); bytes are followed by a NUL
 * that len does not count. */
struct content_file {
    const char *path;
    const unsigned char *bytes;
    size_t len;
    char sha256[65];
};

extern const struct content_file content_files[];
extern const size_t content_files_n;

#endif
`;

const { out, rest } = outDir(process.argv.slice(2), 'mkcontent.js --out DIR content');
const dir = rest[0];
const files = walk(dir);
let arrays = '';
let rows = '';

files.forEach((rel, i) => {
    const bytes = fs.readFileSync(path.join(dir, rel));
    arrays += cArray(`b${i}`, bytes);
    rows += `    { ${cString(rel)}, b${i}, sizeof b${i} - 1, "${sha256(bytes)}" },\n`;
});
writeIfNew(path.join(out, 'content_files.h'), HEADER);
writeIfNew(path.join(out, 'content_files.c'),
    `/* Written by tools/mkcontent.js. */
#include "gen/content_files.h"

${arrays}
const struct content_file content_files[] = {
${rows}    { NULL, NULL, 0, "" },
};
const size_t content_files_n = sizeof content_files / sizeof *content_files - 1;
`);
