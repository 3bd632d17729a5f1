"""Background processes: one clear line for what goes wrong, and nobody else's process is ever ended."""

import os
import socket
import sys
import tempfile
import unittest
from pathlib import Path

import processes
from processes import Service
from settings import StackError

SERVE = "import http.server, sys; http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), http.server.SimpleHTTPRequestHandler).serve_forever()"


class Processes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.state = Path(folder.name)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def service(self, *command) -> Service:
        one = Service("toy", list(command), {"PATH": os.defpath}, self.port, "TOY_PORT", f"http://127.0.0.1:{self.port}/", self.state)
        self.addCleanup(processes.stop, one)
        return one

    def test_a_service_starts_once_and_stops_once(self):
        toy = self.service(sys.executable, "-c", SERVE, str(self.port))
        self.assertTrue(processes.start(toy))
        self.assertFalse(processes.start(toy))
        self.assertTrue(processes.stop(toy))
        self.assertFalse(processes.stop(toy))
        self.assertFalse(processes.healthy(toy))

    def test_a_taken_port_is_named_with_its_variable(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", self.port))
            other.listen()
            with self.assertRaisesRegex(StackError, f"^port {self.port} .*TOY_PORT$"):
                processes.start(self.service(sys.executable, "-c", "pass"))

    def test_a_service_that_ends_at_once_is_told_with_its_log(self):
        with self.assertRaisesRegex(StackError, "status 3: see .*toy.log"):
            processes.start(self.service(sys.executable, "-c", "raise SystemExit(3)"))
        self.assertFalse((self.state / "toy.pid").exists())

    def test_a_missing_program_says_what_to_run(self):
        with self.assertRaisesRegex(StackError, "run `make venvs`"):
            processes.start(self.service(str(self.state / "nothing")))

    def test_a_pid_that_now_belongs_to_another_process_is_left_alone(self):
        toy = self.service("unused")
        toy.pid_file.write_text(f"{os.getpid()} 1\n")
        self.assertFalse(processes.stop(toy))
        toy.pid_file.write_text("not a pid\n")
        self.assertFalse(processes.stop(toy))
