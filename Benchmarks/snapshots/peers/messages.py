"""The messages of a generated repository, rendered by python-liquid into the files that galley stores.

usage of the class: Messages(FOLDER, INDEX), where generate.py --index wrote INDEX.
"""
import json
import pathlib

import liquid


def quoted(text):
    """A JSON string in which no `--` can end the comment of a snapshot."""
    return json.dumps(text, ensure_ascii=False).replace("--", "-\\u002d")


class Messages:
    """Templates and profiles, all prepared when it is made."""

    def __init__(self, folder, index):
        folder = pathlib.Path(folder)
        fragments = {file.name.removesuffix(".liquid"): file.read_text(encoding="utf-8")
                     for file in (folder / "fragments").iterdir()}
        self.environment = liquid.Environment(loader=liquid.CachingDictLoader(fragments))
        self.profiles = {file.stem: json.loads(file.read_text(encoding="utf-8"))
                         for file in sorted((folder / "profiles").iterdir())}
        self.templates = json.loads(pathlib.Path(index).read_text(encoding="utf-8"))
        self.programs = {
            id: {part: self.environment.from_string(
                (folder / f"templates/{id}/{part}.liquid").read_text(encoding="utf-8"))
                for part in template["parts"]}
            for id, template in self.templates.items()}

    def files(self, id, profile):
        """The ending and text of each file of a case, as galley stores it."""
        template, programs, data = self.templates[id], self.programs[id], {"profile": self.profiles[profile]}
        texts = {part: program.render(data) for part, program in programs.items()}
        if template["channel"] == "sms":
            return [(".sms.txt", texts["body.txt"].strip() + "\n")]
        fields = {part: texts[part].strip() for part in ("subject", "preheader", "title") if part in texts}
        fields |= template["fields"]
        envelope = "".join(f"{name}: {quoted(value)}\n" for name, value in fields.items())
        files = [(".html", f"<!--galley 1\n{envelope}-->\n{texts['body.html']}\n")]
        if "body.txt" in texts:
            files.append((".txt", texts["body.txt"] + "\n"))
        return files
