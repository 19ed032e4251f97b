// A reply that forumwatch posts on a real NodeBB, over its write API (a plugin in 1.4.0): approved,
// asked for, the answer of the first attempt cut off on its way. The forum has it once, as it was
// written, and a visit reads it back. Called by ./run:
//   node posting.js BASE_URL ADMIN_PASSWORD FORUMWATCH FOLDER
'use strict';

const assert = require('assert');
const {execFileSync, spawn} = require('child_process');
const fs = require('fs');
const http = require('http');
const path = require('path');
const {Member} = require('./forum.js');

const [base, adminPassword, forumwatch, folder] = process.argv.slice(2);
const PASSWORD = 'owners-only-1';
const STAFF = '物业小林';
const HOSTILE = '您好 "业主" {"a":1} <b>粗</b> \\ 😀 [[global:home]] @all &lt; *星* _下划_ `码`\n' +
  '1. 今天15点更换7栋电梯主板\n- 王工负责\n# 谢谢';

// In front of the forum: forwards everything, but the answer to the first POST never arrives.
let posts = 0;
function cuttingProxy() {
  const server = http.createServer((request, response) => {
    const {hostname, port} = new URL(base);
    const options = {hostname, port, path: request.url, method: request.method, headers: request.headers};
    const cut = request.method === 'POST' && ++posts === 1;
    const onward = http.request(options, (answer) => {
      if (cut) {
        answer.resume().on('end', () => request.socket.destroy());
        return;
      }
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

// NodeBB's own file, at the addresses and places of the plugin.
function ownEngine() {
  const data = path.join(folder, 'posting-data');
  fs.cpSync(path.join(__dirname, '../../../config'), data, {recursive: true});
  const file = path.join(data, 'engines', 'nodebb.json');
  const text = fs.readFileSync(file, 'utf8');
  const changed = text.replace('{root}/api/v3/topics/{thread}', '{root}/api/v2/topics/{thread}')
    .replace('"post": "/response/pid"', '"post": "/payload/pid"');
  assert.notStrictEqual(changed, text);
  fs.writeFileSync(file, changed);
  return data;
}

function configFile(proxy, cid, token) {
  fs.writeFileSync(path.join(folder, 'token'), `${token}\n`, {mode: 0o600});
  const address = `127.0.0.1:${proxy.address().port}`;
  const file = path.join(folder, 'posting.config.json');
  fs.writeFileSync(file, JSON.stringify({
    company: '云栖物业',
    data: ownEngine(),
    store: {file: path.join(folder, 'posting.db')},
    http: {contact: 'peer-test@forum.example', allow_private: [address], host_spacing: '0s'},
    communities: [{name: '云栖花园', sources: [{
      name: '投诉', engine: 'nodebb', interval: '2s', url: `http://${address}/category/${cid}/x`,
      reply: {account: STAFF, token_file: 'token'},
    }]}],
  }));
  return file;
}

async function waitUntil(what, holds, seconds) {
  for (let i = 0; i < seconds * 5; ++i) {
    if (await holds()) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`waited in vain for ${what}`);
}

function complaint(config, verb, ...words) {
  return execFileSync(forumwatch, ['complaint', verb, '--config', config, ...words],
    {stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8'});
}

function shown(config) {
  try {
    return JSON.parse(complaint(config, 'show', 'C1', '--json'));
  } catch (error) {
    return null;  // not on record yet
  }
}

async function tell() {
  const admin = await new Member(base, 'admin', adminPassword).login();
  for (const name of ['业主老周', STAFF]) {
    await admin.call('admin.user.createUser',
      {username: name, password: PASSWORD, email: `p${name.charCodeAt(2)}@forum.example`});
  }
  const staff = await (await fetch(`${base}/api/user/${encodeURIComponent(STAFF)}`)).json();
  const made = await fetch(`${base}/api/v2/users/${staff.uid}/tokens`, {
    method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify({password: PASSWORD}),
  });
  const {token} = (await made.json()).payload;
  const {cid} = await admin.call('admin.categories.create', {name: '代发', description: '代发'});
  const owner = await new Member(base, '业主老周', PASSWORD).login();
  const topic = await owner.call('topics.post',
    {cid, title: '7栋电梯又停了', content: '7栋电梯又停了，两天没人来修，物业不管。', tags: []});

  const proxy = await cuttingProxy();
  const config = configFile(proxy, cid, token);
  const log = path.join(folder, 'posting.log');
  // Ten times as fast, so that the two minutes a forum is given pass in twelve seconds.
  const daemon = spawn(forumwatch, ['run', '--config', config, '--clock-speed', '10',
    '--clock-start', new Date().toISOString().replace(/\.\d+Z/, 'Z')],
  {stdio: ['ignore', fs.openSync(log, 'w'), fs.openSync(log, 'a')]});
  const ended = new Promise((resolve) => daemon.on('exit', resolve));
  try {
    await waitUntil('the complaint', () => shown(config), 30);
    complaint(config, 'draft', 'C1', HOSTILE, '--by', '小林');
    complaint(config, 'approve', 'C1', '--by', '王经理');
    complaint(config, 'post', 'C1', '--by', '小林');
    await waitUntil('an answer that was cut off', () => shown(config).postings[0].state === 'unsure', 20);
    await waitUntil('the reply to be found', () => shown(config).postings[0].state === 'posted', 60);
    await waitUntil('a visit to read it back', () => {
      const duty = shown(config).duties.find(({duty: kind}) => kind === 'first_reply');
      return duty.satisfied_at !== null;
    }, 30);
    assert.throws(() => complaint(config, 'post', 'C1', '--by', '小林'));
  } finally {
    daemon.kill('SIGTERM');
    assert.strictEqual(await ended, 0, `run: see ${log}`);
  }
  const read = await (await fetch(`${base}/api/topic/${topic.tid}`)).json();
  const ours = read.posts.filter(({user}) => user.username === STAFF);
  assert.strictEqual(ours.length, 1, `the reply stands there ${ours.length} times`);
  assert.strictEqual(posts, 1, `${posts} were sent`);
  const text = ours[0].content.replace(/<img[^>]*alt="([^"]*)"[^>]*>/g, '$1').replace(/<[^>]*>/g, '')
    .replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
    .replace(/\\([[\]])/g, '$1')  // NodeBB's own marks, lest it translates; its pages do not show them
    .trim();
  assert.strictEqual(text, HOSTILE);
  proxy.close();
  [admin, owner].forEach((member) => member.leave());
  console.log('nodebb: a reply whose answer was cut off is found, not sent again, and reads as it was written');
}

tell().then(() => process.exit(0), (error) => {
  console.error(`nodebb: FAILED: ${error.stack}`);
  process.exit(1);
});
