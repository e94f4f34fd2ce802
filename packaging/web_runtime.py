"""Bring ONNX Runtime Web into the assets: ``assets/web/onnxruntime-web.*``.

    python packaging/web_runtime.py

Fetches the pinned package by npm, checks its hash, and keeps what a page needs that is opened from
a folder: the WebAssembly, and the script around it as a classic one, since a page without a server
can import no modules. Both are packed by xz; its licence, and those of what is built into it, lie
beside them, taken from the Python package of the same project.
"""

from __future__ import annotations

import base64
import hashlib
import lzma
import re
import subprocess
import sys
import tarfile
import tempfile
from importlib.metadata import distribution
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tlgui.engine.storage import write_json

NAME = "onnxruntime-web"
VERSION = "1.30.0"
# As the registry states it for this version.
INTEGRITY = (
    "sha512-q0y+JrrtukXSzsBWEMccVfqX25LRmosXHF+CaRJmg8p"
    "ZClzcV7svNc4rKY3jL02Vb7QmRMDs1SigqR4CXAfKYQ=="
)
SCRIPT = "package/dist/ort.wasm.bundle.min.mjs"
WASM = "package/dist/ort-wasm-simd-threaded.wasm"
ASSETS = Path(__file__).resolve().parents[1] / "assets" / "web"

_EXPORTS = re.compile(r"export\{([^}]*)\};\n//# sourceMappingURL=\S+\s*\Z")
_WANTED = ("InferenceSession", "Tensor", "env")


def fetched(folder: Path) -> tarfile.TarFile:
    """The package, its hash checked."""
    subprocess.run(["npm", "pack", "--silent", f"{NAME}@{VERSION}"], cwd=folder, check=True)
    (file,) = folder.glob("*.tgz")
    digest = base64.b64encode(hashlib.sha512(file.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != INTEGRITY:
        raise SystemExit(f"{file.name} has another hash: sha512-{digest}")
    return tarfile.open(file)


def classic(module: str) -> str:
    """A module's text as that of a classic script, which leaves its exports in ``self.ort``."""
    found = _EXPORTS.search(module)
    if found is None:
        raise SystemExit("The script's exports are not where they were: look at its end.")
    names = dict(reversed(pair.split(" as ")) for pair in found[1].split(","))
    kept = ",".join(f"{name}:{names[name]}" for name in _WANTED)
    # Only asked for where files lie beside the script; here all is handed over. An address of a
    # scheme that nobody knows: parts are added to it, and nothing is ever fetched from it.
    body = module[: found.start()].replace("import.meta.url", '"page:///"')
    if "import.meta" in body:
        raise SystemExit("The script asks for more of import.meta than its address.")
    return f"(function(){{{body}self.ort={{{kept}}};}})();\n"


def main() -> None:
    ASSETS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, fetched(Path(folder)) as package:
        parts = {}
        for member in (SCRIPT, WASM):
            file = package.extractfile(member)
            assert file is not None
            parts[member] = file.read()
    kept = {
        "onnxruntime-web.js": classic(parts[SCRIPT].decode()).encode(),
        "onnxruntime-web.wasm": parts[WASM],
    }
    there = distribution("onnxruntime").locate_file("onnxruntime")
    notices = Path(str(there), "ThirdPartyNotices.txt").read_bytes()
    (ASSETS / "onnxruntime-web-LICENSE.txt").write_bytes(Path(str(there), "LICENSE").read_bytes())
    packed = {**kept, "onnxruntime-web-notices.txt": notices}
    for name, data in packed.items():
        (ASSETS / f"{name}.xz").write_bytes(lzma.compress(data, preset=9 | lzma.PRESET_EXTREME))
        print(f"{name}: {len(data)} bytes, packed {(ASSETS / f'{name}.xz').stat().st_size}")
    write_json(
        ASSETS / "onnxruntime-web.json",
        {
            "name": NAME,
            "version": VERSION,
            "license": "MIT",
            "integrity": INTEGRITY,
            "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in kept.items()},
        },
    )


if __name__ == "__main__":
    main()
