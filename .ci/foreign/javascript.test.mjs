// Microsoft's own JavaScript client calls the example service, which is written on the generated stubs.
//
// Environment variables name what it needs: SERVICE the binary of the service; TLS_KEY and TLS_CERTIFICATE files for `localhost`, which
// Node has to trust as well: NODE_EXTRA_CA_CERTS.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { generateKeyPairSync, sign } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";

import graph from "@microsoft/microsoft-graph-client";

const { Client, GraphError, PageIterator } = graph;

const GROUP = "/groups/5a8f3d2e-0c41-4b7f-9e63-2d1c7b90f4a8";
const ISSUER = "https://login.example/";
const AUDIENCE = "api://conversations";
const WORK = "72f988bf-86f1-41af-91ab-2d7cd011db47";

/**
 * Starts the service on a free port behind TLS, which is the only way in which the client follows links and sends tokens, and resolves to
 * its address and to what stops it.
 */
async function start(...options) {
  const proxy = createServer({ key: readFileSync(process.env.TLS_KEY), cert: readFileSync(process.env.TLS_CERTIFICATE) });
  await new Promise((resolve) => proxy.listen(0, "localhost", resolve));
  const base = `https://localhost:${proxy.address().port}`;

  const arguments_ = ["--address", "127.0.0.1:0", "--base-url", `${base}/v1.0`, ...options];
  const child = spawn(process.env.SERVICE, arguments_, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const inner = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", (line) => resolve(/http:\/\/[^/]+/.exec(line)[0]));
    ended.then((status) => reject(new Error(`the service ended with ${status}`)));
  });
  proxy.on("request", (incoming, outgoing) => {
    const { method, headers, url } = incoming;
    const forwarded = request(`${inner}${url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(forwarded);
  });

  /** Stops the service as a supervisor would, and resolves to its exit status. */
  const stop = async () => {
    proxy.close();
    proxy.closeAllConnections();
    child.kill("SIGTERM");
    return ended;
  };
  return { base, stop };
}

/** The client as its own documentation has it, for a host that is not Microsoft's. */
function client(base, token = "none") {
  const authProvider = { getAccessToken: async () => token };
  return Client.initWithMiddleware({ authProvider, baseUrl: base, defaultVersion: "v1.0", customHosts: new Set(["localhost"]) });
}

function thread(topic) {
  return { topic, posts: [{ body: { contentType: "text", content: `About ${topic}` } }] };
}

/** What a call fails with. */
async function failure(call) {
  const error = await call.then(
    (answer) => assert.fail(`answered with ${JSON.stringify(answer)}`),
    (error) => error,
  );
  assert.ok(error instanceof GraphError, `${error}`);
  return error;
}

let open;
let closed;
let folder;
const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "stubdown-"));
  const jwk = { ...keys.publicKey.export({ format: "jwk" }), kid: "1", use: "sig" };
  const file = join(folder, "keys.json");
  writeFileSync(file, JSON.stringify({ keys: [jwk] }));
  open = await start();
  closed = await start("--jwks", file, "--issuer", ISSUER, "--audience", AUDIENCE);
});

after(async () => {
  const statuses = [await open.stop(), await closed.stop()];
  rmSync(folder, { recursive: true });
  assert.deepEqual(statuses, [0, 0], "the services end when they are told to");
});

function token(claims) {
  const base64 = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const header = base64({ alg: "RS256", typ: "JWT", kid: "1" });
  const payload = base64({ iss: ISSUER, aud: AUDIENCE, tid: WORK, nbf: now, exp: now + 600, ...claims });
  const signature = sign("sha256", Buffer.from(`${header}.${payload}`), keys.privateKey).toString("base64url");
  return `${header}.${payload}.${signature}`;
}

test("a thread is created, read, changed, replied to and deleted", async () => {
  const graph = client(open.base);
  const created = await graph.api(`${GROUP}/threads`).post(thread("Road map"));
  assert.equal(created.topic, "Road map");
  assert.equal(created.preview, "About Road map");
  const path = `${GROUP}/threads/${created.id}`;
  assert.deepEqual(await graph.api(path).get(), created);

  const changed = await graph.api(path).patch({ topic: "Plans" });
  assert.deepEqual(changed, { ...created, topic: "Plans" });

  const attachment = { "@odata.type": "#microsoft.graph.fileAttachment", name: "a.txt", contentBytes: "aGVsbG8=" };
  await graph.api(`${path}/reply`).post({ post: { body: { content: "Yes" }, attachments: [attachment] } });
  const posts = (await graph.api(`${path}/posts`).get()).value;
  assert.deepEqual(posts.map((post) => post.body.content), ["About Road map", "Yes"]);
  const attachments = await graph.api(`${path}/posts/${posts[1].id}/attachments`).get();
  assert.deepEqual(attachments.value, [attachment]);

  await graph.api(path).delete();
  assert.equal((await failure(graph.api(path).get())).statusCode, 404);
});

test("a conversation has threads", async () => {
  const graph = client(open.base);
  const { topic, ...first } = thread("Spring");
  const conversation = await graph.api(`${GROUP}/conversations`).post({ topic, threads: [first] });
  const path = `${GROUP}/conversations/${conversation.id}/threads`;
  await graph.api(path).post(thread("Summer"));
  const listed = await graph.api(path).count(true).get();
  assert.deepEqual(listed.value.map((one) => one.topic), ["Spring", "Summer"]);
  assert.equal(listed["@odata.count"], 2);
  await graph.api(`${GROUP}/conversations/${conversation.id}`).delete();
});

test("the iterator of the client goes through all pages", async () => {
  const graph = client(open.base);
  const { topic, ...first } = thread("thread 1");
  const conversation = await graph.api(`${GROUP}/conversations`).post({ topic, threads: [first] });
  const path = `${GROUP}/conversations/${conversation.id}/threads`;
  const topics = Array.from({ length: 45 }, (_, place) => `thread ${place + 1}`);
  for (const topic of topics.slice(1)) {
    await graph.api(path).post(thread(topic));
  }
  const page = await graph.api(path).top(10).select("topic").get();
  assert.equal(page.value.length, 10);
  const next = new URL(page["@odata.nextLink"]);
  assert.deepEqual(Object.fromEntries(next.searchParams), { $top: "10", $select: "topic", $skip: "10" });

  const seen = [];
  const iterator = new PageIterator(graph, page, (one) => {
    seen.push(one.topic);
    return true;
  });
  await iterator.iterate();
  assert.ok(iterator.isComplete());
  assert.deepEqual(seen, topics);
});

test("errors are typed: 404, 400, 405", async () => {
  const graph = client(open.base);
  const missing = await failure(graph.api(`${GROUP}/threads/none`).get());
  assert.equal(missing.statusCode, 404);
  assert.equal(missing.code, "itemNotFound");
  assert.equal(missing.message, "there is no thread `none`");
  assert.match(missing.requestId, /^[0-9a-f-]{36}$/);
  assert.equal(missing.requestId, missing.headers.get("request-id"));
  assert.ok(Math.abs(missing.date - Date.now()) < 60_000);

  const odd = await failure(graph.api(`${GROUP}/threads`).post({ topic: 5 }));
  assert.deepEqual([odd.statusCode, odd.code], [400, "invalidRequest"]);
  assert.match(odd.message, /`\/topic`/);

  const method = await failure(graph.api(`${GROUP}/threads`).delete());
  assert.deepEqual([method.statusCode, method.headers.get("allow")], [405, "GET, POST, HEAD, OPTIONS"]);
  assert.equal((await failure(graph.api("/nowhere").get())).statusCode, 404);
});

test("the request id of the client is sent back", async () => {
  const answer = await client(open.base).api(`${GROUP}/threads`).header("client-request-id", "mine").responseType("raw").get();
  assert.equal(answer.headers.get("client-request-id"), "mine");
});

test("permissions are asked for: 401 without a token, 403 without those that are documented", async () => {
  const path = `${GROUP}/threads`;
  const anonymous = await failure(client(closed.base, "").api(path).get());
  assert.deepEqual([anonymous.statusCode, anonymous.code], [401, "unauthenticated"]);
  assert.equal(anonymous.headers.get("www-authenticate"), "Bearer");

  const forged = `${token({ scp: "Group.ReadWrite.All" }).slice(0, -4)}AAAA`;
  assert.equal((await failure(client(closed.base, forged).api(path).get())).statusCode, 401);
  const expired = token({ scp: "Group.ReadWrite.All", exp: 1_700_000_000 });
  assert.equal((await failure(client(closed.base, expired).api(path).get())).statusCode, 401);

  for (const claims of [{ scp: "User.Read" }, { idtyp: "app", roles: ["User.Read.All"] }, { scp: "User.Read", roles: ["Group.ReadWrite.All"] }]) {
    const forbidden = await failure(client(closed.base, token(claims)).api(path).get());
    assert.deepEqual([forbidden.statusCode, forbidden.code], [403, "accessDenied"]);
    assert.match(forbidden.message, /Group\.ReadWrite\.All/);
  }
  // Reading is allowed to those who may read, and to applications of their own.
  const reader = client(closed.base, token({ scp: "Group.Read.All" }));
  assert.equal((await reader.api(path).get()).value[0].topic, "Spring catalog");
  assert.equal((await failure(reader.api(path).post(thread("Road map")))).statusCode, 403);
  const application = client(closed.base, token({ idtyp: "app", roles: ["Group.Read.All"] }));
  assert.equal((await application.api(path).get()).value[0].topic, "Spring catalog");
  const writer = client(closed.base, token({ scp: "User.Read Group.ReadWrite.All" }));
  assert.equal((await writer.api(path).post(thread("Road map"))).topic, "Road map");
});
