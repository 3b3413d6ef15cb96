"""Judges exports: validate.py PACKAGES FILE...

PACKAGES is what `cargo metadata` prints about `.ci/sarif-schema`. Files that end in `.sarif` are judged by the schema of SARIF 2.1.0,
all others as OpenAPI 3.1. Prints a line for each file, and exits 1 if one is refused. To show that they can refuse, both validators
first judge the first document with a fault put in.
"""

import collections
import copy
import itertools
import json
import pathlib
import re
import sys
import time

from jsonschema import Draft7Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing.exceptions import Unresolvable

SHOWN = 20


class OpenApi:
    """openapi-spec-validator."""

    def refusals(self, document):
        shapes = collections.Counter(re.sub(r"{[^}]*}", "{}", path) for path in document["paths"])
        # The validator does not ask for this rule of the specification.
        yield from (f"{shape} is there {times} times" for shape, times in shapes.items() if times > 1)
        try:
            yield from map(place_and_message, OpenAPIV31SpecValidator(document).iter_errors())
        except Unresolvable as error:  # not reported but raised
            yield f"no such reference: {error.ref}"

    def size(self, document):
        return f"{len(document['paths'])} paths, {len(document['components']['schemas'])} schemas"

    def put_fault(self, document):
        document["components"]["schemas"]["faulty"] = {"$ref": "#/components/schemas/missing"}


class Sarif:
    """The schema of SARIF, which the package `serde-sarif` carries."""

    def __init__(self, packages):
        manifest = next(package["manifest_path"] for package in packages if package["name"] == "serde-sarif")
        schema = json.loads(pathlib.Path(manifest).with_name("src").joinpath("schema.json").read_text())
        self.validator = Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)

    def refusals(self, document):
        return map(place_and_message, self.validator.iter_errors(document))

    def size(self, document):
        return f"{len(document['runs'][0]['results'])} findings"

    def put_fault(self, document):
        document["runs"][0]["results"].append({"ruleId": "faulty"})


def place_and_message(error):
    return f"{'/'.join(map(str, error.absolute_path))}: {error.message}"


def accepts(validator, name, document):
    began = time.monotonic()
    found = list(itertools.islice(validator.refusals(document), SHOWN))
    seconds = time.monotonic() - began
    print(f"{'REFUSED' if found else 'valid'}  {name}: {validator.size(document)}, {seconds:.1f} s", flush=True)
    for refusal in found:
        print(f"    {refusal[:300]}")
    return not found


def notices_faults(validator, document):
    faulty = copy.deepcopy(document)
    validator.put_fault(faulty)
    noticed = any(True for _ in validator.refusals(faulty))
    if not noticed:
        print(f"{type(validator).__name__} accepts a document with a fault, so its verdicts mean nothing")
    return noticed


def main():
    packages, *files = map(pathlib.Path, sys.argv[1:])
    sarif, openapi = Sarif(json.loads(packages.read_text())["packages"]), OpenApi()
    good, tried = True, set()
    for file in files:
        validator = sarif if file.suffix == ".sarif" else openapi
        document = json.loads(file.read_text())
        if validator not in tried:
            tried.add(validator)
            good &= notices_faults(validator, document)
        good &= accepts(validator, file.name, document)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
