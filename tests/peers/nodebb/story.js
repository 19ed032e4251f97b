// The story of a real NodeBB and a forumwatch that reads it: after each chapter what forumwatch
// knows is compared, post by post, with what was written. Called by ./run:
//   node story.js BASE_URL ADMIN_PASSWORD FORUMWATCH FOLDER
'use strict';

const assert = require('assert');
const {execFileSync, spawn} = require('child_process');
const fs = require('fs');
const path = require('path');
const {Member} = require('./forum.js');

const [base, adminPassword, forumwatch, folder] = process.argv.slice(2);
const PEOPLE = ['王芳', '李雷', '赵敏', '物业客服'];
const PASSWORD = 'owners-only-1';

// What was written: pid → post. A post or topic that was taken away is no longer in here.
const written = new Map();
const members = {};
let admin;

async function openForum() {
  admin = await new Member(base, 'admin', adminPassword).login();
  for (const name of PEOPLE) {
    await admin.call('admin.user.createUser', {
      username: name, password: PASSWORD, email: `u${name.charCodeAt(0)}@forum.example`,
    });
    members[name] = await new Member(base, name, PASSWORD).login();
  }
}

async function createBoard(name) {
  return (await admin.call('admin.categories.create', {name, description: name})).cid;
}

// `shown`: what of `content` is the author's own, as a reader sees it.
function remember(post, board, topic, author, title, shown) {
  written.set(String(post.pid), {
    board, topic: String(topic), author, title, text: shown, at: Number(post.timestamp),
  });
  return String(post.pid);
}

async function open(author, board, title, content, shown = content) {
  const topic = await members[author].call('topics.post', {cid: board, title, content, tags: []});
  const tid = String(topic.tid);
  remember({pid: topic.mainPid, timestamp: topic.timestamp}, board, tid, author, title, shown);
  return {tid, cid: board, title, main: String(topic.mainPid)};
}

async function reply(author, topic, content, shown = content) {
  const post = await members[author].call('posts.reply', {tid: topic.tid, content});
  return remember(post, topic.cid, topic.tid, author, topic.title, shown);
}

async function edit(author, pid, content) {
  await members[author].call('posts.edit', {pid, content});
  written.get(pid).text = content;
}

async function takeAway(event, topic, pid) {
  await admin.call(event, {pid, tid: topic.tid});
  written.delete(pid);
}

async function takeTopicAway(event, topic) {
  await admin.call(event, {tids: [topic.tid], cid: topic.cid});
  const posts = [...written].filter(([, post]) => post.topic === topic.tid);
  posts.forEach(([pid]) => written.delete(pid));
  return posts;
}

// The data folder with one engine more: a user's own description of the forum's web pages.
const PAGES = 'nodebb-pages';
function ownData() {
  const data = path.join(folder, 'data');
  fs.rmSync(data, {recursive: true, force: true});
  fs.cpSync(path.join(__dirname, '../../../config'), data, {recursive: true});
  fs.copyFileSync(path.join(__dirname, 'pages.json'), path.join(data, 'engines', `${PAGES}.json`));
  return data;
}

function configFile(boards, engine = 'nodebb') {
  const file = path.join(folder, `${engine}.config.json`);
  fs.writeFileSync(file, JSON.stringify({
    company: '云栖物业',
    data: ownData(),
    store: {file: path.join(folder, `${engine}.db`)},
    http: {contact: 'peer-test@forum.example', allow_private: [new URL(base).host], host_spacing: '0s'},
    communities: [{
      name: '云栖花园',
      staff: ['物业客服'],
      sources: boards.map(({name, cid, slug}) => ({
        name, engine, interval: '2s', url: `${base}/category/${cid}/${slug}`,
      })),
    }],
  }));
  return file;
}

