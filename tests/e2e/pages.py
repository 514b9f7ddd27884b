"""The pages of the documentation, as the tests of this folder read them.

A comment before a block of code says what it is:

    <!-- file: NAME -->          the text tells to write this file (a pattern such as migrations/*_a.sql
                                 names the one file that is there)
    <!-- in: NAME -->            these lines are in that file, in this order
    <!-- from: PATH -->          quoted from this file of the repository
    <!-- program: NAME -->       NAME.cpp, from which the program NAME is built, linked with varve::kernel
    <!-- not run: WHY -->        a console that cannot be tried here

and a comment may stand alone:

    <!-- as in: PAGE NAME -->    this file or program is here too, as that page has it
    <!-- needs: postgresql -->   from here on the page needs a server
    <!-- needs: installed -->    from here on CMake finds varve as a package
    <!-- help: COMMAND -->, <!-- settings -->, <!-- end -->   between them a table that is generated
    <!-- table: NAME -->         the table below is read by a test of tests/integration
    <!-- sentences: PATHS -->    the first column of the table below quotes what these sources say
"""
import dataclasses
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMENT = re.compile(r"^<!-- ([a-z ]+?)(?:: (.*?))? -->$")
FENCE = re.compile(r"^```(\w*)$")


@dataclasses.dataclass
class Block:
    page: pathlib.Path
    line: int  # of the block's first line of code, or of a comment that stands alone
    language: str  # empty for a comment that stands alone
    text: str
    mark: str = ""  # "file", "from", …
    value: str = ""  # what stands behind the mark's colon

    @property
    def where(self):
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def pages():
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(page):
    """All blocks of code and all comments, in order. A comment right before a block belongs to it."""
    found, lines = [], page.read_text().splitlines()
    number, mark = 0, None
    while number < len(lines):
        comment, fence = COMMENT.match(lines[number]), FENCE.match(lines[number])
        if comment:
            mark = Block(page, number + 1, "", "", comment[1], comment[2] or "")
            found.append(mark)
        elif fence:
            end = next(i for i in range(number + 1, len(lines)) if lines[i] == "```")
            text = "".join(line + "\n" for line in lines[number + 1 : end])
            block = Block(page, number + 2, fence[1] or "text", text)
            if mark:
                found.remove(mark)
                block.mark, block.value = mark.mark, mark.value
            found.append(block)
            number, mark = end, None
        elif lines[number].strip():
            mark = None
        number += 1
    return found
