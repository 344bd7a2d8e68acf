_: _: { type = "derivation"; name = "rust"; outPath = "/nix/store/x"; outputs = [ "out" ]; meta.broken = false; }
