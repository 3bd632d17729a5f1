"""The guard in front of Lambda: what it lets pass and what it refuses, always in one line."""

import platform
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
GUARD = ROOT / "infra" / "sam" / "check-bootstrap"
HERE, OTHER = ("arm64", "x86_64") if platform.machine() == "aarch64" else ("x86_64", "arm64")


def guard(file: Path, architecture: str) -> subprocess.CompletedProcess:
    return subprocess.run([GUARD, file, architecture], capture_output=True, text=True, check=False)


class CheckBootstrap(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        source = Path(cls.folder.name) / "main.c"
        source.write_text("int main(void) { return 0; }\n")
        cls.binary = Path(cls.folder.name) / "bootstrap"
        subprocess.run(["gcc", "-o", cls.binary, source], check=True)

    def assert_refused(self, file: Path, architecture: str, *words: str):
        done = guard(file, architecture)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)

    def changed(self, old: bytes, new: bytes) -> Path:
        content = self.binary.read_bytes()
        self.assertIn(old, content)
        file = Path(self.folder.name) / "changed"
        file.write_bytes(content.replace(old, new))
        return file

    def test_a_binary_of_this_machine_passes(self):
        done = guard(self.binary, HERE)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_a_binary_of_another_machine_is_refused(self):
        self.assert_refused(self.binary, OTHER, f"Architecture says {OTHER}")

    def test_a_binary_that_needs_a_newer_glibc_is_refused(self):
        self.assert_refused(self.changed(b"GLIBC_2.34", b"GLIBC_2.35"), HERE, "needs GLIBC_2.35", "GLIBC_2.34")

    def test_glibc_versions_are_compared_as_numbers(self):
        self.assertEqual(guard(self.changed(b"GLIBC_2.34", b"GLIBC_2.4\0"), HERE).returncode, 0)

    def test_a_text_a_missing_file_and_an_unknown_machine_are_refused(self):
        self.assert_refused(Path(__file__), HERE, "not an ELF binary")
        self.assert_refused(Path(self.folder.name) / "nothing", HERE, "is missing")
        self.assert_refused(self.binary, "riscv", "riscv")