// Exit code and the posts read.
function crawl(config, source) {
  const dump = path.join(folder, 'posts.jsonl');
  [dump, `${dump}.part`].forEach((file) => fs.rmSync(file, {force: true}));
  let code = 0;
  let said = '';
  try {
    execFileSync(forumwatch, ['crawl', '--config', config, '--source', source, '--dump', dump],
      {stdio: ['ignore', 'pipe', 'pipe']});
  } catch (error) {
    code = error.status;
    said = String(error.stderr);
  }
  const lines = fs.existsSync(dump) ? fs.readFileSync(dump, 'utf8').split('\n').filter(Boolean) : [];
  return {code, said, posts: lines.map((line) => JSON.parse(line))};
}

function probe(config, url, engine = []) {
  return JSON.parse(execFileSync(forumwatch, ['probe', url, '--config', config, '--json', ...engine],
    {stdio: ['ignore', 'pipe', 'ignore']}));
}

// What not every page has.
const RARE = ['list.sticky', 'list.removed', 'list.empty', 'thread.edited', 'thread.quotes',
  'thread.attachments', 'thread.removed', 'thread.hidden', 'thread.drop'];

// Pointed at the front page or at a board, probe says what the forum is and what would be read.
function probeKnows(config, boards) {
  const forum = probe(config, base);
  assert.strictEqual(forum.engine, 'nodebb');
  for (const {name, cid} of boards) {
    assert(forum.boards.some((board) => board.name === name && board.url === `${base}/category/${cid}`),
      `${name} among ${JSON.stringify(forum.boards)}`);
  }
  assert(forum.posts.length > 0, forum.trouble.join('\n'));
  const board = probe(config, `${base}/category/${boards[0].cid}/${boards[0].slug}`);
  assert.strictEqual(board.source.name, boards[0].name);
  assert.deepStrictEqual(board.staff, ['物业客服']);
  const unread = board.fields.filter(({field, described, found}) => described && found === 0 &&
    !RARE.includes(field));
  assert.deepStrictEqual(unread, []);
  console.log(`nodebb: probe knows the forum, its ${forum.boards.length} boards and every field`);
}

// Of a forum that nobody has described yet the file alone is tried.
function probeTriesAFile(config, board) {
  const file = path.join(__dirname, 'pages.json');
  const found = probe(config, `${base}/category/${board.cid}/${board.slug}`, ['--engine', file]);
  const lost = found.fields.filter(({field, described, found: count}) => described && count === 0 &&
    ![...RARE, 'thread.current_page'].includes(field));
  assert.deepStrictEqual(lost, [], found.trouble.join('\n'));
  assert.strictEqual(found.posts.length, 5, found.trouble.join('\n'));
  found.posts.forEach((read) => assert.strictEqual(read.text, written.get(read.post).text));
  console.log('nodebb: probe --engine reads its web pages by a file alone');
}

function onBoard(board) {
  return new Map([...written].filter(([, post]) => post.board === board));
}

function comparePost(read, pid) {
  const post = written.get(pid);
  assert(post, `invented: ${pid} ${read.text}`);
  assert.strictEqual(read.thread, post.topic, `topic of ${pid}`);
  assert.strictEqual(read.author, post.author, `author of ${pid}`);
  assert.strictEqual(read.official, post.author === '物业客服', `staff of ${pid}`);
  assert.strictEqual(read.text, post.text, `text of ${pid}`);
  assert.strictEqual(read.title, post.title, `title of ${pid}`);
  assert.strictEqual(Math.floor(Date.parse(read.posted_at) / 1000), Math.floor(post.at / 1000),
    `time of ${pid}`);
}

// All of a board, each post once, nothing else.
function compareAll(result, board, chapter) {
  assert.strictEqual(result.code, 0, `${chapter}: ${result.said}`);
  const expected = onBoard(board);
  const seen = new Set();
  for (const read of result.posts) {
    assert(!seen.has(read.post), `${chapter}: ${read.post} twice`);
    seen.add(read.post);
    comparePost(read, read.post);
  }
  const missing = [...expected.keys()].filter((pid) => !seen.has(pid));
  assert.deepStrictEqual(missing, [], `${chapter}: not read`);
  console.log(`nodebb: ${chapter}: ${seen.size} posts as they were written`);
}

