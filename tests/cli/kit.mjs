// kit.mjs -- for tests of verbs: run the program, count what holds, make codes of generators.
import { spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const BIN = process.env.REWEAVE_BIN;
export const scratch = fs.mkdtempSync(path.join(process.env.TMPDIR || os.tmpdir(), 'cli.'));

let passed = 0;
let failed = 0;

export function check(name, holds, why = '') {
    if (holds) {
        passed++;
        return;
    }
    failed++;
    console.log(`not ok ${name}\n${why}`.trimEnd());
}

export function finish() {
    fs.rmSync(scratch, { recursive: true, force: true });
    console.log(`${passed} passed, ${failed} failed`);
    process.exit(failed ? 1 : 0);
}

/** Runs a verb to its end; secrets, where given, are the lines of descriptor 3. */
export function run(words, secrets = null) {
    const file = path.join(scratch, 'secrets');
    const stdio = ['ignore', 'pipe', 'pipe'];
    if (secrets) {
        fs.writeFileSync(file, secrets.join('\n') + '\n', { mode: 0o600 });
        stdio.push(fs.openSync(file, 'r'));
    }
    const done = spawnSync(BIN, words, { stdio, timeout: 120000, maxBuffer: 1 << 26 });
    if (secrets)
        fs.closeSync(stdio[3]);
    return { code: done.status, out: done.stdout, err: String(done.stderr) };
}

/** Starts a demonstration and waits until it says where it is; stop() gives its exit status. */
export function startDemo(dir, more = []) {
    const child = spawn(BIN, ['demo', '--data', dir, '--port', '0', ...more],
        { stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    const ended = new Promise(resolve => child.on('exit', code => resolve(code)));
    return new Promise((resolve, reject) => {
        const look = bytes => {
            text += bytes;
            const at = /ready: (http:\S+)/.exec(text);
            if (at && /Ctrl-C/.test(text))
                resolve({ url: at[1], text, stop: () => (child.kill('SIGTERM'), ended) });
        };
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        ended.then(code => reject(new Error(`the demonstration ended with ${code}:\n${text}`)));
    });
}

export function accountsOf(dir) {
    return JSON.parse(fs.readFileSync(path.join(dir, 'demo-accounts.json'), 'utf8'));
}

function base32(text) {
    let bits = '';
    for (const c of text)
        bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0');
    return Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2)));
}

/** The six digits of a generator, some steps of half a minute from now (RFC 6238). */
export function codeOf(secret, steps = 0) {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
    const mac = createHmac('sha1', base32(secret)).update(counter).digest();
    const at = mac[19] & 15;
    return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}

/** [engine, options of demo]: the embedded database, and a server where there is one. */
export function engines() {
    const url = process.env.REWEAVE_TEST_PG;
    return [['embedded', []], ...(url ? [['postgres', ['--db', url]]] : [])];
}
