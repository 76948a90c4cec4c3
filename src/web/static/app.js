/* app.js -- what sharpens pages that work without it: warns of unsaved text, says whether a draft is
 * kept, and signs in over an untouched form when the session ended. Keeps nothing in the browser. */
(function () {
    'use strict';

    /* htmx notes the path of the page, which names a case, before its settings are read. */
    try {
        sessionStorage.removeItem('htmx-current-path-for-history');
    } catch (e) { /* no storage, nothing to remove */ }

    const dirty = new Set();
    let asking = null;

    function status(form, words, open) {
        const out = form.querySelector('.draft-status');
        if (out) {
            out.textContent = words;
            out.classList.toggle('is-open', open);
        }
    }

    function setToken(token) {
        document.querySelectorAll('input[name="_csrf"]').forEach(function (input) {
            input.value = token;
        });
    }

    function parsed(html) {
        return new DOMParser().parseFromString(html, 'text/html').body;
    }

    /* The dialog holds the server's own sign-in form; what it answers is either that form again, with
     * what was wrong, or the token of the new session. */
    function fill(dialog, html) {
        dialog.replaceChildren(...parsed(html).childNodes);
        const first = dialog.querySelector('input:not([type="hidden"])');
        if (first)
            first.focus();
    }

    async function send(dialog, form, done) {
        const answer = await fetch(form.action, {
            method: 'POST', body: new URLSearchParams(new FormData(form)),
            headers: { 'HX-Request': 'true' }, credentials: 'same-origin', redirect: 'error',
        });
        const text = await answer.text();
        const token = answer.ok && parsed(text).querySelector(':scope > input[name="_csrf"]');
        if (token) {
            setToken(token.value);
            dialog.close();
            done();
        } else {
            fill(dialog, text);
        }
    }

    function signIn(html, done) {
        if (asking)
            return;
        const dialog = document.createElement('dialog');
        asking = dialog;
        dialog.className = 'sheet';
        dialog.setAttribute('aria-labelledby', 'dialog-title');
        dialog.addEventListener('close', function () {
            asking = null;
            dialog.remove();
        });
        dialog.addEventListener('submit', function (event) {
            event.preventDefault();
            send(dialog, event.target, done).catch(function () {
                dialog.prepend('The server cannot be reached. Please try again in a moment. ');
            });
        });
        document.body.append(dialog);
        dialog.showModal();
        fill(dialog, html);
    }

    const troubles = {
        401: 'Not saved: please sign in again.',
        403: 'Not saved: reload the page in another tab, then come back and save.',
        404: 'Not saved: this draft is no longer open to you.',
        409: 'Not saved: somebody else saved this meanwhile. Press “Save draft” to see both texts.',
        413: 'Not saved: the text is too long.',
    };

    document.addEventListener('input', function (event) {
        const form = event.target.closest('form[data-guard]');
        if (!form || form.closest('dialog'))
            return;
        dirty.add(form);
        if (form.hasAttribute('data-autosave'))
            status(form, 'not saved yet', false);
    });

    document.addEventListener('submit', function (event) {
        dirty.delete(event.target);
    });

    window.addEventListener('beforeunload', function (event) {
        if (dirty.size)
            event.preventDefault();
    });

    document.addEventListener('htmx:beforeRequest', function (event) {
        dirty.delete(event.target);
        status(event.target, 'saving…', false);
    });

    document.addEventListener('htmx:responseError', function (event) {
        const form = event.target;
        const code = event.detail.xhr.status;
        dirty.add(form);
        status(form, troubles[code] || 'Not saved: the server had a problem. Your text is still here.', true);
        if (code === 401)
            signIn(event.detail.xhr.responseText, function () {
                window.htmx.trigger(form, 'change');
            });
    });

    document.addEventListener('htmx:sendError', function (event) {
        dirty.add(event.target);
        status(event.target, 'Not saved: no connection. Your text is still here.', true);
    });

    document.addEventListener('click', function (event) {
        const button = event.target.closest('[data-print]');
        if (button)
            window.print();
        document.querySelectorAll('details.menu[open]').forEach(function (menu) {
            if (!menu.contains(event.target))
                menu.open = false;
        });
    });

    document.addEventListener('keydown', function (event) {
        const menu = event.key === 'Escape' && document.querySelector('details.menu[open]');
        if (menu) {
            menu.open = false;
            menu.querySelector('summary').focus();
        }
    });

    document.querySelectorAll('[data-print]').forEach(function (button) {
        button.hidden = false;
    });

    const problems = document.getElementById('problems');
    if (problems) {
        document.querySelectorAll('form[data-guard]').forEach(function (form) {
            dirty.add(form);
        });
        problems.focus();
    }
}());