// A comparison that cannot fail proves nothing.
function comparisonNotices(result, board) {
  const spoiled = {
    'a post fewer': (posts) => posts.slice(1),
    'another text': ([first, ...rest]) => [{...first, text: `${first.text}。`}, ...rest],
    'another author': ([first, ...rest]) => [{...first, author: '物业'}, ...rest],
    'a post twice': (posts) => [...posts, posts[0]],
    'a post invented': (posts) => [...posts, {...posts[0], post: '999999'}],
  };
  for (const [what, spoil] of Object.entries(spoiled)) {
    assert.throws(() => compareAll({...result, posts: spoil(result.posts)}, board, what),
      assert.AssertionError, `not noticed: ${what}`);
  }
  console.log(`nodebb: the comparison notices ${Object.keys(spoiled).join(', ')}`);
}

// At least these posts; nothing that is not there.
function compareSome(result, pids, chapter) {
  assert.strictEqual(result.code, 0, `${chapter}: ${result.said}`);
  const seen = new Set(result.posts.map((read) => read.post));
  result.posts.forEach((read) => comparePost(read, read.post));
  const missing = pids.filter((pid) => !seen.has(pid));
  assert.deepStrictEqual(missing, [], `${chapter}: not read`);
  console.log(`nodebb: ${chapter}: ${pids.length} changes among ${seen.size} posts read`);
}

async function fill(board, topics) {
  const opened = [];
  for (let i = 1; i <= topics; ++i) {
    const author = PEOPLE[i % 3];
    opened.push(await open(author, board, `${i} 号楼电梯又停了`, `${i} 号楼的电梯从早上停到现在。`));
    for (let reply_ = 0; reply_ < i % 4; ++reply_) {
      await reply(PEOPLE[(i + reply_) % 4], opened[i - 1], `第 ${reply_ + 1} 次说：请尽快修好。`);
    }
  }
  return opened;
}

async function awkward(board) {
  const topic = await open('王芳', board, '<b>& "水管" 3 < 5</b> 😀 漏水', '一句 <i>不是标签</i> & 三楼 😀',
    '一句 <i>不是标签</i> & 三楼 😀');
  await reply('李雷', topic, '> 一句别人说过的话\n\n我家也漏。', '我家也漏。');
  await reply('赵敏', topic, '第一段。\n\n第二段。', '第一段。\n第二段。');
  return topic;
}

// What the store holds of a board's posts: pid → text, gone (seen missing).
function inStore(source) {
  const query = 'SELECT p.key, p.text, p.missing_since_at IS NOT NULL FROM post p ' +
    'JOIN thread t ON t.id = p.thread_id JOIN source s ON s.id = t.source_id WHERE s.name = ?';
  const out = execFileSync('python3', ['-c',
    'import json, sqlite3, sys\n' +
    'db = sqlite3.connect(sys.argv[1])\n' +
    'print(json.dumps(db.execute(sys.argv[2], [sys.argv[3]]).fetchall()))',
    path.join(folder, 'nodebb.db'), query, source]);
  return new Map(JSON.parse(out).map(([pid, text, gone]) => [pid, {text, gone: Boolean(gone)}]));
}

function storeMisses(source, pids, chapter) {
  const stored = inStore(source);
  const still = pids.filter((pid) => !stored.get(pid).gone);
  assert.deepStrictEqual(still, [], `${chapter}: taken for what still stands there`);
}

function storeIsRight(board, source) {
  const stored = inStore(source);
  const there = [...onBoard(board)].every(([pid, post]) =>
    stored.has(pid) && stored.get(pid).text === post.text && !stored.get(pid).gone);
  const gone = [...stored].every(([pid, post]) => written.has(pid) || post.gone);
  return there && gone;
}

