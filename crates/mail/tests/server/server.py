"""A mail server for tests: aiosmtpd on three free ports of this machine.

Started as `server.py FOLDER`, where FOLDER holds cert.pem and key.pem. Its first line of output says on
which ports it listens, as JSON. What it takes lies in FOLDER/received, a file each. It ends when its
standard input does.
"""

import asyncio
import functools
import itertools
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

USER, PASSWORD = b"gongkai", b"right"

# What the server says to some recipients, by what stands before the at sign.
REFUSALS = {
    # Servers like to quote the address; nothing of ours may keep it.
    "nobody": "550 5.1.1 <{}>: Recipient address rejected",
    "later": "451 4.2.2 <{}>: mailbox is full, try later",
}


class Kept:
    """Keeps what arrives."""

    def __init__(self, folder):
        self.folder = folder
        self.count = itertools.count()

    async def handle_RCPT(self, server, session, envelope, address, options):
        refusal = REFUSALS.get(address.split("@")[0])
        if refusal is not None:
            return refusal.format(address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = f"{next(self.count):06}"
        part = os.path.join(self.folder, name + ".part")
        with open(part, "wb") as file:
            file.write(("X-Sender: %s\r\n" % envelope.mail_from).encode())
            file.write(("X-Recipient: %s\r\n" % ",".join(envelope.rcpt_tos)).encode())
            file.write(("X-Hello: %s\r\n" % session.host_name).encode())
            file.write(("X-Encrypted: %s\r\n" % (session.ssl is not None)).encode())
            file.write(envelope.content)
        os.rename(part, os.path.join(self.folder, name + ".eml"))
        return "250 Taken"


def authenticate(server, session, envelope, mechanism, data):
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (USER, PASSWORD)
    return AuthResult(success=known, handled=known)


async def serve(folder):
    received = os.path.join(folder, "received")
    os.makedirs(received, exist_ok=True)
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem"))
    asks = {"authenticator": authenticate, "auth_required": True}
    kept = Kept(received)
    doors = {
        "starttls": (None, {"tls_context": tls, "require_starttls": True, **asks}),
        "tls": (tls, {"auth_require_tls": False, **asks}),
        "open": (None, {}),
    }
    loop = asyncio.get_running_loop()
    servers, ports = [], {}
    for name, (encrypts, options) in doors.items():
        one = functools.partial(SMTP, kept, hostname="mail.invalid", loop=loop, **options)
        server = await loop.create_server(one, "127.0.0.1", 0, ssl=encrypts)
        servers.append(server)
        ports[name] = server.sockets[0].getsockname()[1]
    print(json.dumps(ports), flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    for server in servers:
        server.close()


asyncio.run(serve(sys.argv[1]))
