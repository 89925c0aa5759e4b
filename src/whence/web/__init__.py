"""The reader in a browser on this machine: parse, call, show. Needs the extra `whence[web]`."""
