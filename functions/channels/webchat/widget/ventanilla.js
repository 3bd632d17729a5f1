/* Ventanilla's chat: functions/channels/webchat/README.md. Served as it stands, so its scope is not indented. */
(() => {
"use strict";
if (window.VentanillaChat) return;
const script = document.currentScript;
const options = script.dataset;
const api = script.src.replace(/\/web\/chat\.js.*$/, "");
const language = (options.language || document.documentElement.lang || navigator.language || "es").toLowerCase();
const spanish = /^(es|ca|gl|eu)/.test(language);
const WORDS = {
	open: ["Abrir el chat", "Open the chat"],
	close: ["Cerrar el chat", "Close the chat"],
	log: ["Conversación", "Conversation"],
	unread: ["mensajes nuevos", "new messages"],
	hello: ["Escríbenos: te responderemos aquí mismo.", "Write to us: we will answer right here."],
	message: ["Tu mensaje", "Your message"],
	send: ["Enviar", "Send"],
	privacy: ["Privacidad", "Privacy"],
	name: ["Nombre (opcional)", "Name (optional)"],
	email: ["Correo electrónico (opcional)", "E-mail (optional)"],
	motive: ["Motivo (opcional)", "Reason (optional)"],
	customer: ["Tú", "You"],
	agent: ["Atención al cliente", "Customer care"],
	automatic: ["Respuesta automática", "Automatic reply"],
	sending: ["Enviando…", "Sending…"],
	offline: ["Sin conexión con la tienda: lo enviaremos cuando vuelva.", "No connection to the shop: it will be sent when it is back."],
	limited: ["Hay muchos mensajes: el tuyo saldrá enseguida.", "There are many messages: yours will go in a moment."],
	long: ["El mensaje es demasiado largo: acórtalo.", "The message is too long: please shorten it."],
	person: ["Comprobando que eres una persona…", "Checking that you are a person…"],
	identity: ["Tu sesión en la tienda ha caducado: recarga la página.", "You are no longer signed in to the shop: reload the page."],
	refused: ["El chat no está disponible en esta página.", "The chat is not available on this page."],
};
const word = (key) => WORDS[key][spanish ? 0 : 1];
const MINUTE = 60000;
const LONGEST = 16384; // bytes of a text
const MOST = 25; // messages in ten minutes: fewer than the server ignores

/* Kept over page loads: {who, token, renew, wrote, seen}, and each unsent message under its own key, for other tabs. */
const KEY = "ventanilla " + api;
const memory = {};
const attempt = (stored, otherwise) => { try { return stored(localStorage) ?? otherwise; } catch { return otherwise; } };
const read = (key) => attempt((kept) => JSON.parse(kept.getItem(key)), memory[key]);
const write = (key, value) => { memory[key] = value; attempt((kept) => kept.setItem(key, JSON.stringify(value))); };
const drop = (key) => { delete memory[key]; attempt((kept) => kept.removeItem(key)); };
let identity = options.identity || "";
/* Whom the token names, to tell one person from the next. Its proof is the server's matter. */
const who = () => {
	try { return "user:" + JSON.parse(atob(identity.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"))).sub; } catch { return identity; }
};
const kept = () => { const state = read(KEY); return state?.who === who() ? state : { who: who() }; };
const keep = (changes) => write(KEY, { ...kept(), ...changes });
const unsent = () => [...new Set([...Object.keys(memory), ...attempt(Object.keys, [])])]
	.filter((key) => key.startsWith(KEY + " ")).map(read).filter((item) => item?.who === who()).sort((a, b) => a.at - b.at);

const call = (method, path, token, body) => fetch(api + path, {
	method, cache: "no-store", credentials: "omit", signal: AbortSignal.timeout?.(20000),
	headers: { ...(token && { Authorization: "Bearer " + token }), ...(body && { "Content-Type": "application/json" }) },
	body: body && JSON.stringify(body),
});
const trouble = (key) => ({ key }); // what to tell; it is tried again

/* The page may name another person while something is waited for. */
const still = (asker) => { if (asker !== who()) throw trouble(""); };
let asking;
async function session() {
	const asker = who();
	const token = await (asking ||= obtain(asker).finally(() => { asking = null; }));
	still(asker);
	return token;
}
async function obtain(asker) {
	const { token, renew } = kept();
	if (token && Date.now() < renew) return token;
	const body = identity ? { identity } : !token && options.captcha ? { captcha: await captcha() } : {};
	const answer = await call("POST", "/web/session", identity ? "" : token, body);
	if (answer.ok) {
		const { session } = await answer.json();
		still(asker);
		keep({ token: session, renew: Date.now() + 1200 * MINUTE });
		return session;
	}
	still(asker);
	if (answer.status > 428) throw trouble("limited");
	if (identity) {
		document.dispatchEvent(new Event("ventanilla:identity"));
		throw trouble("identity");
	}
	if (!token) throw trouble(answer.status === 401 ? "person" : "refused");
	keep({ token: "" });
	return obtain(asker);
}

/* Turnstile cannot draw into a shadow: its box is slotted in. */
const captcha = () => new Promise((resolve, reject) => {
	tell("person");
	const box = make("div", { slot: "captcha" });
	host.append(box);
	const end = (then) => (value) => { box.remove(); then(value); };
	const fail = end(() => reject(trouble("person")));
	const draw = () => window.turnstile.render(box, { sitekey: options.captcha, callback: end(resolve), "error-callback": fail });
	if (window.turnstile) return draw();
	document.head.append(make("script", { src: "https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit", onload: draw, onerror: fail }));
});

const make = (tag, properties = {}, ...children) => {
	const node = document.createElement(tag);
	for (const name in properties) /-|role|slot/.test(name) ? node.setAttribute(name, properties[name]) : node[name] = properties[name];
	node.append(...children);
	return node;
};
const field = (key, input) => make("label", {}, make("span", { textContent: word(key) }), input);
const host = make("ventanilla-chat", { lang: spanish ? "es" : "en" });
const root = host.attachShadow({ mode: "open" });
const sheet = new CSSStyleSheet();
sheet.replaceSync(`:host{all:initial!important;--accent:#0b5cad}
*{box-sizing:border-box;margin:0;font:16px/1.4 system-ui,sans-serif;color:inherit;color-scheme:light dark}
[hidden]{display:none!important}
:focus-visible{outline:2px solid #fff;box-shadow:0 0 0 4px #000}
button{background:var(--accent);color:#fff;border:0;border-radius:8px;min-height:44px;min-width:44px;cursor:pointer}
.open,section{position:fixed;right:16px;bottom:16px;z-index:2147483000}
.open{padding:0 20px;border-radius:22px}
section{bottom:72px;display:flex;flex-direction:column;width:min(380px,100vw - 32px);height:min(600px,100dvh - 88px);background:Canvas;color:CanvasText;border:1px solid;border-radius:12px;overflow:hidden}
@media(max-width:480px){section{inset:0;width:100%;height:100dvh;border-radius:0}}
header{display:flex;justify-content:space-between;align-items:center;padding:4px 4px 4px 16px;background:var(--accent);color:#fff}
h2,b{font-weight:600}
.log{flex:1;overflow-y:auto;padding:12px;display:flex;flex-direction:column;gap:8px}
.log div{max-width:85%;align-self:start;border:1px solid GrayText;border-radius:12px;padding:8px 12px}
.log .customer{align-self:end;background:color-mix(in srgb,CanvasText 8%,Canvas)}
p{white-space:pre-wrap;overflow-wrap:anywhere}
small *,a,label span{font-size:13px}
form{padding:8px 12px;display:grid;gap:8px}
input,select,textarea{width:100%;padding:8px;resize:none}
.trap{position:absolute;left:-9999px}`);
root.adoptedStyleSheets = [sheet];
if (options.color) host.style.setProperty("--accent", options.color);

const heading = options.title || "Chat";
const launcher = make("button", { className: "open", "aria-haspopup": "dialog", onclick: () => dialog.hidden ? open() : close() });
const log = make("div", { className: "log", role: "log", "aria-live": "polite", "aria-label": word("log"), tabIndex: 0 });
const status = make("p", { role: "status" });
const name = make("input", { autocomplete: "name" });
const email = make("input", { type: "email", autocomplete: "email" });
const motive = make("select");
for (const entry of `;${options.motives || ""}`.split(";")) {
	const [value, textContent = value] = entry.trim().split("=");
	motive.append(make("option", { value, textContent }));
}
const trap = make("input", { tabIndex: -1, autocomplete: "off" });
const text = make("textarea", { rows: 2 });
const fields = [field("name", name), field("email", email), field("motive", motive)];
const form = make("form", { onsubmit: submit }, ...fields, make("div", { className: "trap", "aria-hidden": "true" }, trap),
	field("message", text), make("slot", { name: "captcha" }), status, make("button", { textContent: word("send") }));
if (options.privacy) form.append(make("a", { href: options.privacy, target: "_blank", textContent: word("privacy") }));
const dialog = make("section", { role: "dialog", "aria-modal": "true", "aria-labelledby": "title", hidden: true, onkeydown: press },
	make("header", {}, make("h2", { id: "title", textContent: heading }), make("button", { textContent: "✕", "aria-label": word("close"), onclick: close })),
	log, form);
root.append(launcher, dialog);

const tell = (key) => { status.textContent = key && word(key); };
const shown = new Map();
let next, unread, opened, sending, retry, timer, failed = 0, missed = 0, sentAt = [];
let active = Date.now(), looked = active;
const isWatched = () => !dialog.hidden && !document.hidden;

/* Shows a message in its place, or that it arrived. Texts only ever become text nodes. */
function show({ id, from, text, at }, pending) {
	const time = Date.parse(at) || at;
	let node = shown.get(id);
	if (!node) {
		node = make("div", { className: from }, make("small", {}, make("b", { textContent: word(from) }), " ", make("span")), make("p", { textContent: text }));
		log.insertBefore(node, [...log.children].find((other) => other.at > time) || null);
		log.scrollTop = log.scrollHeight;
		shown.set(id, node);
		if (from !== "customer" && time > (kept().seen || 0)) {
			active = Date.now();
			if (isWatched()) keep({ seen: time }); else unread++;
		}
	}
	node.at = time;
	node.querySelector("span").textContent = pending ? word("sending") : new Date(time).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
}

function label() {
	launcher.textContent = heading + (unread ? ` (${unread})` : "");
	launcher.setAttribute("aria-label", word(dialog.hidden ? "open" : "close") + (unread ? ` (${word("unread")}: ${unread})` : ""));
	launcher.setAttribute("aria-expanded", !dialog.hidden);
	fields.forEach((each, index) => { each.hidden = kept().wrote || (index < 2 ? identity : !options.motives); });
}

/* For whomever the page names: nothing of anybody else stays on the screen. */
function begin() {
	shown.clear();
	next = "";
	unread = 0;
	log.replaceChildren(make("p", { textContent: word("hello") }));
	tell("");
	for (const item of unsent()) show({ ...item, from: "customer" }, true);
	label();
	flush();
	poll();
}

function submit(event) {
	event.preventDefault();
	const written = text.value.trim();
	if (!written) return;
	if (new TextEncoder().encode(written).length > LONGEST) return tell("long");
	const id = crypto.randomUUID(), at = Date.now();
	const body = { client_message_id: id, text: written, name: name.value, email: email.value, motive: motive.value, hp: trap.value, language, page_url: location.href, chat: true };
	write(KEY + " " + id, { id, at, who: who(), text: written, body });
	text.value = "";
	active = at;
	show({ id, at, text: written, from: "customer" }, true);
	flush();
}

/* Sends what is unsent, in order. What may have arrived is sent again under the same id, and counts once. */
async function flush() {
	if (sending) return;
	sending = true;
	clearTimeout(retry);
	try {
		for (let item; item = unsent()[0];) await send(item);
		failed = 0;
	} catch (error) {
		tell(error.key ?? "offline");
		retry = setTimeout(flush, Math.min(1000 * 2 ** failed++, MINUTE));
	}
	sending = false;
}

async function send(item) {
	sentAt = sentAt.filter((at) => at > Date.now() - 10 * MINUTE);
	if (sentAt.length >= MOST) throw trouble("limited");
	const post = async () => call("POST", "/web/messages", await session(), item.body);
	let answer = await post();
	if (answer.status === 401) {
		keep({ renew: 0 });
		answer = await post();
	}
	if (answer.status === 429 || answer.status > 499) throw trouble("limited");
	if (answer.status === 401 || answer.status === 403) throw trouble("refused");
	drop(KEY + " " + item.id);
	still(item.who);
	if (answer.ok) {
		sentAt.push(Date.now());
		keep({ wrote: true });
		show({ ...item, from: "customer" });
		tell("");
		label();
		poll();
	} else {
		shown.get(item.id)?.remove();
		shown.delete(item.id);
		text.value ||= item.text;
		status.textContent = (await answer.json()).error["message_" + host.lang];
	}
}

/* Often while somebody looks, seldom otherwise, and no more once nobody has looked for long. */
async function poll() {
	clearTimeout(timer);
	if (isWatched()) looked = Date.now();
	if (!(kept().wrote || identity && opened) || Date.now() - looked > 10 * MINUTE) return;
	const asker = who();
	missed++;
	try {
		const answer = await call("GET", "/web/messages" + (next && "?after=" + encodeURIComponent(next)), await session());
		const told = await answer.json();
		still(asker);
		if (answer.status === 401) keep({ renew: 0 });
		if (answer.ok) {
			next = told.next || "";
			told.messages.forEach((message) => show(message));
			label();
			missed = 0;
		}
	} catch {}
	clearTimeout(timer);
	timer = setTimeout(poll, Math.min((!isWatched() ? 30000 : Date.now() - active < 2 * MINUTE ? 2000 : 10000) * 2 ** missed, MINUTE));
}

function see() {
	if (!isWatched()) return;
	unread = 0;
	active = Date.now();
	keep({ seen: Math.max(kept().seen || 0, ...[...shown.values()].map((node) => node.at)) });
	label();
	poll();
}

function open() {
	dialog.hidden = false;
	opened = true;
	see();
	text.focus();
	log.scrollTop = log.scrollHeight;
}

function close() {
	dialog.hidden = true;
	label();
	launcher.focus();
}

function press(event) {
	event.stopPropagation();
	active = Date.now();
	if (event.key === "Escape") close();
	if (event.key === "Enter" && event.target === text && !event.shiftKey && !event.isComposing) {
		event.preventDefault();
		form.requestSubmit();
	}
	if (event.key !== "Tab") return;
	const stops = [...dialog.querySelectorAll("*")].filter((each) => each.tabIndex >= 0 && each.offsetParent);
	if (event.shiftKey) stops.reverse();
	if (root.activeElement !== stops.at(-1)) return;
	event.preventDefault();
	stops[0].focus();
}

addEventListener("online", () => { flush(); poll(); });
document.addEventListener("visibilitychange", see);
window.VentanillaChat = { open, close, identify(token) {
	const before = who();
	identity = token || "";
	before === who() ? flush() : begin();
} };
const mount = () => { document.body.append(host); begin(); };
document.body ? mount() : addEventListener("DOMContentLoaded", mount);
})();
