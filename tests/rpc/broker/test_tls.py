"""TLS to the broker: its certificate has to be of the right authority, and for its host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from rpc import BrokerUnreachableError, Client, Context, Server, must_answer, transport
from rpc._broker import tls
from rpc.testing.rabbit import RabbitNode, free_ports
from tests.support.lab import Lab, LabAPI, peer, views
from vobjects import DeclarationError


def needs_rabbit(test: Any) -> Any:
    """Mark a test that starts a broker."""
    return pytest.mark.rabbit(pytest.mark.slow(test))


CONFIG = """
listeners.ssl.default = 127.0.0.1:{port}
ssl_options.cacertfile = {folder}/ca.pem
ssl_options.certfile = {folder}/cert.pem
ssl_options.keyfile = {folder}/key.pem
ssl_options.verify = verify_none
"""


class Secure:
    """A broker with a certificate for ``localhost``, and what can be trusted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        own, other = trustme.CA(), trustme.CA()
        certificate = own.issue_cert("localhost")
        own.cert_pem.write_to_path(folder / "ca.pem")
        other.cert_pem.write_to_path(folder / "other.pem")
        certificate.private_key_pem.write_to_path(folder / "key.pem")
        for blob in certificate.cert_chain_pems:
            blob.write_to_path(folder / "cert.pem", append=True)
        for file in folder.iterdir():
            file.chmod(0o644)
        [self.port] = free_ports(1)
        self.node = RabbitNode(folder / "node", CONFIG.format(port=self.port, folder=folder))

    def url(self, host: str = "localhost", ca: str = "ca.pem") -> str:
        """The address over TLS."""
        query = f"ssl=true&ssl_ca_file={self.folder / ca}"
        return f"rabbit://guest:guest@{host}:{self.port}/?{query}"


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secure]:
    secure = Secure(tmp_path_factory.mktemp("tls"))
    with secure.node:
        yield secure


@needs_rabbit
def test_call_when_the_certificate_is_right_is_done(secure: Secure) -> None:
    must_answer(secure.url(), 10)
    broker: Any = transport(secure.url())
    service = peer(broker, "juno")
    server = Server(service, {LabAPI: Lab(views("juno"))}, "host")
    server.start()

    assert Client(service, LabAPI).prepare(server="host").nodes(Context()) == ()

    server.stop()
    broker.cleanup()


@needs_rabbit
@pytest.mark.parametrize(
    ("host", "ca", "found"),
    [
        ("localhost", "other.pem", "self-signed certificate|unable to get local issuer"),
        ("127.0.0.1", "ca.pem", "IP address mismatch"),
    ],
)
def test_broker_when_its_certificate_is_wrong_is_not_spoken_to(
    secure: Secure, host: str, ca: str, found: str
) -> None:
    with pytest.raises(BrokerUnreachableError, match=found):
        must_answer(secure.url(host, ca), 5)


@needs_rabbit
def test_broker_when_it_is_asked_without_tls_for_tls_is_not_spoken_to(secure: Secure) -> None:
    with pytest.raises(BrokerUnreachableError):
        must_answer(secure.url().replace("localhost", "127.0.0.1").partition("?")[0], 3)


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("rabbit://u:p@one:5671/?ssl=true", "ssl=true with no ssl_ca_file"),
        ("rabbit://u:p@one,u:p@two/?ssl=True&ssl_ca_file=ca.pem", "ssl=true with 2 hosts"),
    ],
)
def test_transport_when_tls_would_prove_nothing_is_refused(url: str, found: str) -> None:
    for make in (transport, lambda url: must_answer(url, 1)):
        with pytest.raises(DeclarationError) as caught:
            make(url)

        assert caught.value.found.startswith(found)
        assert "u:p" not in caught.value.where.partition(",")[0]


def test_transport_when_tls_is_off_needs_no_proof() -> None:
    assert tls.parameters(tls.parsed("rabbit://u:p@one,u:p@two/?ssl=false")) is False