// As a browser shows it in the end: web pages at another address are redirected to, JSON is not.
async function asReadersAddress(boards) {
  const addressed = [];
  for (const board of boards) {
    const {slug} = await admin.call('categories.getCategory', board.cid);
    addressed.push({...board, slug: encodeURI(slug.split('/')[1])});
  }
  return addressed;
}

// Everything that was read with this engine is forgotten.
function startAfresh(engine) {
  fs.readdirSync(folder).filter((name) => name.startsWith(`${engine}.db`))
    .forEach((name) => fs.rmSync(path.join(folder, name), {force: true}));
}

async function waitUntil(what, holds, seconds = 30) {
  for (let i = 0; i < seconds * 5; ++i) {
    if (await holds()) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`waited in vain for ${what}`);
}

// The daemon reads the boards by itself and follows what happens there.
async function runDaemon(config, live, board, source) {
  const log = path.join(folder, 'run.log');
  const daemon = spawn(forumwatch, ['run', '--config', config],
    {stdio: ['ignore', fs.openSync(log, 'w'), fs.openSync(log, 'a')]});
  const ended = new Promise((resolve) => daemon.on('exit', resolve));
  try {
    await waitUntil('the first visit', () => storeIsRight(board, source), 60);
    await live();
    await waitUntil('what happened meanwhile', () => storeIsRight(board, source), 60);
    assert(!/verdict=(blind|refused|blocked)/.test(fs.readFileSync(log, 'utf8')));
  } finally {
    daemon.kill('SIGTERM');
    assert.strictEqual(await ended, 0, `run: see ${log}`);
  }
  console.log('nodebb: run follows what happens, knows what is gone, and stops when it is told to');
}

