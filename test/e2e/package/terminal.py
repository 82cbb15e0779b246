"""Runs a command in a terminal of its own, as a person would: waits for each prompt, then types the answer to it.

Usage: terminal.py '[["prompt", "answer"], ...]' COMMAND [ARGUMENT ...]
Prints all that the terminal has shown, and ends as the command does.
"""

import fcntl
import json
import os
import pty
import struct
import sys
import termios

script, command = json.loads(sys.argv[1]), sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 80, 0, 0))
    os.environ.pop('CI', None)  # there, nobody is asked
    os.environ['TERM'] = 'xterm-256color'
    os.execvp(command[0], command)

shown = ''
read = 0
while True:
    try:
        piece = os.read(terminal, 1024)
    except OSError:  # how Linux says that nobody is left at the other end
        break
    if not piece:
        break
    shown += piece.decode(errors='replace')
    while script and script[0][0] in shown[read:]:
        prompt, answer = script.pop(0)
        read = shown.index(prompt, read) + len(prompt)
        os.write(terminal, answer.encode())

sys.stdout.write(shown)
_, status = os.waitpid(pid, 0)
sys.exit(os.waitstatus_to_exitcode(status))
