# ruff: noqa: ARG001  (each has the arguments that a worker passes)
"""Functions that a worker must survive: each holds on for ever, or dies, in another way. Run in workers only."""

from __future__ import annotations

import os
import signal
import socket
import time

from whence.model.text import Block, Document, Role, Span, document_id


def waits(data: bytes, *, uri: str) -> Document:
    time.sleep(600)
    return quick(data, uri=uri)


def computes(data: bytes, *, uri: str) -> Document:
    while True:
        sum(range(100_000))


def hoards(data: bytes, *, uri: str) -> Document:
    hoard: list[bytes] = []
    while True:
        hoard.append(b"x" * 50_000_000)


def crashes(data: bytes, *, uri: str) -> Document:
    os.kill(os.getpid(), signal.SIGSEGV)
    return quick(data, uri=uri)


def stumbles(data: bytes, *, uri: str) -> Document:
    raise IndexError("a fault of our own")


def telephones(data: bytes, *, uri: str) -> Document:
    socket.create_connection(("127.0.0.1", 9), timeout=1)
    return quick(data, uri=uri)


def quick(data: bytes, *, uri: str) -> Document:
    text = f"{data.decode()} (read by process {os.getpid()})"
    block = Block(span=Span(0, len(text)), role=Role.PARAGRAPH)
    return Document(id=document_id(uri, text), uri=uri, text=text, blocks=(block,))