async function tell() {
  await openForum();
  const repairs = {name: '报修', cid: await createBoard('报修'), slug: 'repairs'};
  const complaints = {name: '投诉', cid: await createBoard('投诉'), slug: 'x'};
  const committee = {name: '业委会', cid: await createBoard('业委会'), slug: 'x'};
  const config = configFile([repairs, complaints, committee]);

  const topics = await fill(repairs.cid, 47);
  const long = await open('李雷', complaints.cid, '物业费涨了', '凭什么涨价？');
  const posts = [];
  for (let i = 1; i <= 65; ++i) {
    posts.push(await reply(PEOPLE[i % 4], long, `第 ${i} 层：说说理由。`));
  }
  const strange = await awkward(complaints.cid);
  await admin.call('topics.pin', {tids: [topics[2].tid], cid: repairs.cid});
  await open('赵敏', committee.cid, '只给业委会看', '内部讨论。');
  await admin.call('admin.categories.setPrivilege',
    {cid: committee.cid, privilege: ['groups:find', 'groups:read', 'groups:topics:read'], set: false, member: 'guests'});

  const pages = configFile(await asReadersAddress([repairs, complaints, committee]), PAGES);
  probeKnows(config, [complaints, repairs]);
  probeTriesAFile(pages, repairs);
  const misaddressed = crawl(configFile([repairs], PAGES), '报修');
  assert(misaddressed.said.includes('要的是第 2 页，得到的是第 1 页'), misaddressed.said);
  console.log('nodebb: an address whose redirect drops the number of the page is noticed');
  startAfresh(PAGES);
  configFile(await asReadersAddress([repairs, complaints, committee]), PAGES);
  compareAll(crawl(pages, '报修'), repairs.cid, 'web pages, three of topics');
  compareAll(crawl(pages, '投诉'), complaints.cid, 'web pages, four of posts');
  const shown = crawl(pages, '业委会');
  assert(shown.said.includes('登录') && shown.posts.length === 0, shown.said);
  const first = crawl(config, '报修');
  compareAll(first, repairs.cid, 'three pages of topics');
  comparisonNotices(first, repairs.cid);
  compareAll(crawl(config, '投诉'), complaints.cid, 'four pages of posts');
  const closed = crawl(config, '业委会');
  assert.notStrictEqual(closed.code, 0);
  assert.strictEqual(closed.posts.length, 0);
  assert(closed.said.includes('登录'), closed.said);
  console.log('nodebb: a board for members alone is said to need a login');

  // Old topics are bumped, one is new, one is renamed by an edit.
  const news = [
    await reply('王芳', topics[0], '一个月了还没修。'),
    await reply('物业客服', topics[20], '师傅下午到。'),
    (await open('李雷', repairs.cid, '车库进水', '负二层水深十厘米。')).main,
  ];
  compareSome(crawl(config, '报修'), news, 'bumped from the last page, and new');
  compareSome(crawl(pages, '报修'), news, 'web pages, bumped and new');

  // Purged posts shift every page that follows; a deleted one keeps its place.
  for (const pid of [posts[3], posts[17], posts[40]]) {
    await takeAway('posts.purge', long, pid);
  }
  await takeAway('posts.delete', long, posts[50]);
  await edit('赵敏', posts[61], '改过的话：理由我看到了。');
  const last = await reply('王芳', long, '第 66 层：还是不同意。');
  compareSome(crawl(config, '投诉'), [posts[61], last], 'purged, deleted, edited');
  compareSome(crawl(pages, '投诉'), [posts[61], last], 'web pages, purged, deleted, edited');

  // A page that the topic no longer has.
  for (const pid of posts.slice(52, 61)) {
    await takeAway('posts.purge', long, pid);
  }
  const more = await reply('李雷', long, '第 67 层。');
  compareSome(crawl(config, '投诉'), [more], 'fewer pages than before');

  const gone = await takeTopicAway('topics.delete', topics[10]);
  await takeTopicAway('topics.purge', topics[11]);
  const after = [await reply('赵敏', topics[12], '还有人管吗？')];
  compareSome(crawl(config, '报修'), after, 'topics deleted and purged');
  storeMisses('报修', gone.map(([pid]) => pid), 'a topic deleted');
  await admin.call('topics.restore', {tids: [topics[10].tid], cid: repairs.cid});
  gone.forEach(([pid, post]) => written.set(pid, post));
  const back = gone.map(([pid]) => pid);
  compareSome(crawl(config, '报修'), back, 'a topic restored');

  await runDaemon(configFile([repairs, complaints]), async () => {
    await reply('王芳', topics[30], '又停了。');
    await open('赵敏', repairs.cid, '门禁坏了', '三单元门禁刷不开。');
    const busy = await reply('李雷', topics[31], '第一次。');
    await takeAway('posts.purge', topics[31], busy);
    await reply('李雷', topics[31], '第二次。');
  }, repairs.cid, '报修');
  startAfresh('nodebb');
  compareAll(crawl(config, '报修'), repairs.cid, 'read afresh in the end');
  compareAll(crawl(config, '投诉'), complaints.cid, 'read afresh in the end');
  startAfresh(PAGES);
  compareAll(crawl(pages, '报修'), repairs.cid, 'web pages, read afresh in the end');
  compareAll(crawl(pages, '投诉'), complaints.cid, 'web pages, read afresh in the end');

  // Maintenance: a failure, nothing is called gone; then everything is as before.
  await admin.call('admin.config.set', {key: 'maintenanceMode', value: '1'});
  const shut = crawl(config, '报修');
  assert.notStrictEqual(shut.code, 0);
  assert(shut.said.includes('503'), shut.said);
  await admin.call('admin.config.set', {key: 'maintenanceMode', value: '0'});
  const reopened = await reply('王芳', strange, '又能用了。');
  compareSome(crawl(config, '投诉'), [reopened], 'after maintenance');
  Object.values(members).concat(admin).forEach((member) => member.leave());
}

tell().then(() => process.exit(0), (error) => {
  console.error(`nodebb: FAILED: ${error.stack}`);
  process.exit(1);
});
