'use strict';
// An SFTP server on 127.0.0.1 over one folder: node server.js FOLDER USER PASSWORD. The first line of its output is {port, hostKey, privateKey}; it ends with its input.
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const { Server, utils } = require('ssh2');

const { STATUS_CODE, flagsToString } = utils.sftp;
const [folder, user, password] = process.argv.slice(2);
// One in some hundred of the pairs that ssh2 makes is malformed.
function keyPair() {
  for (;;) {
    const pair = utils.generateKeyPairSync('ed25519');
    if (!(utils.parseKey(pair.private) instanceof Error)) return pair;
  }
}

const host = keyPair();
const client = keyPair();
const clientKey = utils.parseKey(client.public);

function authenticate(context) {
  if (context.username !== user) return context.reject(['password', 'publickey']);
  if (context.method === 'password' && context.password === password) return context.accept();
  if (context.method === 'publickey' && context.key.algo === clientKey.type && context.key.data.equals(clientKey.getPublicSSH())
    && (!context.signature || clientKey.verify(context.blob, context.signature, context.hashAlgo) === true)) return context.accept();
  return context.reject(['password', 'publickey']);
}

function statusOf(error) {
  return error.code === 'ENOENT' ? STATUS_CODE.NO_SUCH_FILE : error.code === 'FORBIDDEN' ? STATUS_CODE.PERMISSION_DENIED : STATUS_CODE.FAILURE;
}

function serve(sftp) {
  const handles = new Map();
  let next = 0;

  // Nothing below `forbidden` may be written.
  const real = (name) => path.join(folder, path.posix.normalize(`/${name}`));
  const writable = (name) => {
    if (name.split('/').includes('forbidden')) throw Object.assign(new Error('forbidden'), { code: 'FORBIDDEN' });
    return real(name);
  };
  const attributes = (stat) => ({ mode: stat.mode, uid: 0, gid: 0, size: stat.size, atime: 0, mtime: 0 });
  const attempt = (id, work) => {
    try {
      work();
    } catch (error) {
      sftp.status(id, statusOf(error));
    }
  };
  const done = (id, work) => attempt(id, () => {
    work();
    sftp.status(id, STATUS_CODE.OK);
  });

  sftp.on('REALPATH', (id, name) => sftp.name(id, [{ filename: path.posix.normalize(`/${name}`), longname: '', attrs: {} }]));
  for (const name of ['STAT', 'LSTAT']) sftp.on(name, (id, file) => attempt(id, () => sftp.attrs(id, attributes(fs.statSync(real(file))))));
  sftp.on('FSTAT', (id, handle) => attempt(id, () => sftp.attrs(id, attributes(fs.fstatSync(handles.get(handle.toString()))))));
  sftp.on('SETSTAT', (id) => sftp.status(id, STATUS_CODE.OK));
  sftp.on('FSETSTAT', (id) => sftp.status(id, STATUS_CODE.OK));
  sftp.on('OPEN', (id, file, flags) => attempt(id, () => {
    const handle = String(next++);
    handles.set(handle, fs.openSync(writable(file), flagsToString(flags) || 'w'));
    sftp.handle(id, Buffer.from(handle));
  }));
  sftp.on('WRITE', (id, handle, offset, data) => done(id, () => fs.writeSync(handles.get(handle.toString()), data, 0, data.length, offset)));
  sftp.on('CLOSE', (id, handle) => done(id, () => fs.closeSync(handles.get(handle.toString()))));
  sftp.on('MKDIR', (id, name) => done(id, () => fs.mkdirSync(writable(name))));
  sftp.on('REMOVE', (id, name) => done(id, () => fs.unlinkSync(writable(name))));
  sftp.on('RENAME', (id, from, to) => done(id, () => {
    // As of version 3 of the protocol, a rename replaces nothing.
    if (fs.existsSync(real(to))) throw new Error('exists');
    fs.renameSync(writable(from), writable(to));
  }));
}

const server = new Server({ hostKeys: [host.private] }, (connection) => {
  connection.on('authentication', authenticate);
  connection.on('ready', () => connection.on('session', (accept) => accept().on('sftp', (acceptSftp) => serve(acceptSftp()))));
  connection.on('error', () => {});
});
server.listen(0, '127.0.0.1', () => {
  const fingerprint = crypto.createHash('sha256').update(utils.parseKey(host.public).getPublicSSH()).digest('base64').replace(/=+$/, '');
  process.stdout.write(`${JSON.stringify({ port: server.address().port, hostKey: `SHA256:${fingerprint}`, privateKey: client.private })}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();
