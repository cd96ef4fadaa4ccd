"""Writes canonical.txt, the canonical decompositions and combining classes of the Unicode Character Database.

    python3 make-canonical.py > canonical.txt
"""
import sys
import unicodedata

print(f"# Unicode Character Database {unicodedata.unidata_version} (Unicode License v3): canonical decompositions and combining classes.")
print("# D composite first second: also composed again.  S character parts: decomposed only.  C class first last. Hangul is computed.")
for code in range(0x110000):
    parts = unicodedata.decomposition(chr(code))
    if parts and not parts.startswith("<"):
        composed = unicodedata.normalize("NFC", chr(code)) == chr(code)
        print("D" if composed else "S", f"{code:X}", *(f"{int(part, 16):X}" for part in parts.split()))

start = None
for code in range(0x110001):
    ccc = unicodedata.combining(chr(code)) if code < 0x110000 else 0
    if start is not None and ccc != start[0]:
        print("C", start[0], f"{start[1]:X}", f"{code - 1:X}")
        start = None
    if ccc and start is None:
        start = (ccc, code)
sys.stdout.flush()
