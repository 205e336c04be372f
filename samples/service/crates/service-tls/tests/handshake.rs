//! Lets a client and a server shake hands in memory.

use rustls::{ClientConnection, ServerConnection};
use service_tls::{Identity, client_config, server_config};

/// Passes what each side says to the other one, until both are done or one of them complains.
fn shake_hands(
    client: &mut ClientConnection,
    server: &mut ServerConnection,
) -> Result<(), rustls::Error> {
    while client.is_handshaking() || server.is_handshaking() {
        let mut wire = Vec::new();
        client.write_tls(&mut wire).unwrap();
        server.read_tls(&mut wire.as_slice()).unwrap();
        server.process_new_packets()?;

        wire.clear();
        server.write_tls(&mut wire).unwrap();
        client.read_tls(&mut wire.as_slice()).unwrap();
        client.process_new_packets()?;
    }
    Ok(())
}

#[test]
fn a_trusted_server_is_accepted() {
    let identity = Identity::self_signed(&["localhost"]).unwrap();
    let trust = client_config(identity.certificates()).unwrap();
    let mut client = ClientConnection::new(trust, "localhost".try_into().unwrap()).unwrap();
    let mut server = ServerConnection::new(server_config(identity).unwrap()).unwrap();

    shake_hands(&mut client, &mut server).unwrap();
    assert_eq!(client.alpn_protocol(), Some(&b"http/1.1"[..]));
}

#[test]
fn another_server_is_refused() {
    let trusted = Identity::self_signed(&["localhost"]).unwrap();
    let other = Identity::self_signed(&["localhost"]).unwrap();
    let trust = client_config(trusted.certificates()).unwrap();
    let mut client = ClientConnection::new(trust, "localhost".try_into().unwrap()).unwrap();
    let mut server = ServerConnection::new(server_config(other).unwrap()).unwrap();

    let error = shake_hands(&mut client, &mut server).unwrap_err();
    assert!(matches!(error, rustls::Error::InvalidCertificate(_)));
}
