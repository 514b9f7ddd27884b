"""Passwords where none may be. Looked for is their longest run of letters and digits, which no way of quoting
changes, as it is and in base64; one shorter than six is like any other word. tests/support/secret_watch.hpp does
the same for the tests in C++."""
import base64
import pathlib
import re

# What every run of the program is given; no page writes it anywhere.
PASSWORD = (pathlib.Path(__file__).resolve().parents[1] / "support/password").read_text().rstrip("\n")


class Leak(ValueError):
    pass


def forms(password):
    word = max(re.findall(r"[A-Za-z0-9]+", password), key=len, default="").encode()
    if len(word) < 6:
        return []
    # What is always there of a text whose base64 begins so many bytes in front of the word.
    encoded = [base64.b64encode(bytes(before) + word)[before and before + 1 : (before + len(word)) * 8 // 6]
               for before in range(3)]
    return [word, *encoded]


def check(place, data, password=PASSWORD):
    for form in forms(password):
        at = data.find(form)
        if at >= 0:
            around = data[max(at - 60, 0) : at] + b"***" + data[at + len(form) : at + len(form) + 60]
            raise Leak(f"a password is in {place}: {around.decode(errors='replace')}")


def check_folder(folder):
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.is_symlink():
            check(file, file.read_bytes())
