"""How many requests the simulator verifies and answers in one second of one core."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from pos_app.wechatpay.orders import NativeOrder
from pos_app.wechatpay.signing import authorization, new_nonce
from tests.bench.peers import DESCRIPTION, NOTIFY_URL, new_number
from tests.bench.provider import Provider, provider
from tests.bench.table import Plan, Row

LIMIT = 300  # requests a second
CONNECTIONS = 4
_TICKS = os.sysconf("SC_CLK_TCK")


def measure(plan: Plan) -> list[Row]:
    """Pin the simulator to one core, and send it requests that were signed beforehand over kept connections."""
    count = plan.times(4000, 800)
    with provider(plan.scratch, tls=False) as stub:
        _pin(stub.pid)
        requests = [request for _ in range(count // 2) for request in _signed(stub)]
        _send(stub, requests[:100])  # warm
        used, began = _cpu_seconds(stub.pid), time.perf_counter()
        _send(stub, requests[100:])
        took, used = time.perf_counter() - began, _cpu_seconds(stub.pid) - used
    sent = len(requests) - 100
    return [
        Row(figure="simulator", what="prepays and queries verified and answered", value=sent / used, limit=LIMIT,
            unit="/s of one core", at_least=True, beside=f"{sent / took:.0f}/s by the clock, {CONNECTIONS} clients",
            numbers={"a second of CPU": sent / used, "a second": sent / took}),
    ]  # fmt: skip


def _signed(stub: Provider) -> tuple[bytes, bytes]:
    number = new_number()
    order = NativeOrder(description=DESCRIPTION, out_trade_no=number, total_fen=100, notify_url=NOTIFY_URL)
    query = f"/v3/pay/transactions/out-trade-no/{number}?mchid={stub.merchant.mchid}"
    return (
        _request(stub, "POST", "/v3/pay/transactions/native", order.body(stub.merchant)),
        _request(stub, "GET", query, b""),
    )


def _request(stub: Provider, method: str, target: str, body: bytes) -> bytes:
    proof = authorization(stub.merchant, method, target, body, timestamp=int(time.time()), nonce=new_nonce())
    lines = [
        f"{method} {target} HTTP/1.1",
        f"Host: {urlsplit(stub.url).netloc}",
        f"Authorization: {proof}",
        f"Wechatpay-Serial: {stub.public_key_id}",
        "Accept: application/json",
        "User-Agent: bench",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def _send(stub: Provider, requests: list[bytes]) -> None:
    """Send all, each connection its share in order: a query follows its prepay."""
    share = -(-len(requests) // CONNECTIONS // 2) * 2
    shares = [requests[at : at + share] for at in range(0, len(requests), share)]
    gate = threading.Barrier(len(shares))
    with ThreadPoolExecutor(len(shares)) as pool:
        for done in [pool.submit(_send_in_order, stub, part, gate) for part in shares]:
            done.result()


def _send_in_order(stub: Provider, requests: list[bytes], gate: threading.Barrier) -> None:
    place = urlsplit(stub.url)
    gate.wait()
    with socket.create_connection((place.hostname, place.port)) as wire, wire.makefile("rb") as replies:
        for request in requests:
            wire.sendall(request)
            status = replies.readline()
            length = 0
            while (line := replies.readline()) != b"\r\n":
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            body = replies.read(length)
            if b" 200 " not in status:
                raise RuntimeError(f"the simulator refused: {json.loads(body)}")


def _pin(pid: int) -> None:
    """Keep every thread of the simulator on the last core, and ourselves off it."""
    cores = sorted(os.sched_getaffinity(0))
    for task in Path(f"/proc/{pid}/task").iterdir():
        os.sched_setaffinity(int(task.name), cores[-1:])
    if len(cores) > 1:
        os.sched_setaffinity(0, cores[:-1])


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
