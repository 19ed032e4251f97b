// A NodeBB 1.4.0 as its people use it: log in over HTTP, write over socket.io. Needs NodeBB's own
// node_modules in NODE_PATH.
'use strict';

const io = require('socket.io-client');

const CALLS_PER_SOCKET = 90;  // NodeBB hangs up after a hundred in ten seconds

class Member {
  constructor(base, name, password) {
    Object.assign(this, {base, name, password, cookie: '', calls: 0, socket: null});
  }

  async login() {
    const config = await fetch(`${this.base}/api/config`);
    const token = (await config.json()).csrf_token;
    const answer = await fetch(`${this.base}/login`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'x-csrf-token': token,
        cookie: sessionOf(config),
      },
      body: JSON.stringify({username: this.name, password: this.password}),
    });
    if (answer.status !== 200) {
      throw new Error(`${this.name} cannot log in: ${answer.status} ${await answer.text()}`);
    }
    this.cookie = sessionOf(answer);
    return this;
  }

  connect() {
    return new Promise((resolve, reject) => {
      const socket = io(this.base, {
        extraHeaders: {cookie: this.cookie},
        transports: ['polling'],
        forceNew: true,
        reconnection: false,
      });
      socket.once('connect', () => resolve(socket));
      socket.once('connect_error', reject);
    });
  }

  async call(event, params) {
    if (!this.socket || this.calls >= CALLS_PER_SOCKET) {
      this.leave();
      this.socket = await this.connect();
      this.calls = 0;
    }
    ++this.calls;
    return new Promise((resolve, reject) => {
      this.socket.emit(event, params, (error, result) => {
        if (error) {
          reject(new Error(`${event} ${JSON.stringify(params).slice(0, 120)}: ${error.message}`));
        } else {
          resolve(result);
        }
      });
    });
  }

  leave() {
    if (this.socket) {
      this.socket.disconnect();
    }
    this.socket = null;
  }
}

function sessionOf(answer) {
  const cookies = answer.headers.getSetCookie
    ? answer.headers.getSetCookie()
    : (answer.headers.get('set-cookie') || '').split(/,(?= *[^ ;]+=)/);
  const session = cookies.filter((cookie) => cookie.trim().startsWith('express.sid=')).pop();
  if (!session) {
    throw new Error('NodeBB gave no session');
  }
  return session.trim().split(';')[0];
}

module.exports = {Member};
