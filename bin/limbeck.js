#!/usr/bin/env node
/*
 * Starts limbeck. Plain old JavaScript, so that a Node that is too old for limbeck can still read it: it then starts
 * the project's own Node (`npm i -D node@24`) in its place, or says what to do.
 */
'use strict'

var oldest = [22, 18]

function isNewEnough(version) {
  var parts = String(version).replace(/^v/, '').split('.').map(Number)
  return parts[0] > oldest[0] || (parts[0] === oldest[0] && parts[1] >= oldest[1])
}

/* The `node` of the npm package of that name, in this folder's node_modules or one above it; null when there is none. */
function findNode(start) {
  var fs = require('fs')
  var path = require('path')
  var file = process.platform === 'win32' ? 'node.exe' : 'node'
  var folder = start
  for (;;) {
    var modules = path.join(folder, 'node_modules')
    var candidates = [path.join(modules, '.bin', file), path.join(modules, 'node', 'bin', file)]
    for (var index = 0; index < candidates.length; index += 1) {
      if (fs.existsSync(candidates[index]) && isNewEnough(versionOf(candidates[index]))) return candidates[index]
    }
    if (path.dirname(folder) === folder) return null
    folder = path.dirname(folder)
  }
}

function versionOf(file) {
  var run = require('child_process').spawnSync(file, ['--version'], { encoding: 'utf8', windowsHide: true })
  return run.status === 0 ? run.stdout.trim() : '0.0'
}

function restart(node) {
  var child = require('child_process').spawn(node, [__filename].concat(process.argv.slice(2)), { stdio: 'inherit' })
  var signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  var pass = {}
  signals.forEach(function (signal) {
    /* Ctrl-C in a terminal reaches the child by itself; a `kill` of this process does not. Stay until the child ends. */
    pass[signal] = function () {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    }
    process.on(signal, pass[signal])
  })
  child.on('error', function (error) {
    process.stderr.write('limbeck could not start ' + node + ': ' + error.message + '\n')
    process.exitCode = 2
  })
  child.on('exit', function (status, signal) {
    signals.forEach(function (name) {
      process.removeListener(name, pass[name])
    })
    if (signal) process.kill(process.pid, signal)
    else process.exitCode = status
  })
}

if (isNewEnough(process.versions.node)) {
  /* Compiled code is kept in the system's temporary folder from one start to the next. */
  require('module').enableCompileCache()
  require('../dist/cli.js')
} else {
  var other = findNode(process.cwd()) || findNode(__dirname)
  if (other) restart(other)
  else {
    process.stderr.write(
      'limbeck needs Node.js ' +
        oldest.join('.') +
        ' or newer, and this is ' +
        process.versions.node +
        '.\n' +
        '  - Run `npm i -D node@24`: limbeck then starts the Node of this project by itself.\n',
    )
    process.exitCode = 2
  }
}
