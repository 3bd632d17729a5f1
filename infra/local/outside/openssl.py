"""RSA by the `openssl` command: Python's own library has none."""

import os
import subprocess


def signature(key: str, text: str) -> bytes:
    """SHA256withRSA by a key in PEM. The key goes through a pipe: it stands in no file."""
    readable, writable = os.pipe()
    try:
        with open(writable, "w") as pipe:
            pipe.write(key)
        return openssl("dgst", "-sha256", "-sign", f"/dev/fd/{readable}", given=text.encode(), pass_fds=(readable,))
    finally:
        os.close(readable)


def openssl(*arguments: str, given: bytes = b"", **options) -> bytes:
    """What the command says. RuntimeError if it cannot do it."""
    try:
        done = subprocess.run(["openssl", *arguments], input=given, capture_output=True, timeout=30, check=True, **options)
    except (OSError, subprocess.SubprocessError) as error:
        raise RuntimeError(f"openssl {arguments[0]} failed: is openssl installed?") from error
    return done.stdout
